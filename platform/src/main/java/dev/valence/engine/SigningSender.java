package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import dev.valence.oauth.OAuth1Settings;
import dev.valence.oauth.OAuth1Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends requests as an instance, for one call: they leave with its credentials, unless they have an
 * {@code Authorization} of their own (contract, element format 3).
 */
sealed interface SigningSender extends Sender permits TokenSender, FixedSender {

  /** As much as is told of a vendor's words. */
  int LONGEST_WORDS = 1000;

  /** As much as is read of an answer that says a failure. */
  int LARGEST_FAILURE = 64 * 1024;

  /** What a request that is being made finds of the instance: its credentials of this moment. */
  interface Access {

    /** The value of the configuration that counts, the access token of this moment among them. */
    Optional<String> configuration(String key);

    /** The value of {@code Authorization}, where that is all that it takes. */
    Optional<String> authorization();

    /** The request with a signature that is made of all of it, where that is what it takes. */
    EgressRequest sign(EgressRequest request);

    /** The request with the credentials, unless it has an {@code Authorization} of its own. */
    default EgressRequest authorize(EgressRequest request) {
      return authorized(request)
          ? request
          : authorization()
              .map(value -> request.withHeader(AUTHORIZATION, value))
              .orElseGet(() -> sign(request));
    }
  }

  /** The header that names who calls. */
  String AUTHORIZATION = "Authorization";

  /** A request that is made anew for each attempt to send it. */
  @FunctionalInterface
  interface Draft {

    /** The request as it is to be sent now; empty when nothing is to be sent. */
    Optional<EgressRequest> with(Access access);
  }

  /**
   * Sends a request.
   *
   * @return the answer, whose owner closes it; empty when nothing was to be sent
   * @throws dev.valence.egress.EgressException when there is no answer
   */
  Optional<EgressResponse> send(Draft draft);

  @Override
  default EgressResponse send(EgressRequest request) {
    return send(access -> Optional.of(access.authorize(request))).orElseThrow();
  }

  /** The access of this moment, for what is not sent by HTTP. */
  Access access();

  /**
   * Fails when there are no credentials to call with.
   *
   * @throws ApiException 401 when the user has to consent again
   */
  void requireCredentials();

  /** What must not be repeated to the caller of what was sent. */
  List<Secret> secrets();

  /** The vendor's own words, without secrets and of a length that can be shown. */
  default String words(byte[] answer) {
    String masked = new Masking(secrets()).apply(new String(answer, StandardCharsets.UTF_8));
    return masked.substring(0, Math.min(masked.length(), LONGEST_WORDS));
  }

  /**
   * Renews what a vendor has refused. A renewal that fails is told in the vendor's words for the
   * refusal, where it has none itself, and the answer is closed.
   */
  static <T> T renewing(SigningSender sender, EgressResponse refusal, Supplier<T> renewal) {
    try {
      return renewal.get();
    } catch (ApiException e) {
      try (refusal) {
        throw e.status() / 100 == 4 && e.providerMessage().isEmpty()
            ? ApiException.ofProvider(
                e.status(), e.message(), sender.words(refusal.peek(LARGEST_FAILURE)), e)
            : e;
      }
    } catch (RuntimeException e) {
      refusal.close();
      throw e;
    }
  }

  /**
   * The sender for the way in which an element's instances authenticate.
   *
   * @throws ApiException 501 for a way that is not executed
   */
  static SigningSender of(ConnectedInstance instance, Sender unsigned, OAuth1Signer oauth1) {
    String type = instance.element().authentication().type();
    return switch (type) {
      case "oauth2", "oauth2Password", "oauth2ClientCredentials" ->
          new TokenSender(instance, unsigned);
      case "oauth1" ->
          FixedSender.signing(
              instance,
              unsigned,
              () -> {
                OAuth1Settings settings = OAuth1Settings.of(instance::configuration);
                Secret token = Secret.of(require(instance, "oauth.user.token"));
                Secret tokenSecret = Secret.of(require(instance, "oauth.user.token.secret"));
                return request -> oauth1.sign(request, settings, token, tokenSecret);
              });
      case "awsv4" ->
          FixedSender.signing(
              instance, unsigned, () -> AwsSignature.of(instance::configuration)::sign);
      case "basic" ->
          FixedSender.with(instance, unsigned, () -> Optional.of("Basic " + basic(instance)));
      case "custom", "apiKey" -> FixedSender.with(instance, unsigned, Optional::empty);
      default ->
          throw ApiException.of(
              501, "Requests with the authentication '" + type + "' are not signed.");
    };
  }

  /** The secrets of an instance's configuration. */
  static List<Secret> configured(ConnectedInstance instance) {
    Element element = instance.element();
    List<Secret> secrets = new ArrayList<>();
    for (ConfigurationEntry entry : element.secretConfiguration()) {
      instance.configuration(entry.key()).map(Secret::of).ifPresent(secrets::add);
    }
    boolean signs = instance.configuration("username").isPresent();
    if (signs && element.authentication().type().equals("basic")) {
      secrets.add(Secret.of(basic(instance)));
    }
    if (element.authentication().type().equals("awsv4")) {
      secrets.addAll(AwsSignature.secrets(instance::configuration));
    }
    return secrets;
  }

  /** Whether a request brings an {@code Authorization} of its own. */
  static boolean authorized(EgressRequest request) {
    return request.headers().keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase);
  }

  /** RFC 7617; there are vendors that want no password. */
  private static String basic(ConnectedInstance instance) {
    String credentials =
        require(instance, "username") + ":" + instance.configuration("password").orElse("");
    return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static String require(ConnectedInstance instance, String key) {
    return instance
        .configuration(key)
        .orElseThrow(
            () -> ApiException.badRequest("The instance's configuration lacks '" + key + "'."));
  }
}
