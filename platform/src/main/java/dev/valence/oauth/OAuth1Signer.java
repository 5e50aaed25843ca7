package dev.valence.oauth;

import dev.valence.egress.EgressRequest;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Signs requests with OAuth 1.0a (RFC 5849, 3). */
@ApplicationScoped
public class OAuth1Signer {

  private static final int NONCE_BYTES = 16;

  private final InstantSource clock;
  private final Supplier<String> nonces;

  /** Signs with the system's clock, and with nonces that nobody can guess. */
  @Inject
  public OAuth1Signer() {
    this(InstantSource.system(), nonces(new SecureRandom()));
  }

  OAuth1Signer(InstantSource clock, Supplier<String> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  /**
   * A request with the parameters of the protocol and a signature, where the settings place them.
   *
   * <p>What is signed is the method, the URL and, where the body is a form in memory, the form. A
   * request is to be signed anew each time that it is sent.
   *
   * @param request the request, not yet signed
   * @param token the access token
   * @param tokenSecret the secret that came with it
   */
  public EgressRequest sign(
      EgressRequest request, OAuth1Settings settings, Secret token, Secret tokenSecret) {
    return sign(request, settings, Map.of("oauth_token", token.reveal()), tokenSecret);
  }

  /** Signs with the parameters of the protocol that a step of it has besides the common ones. */
  EgressRequest sign(
      EgressRequest request,
      OAuth1Settings settings,
      Map<String, String> step,
      Secret tokenSecret) {
    List<Parameter> protocol = new ArrayList<>();
    protocol.add(new Parameter("oauth_consumer_key", settings.consumerKey().reveal()));
    protocol.add(
        new Parameter("oauth_signature_method", settings.signatureMethod().protocolName()));
    protocol.add(new Parameter("oauth_timestamp", Long.toString(clock.instant().getEpochSecond())));
    protocol.add(new Parameter("oauth_nonce", nonces.get()));
    protocol.add(new Parameter("oauth_version", "1.0"));
    protocol.addAll(Parameter.of(step));
    String key = OAuth1Signature.key(settings.consumerSecret().reveal(), tokenSecret.reveal());
    String signature =
        OAuth1Signature.of(settings.signatureMethod(), key, request, List.copyOf(protocol));
    protocol.add(new Parameter("oauth_signature", signature));
    return switch (settings.placement()) {
      case HEADER -> request.withHeader("Authorization", header(protocol));
      case QUERY ->
          new EgressRequest(
              request.method(),
              Parameter.append(request.uri(), protocol),
              request.headers(),
              request.body());
    };
  }

  private static String header(List<Parameter> protocol) {
    return protocol.stream()
        .map(one -> one.name() + "=\"" + Parameter.encode(one.value()) + "\"")
        .collect(Collectors.joining(", ", "OAuth ", ""));
  }

  private static Supplier<String> nonces(SecureRandom random) {
    return () -> {
      byte[] bytes = new byte[NONCE_BYTES];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}
