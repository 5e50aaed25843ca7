package dev.valence.oauth;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Bytes;
import dev.valence.oauth.OAuth1Settings.SignatureMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a request and the text that is signed (RFC 5849, 3.4). */
final class OAuth1Signature {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Parameters in the order in which they are signed: by their encoded names, then values. */
  private record Encoded(String name, String value) {

    static final Comparator<Encoded> ORDER =
        Comparator.comparing(Encoded::name).thenComparing(Encoded::value);

    static Encoded of(Parameter parameter) {
      return new Encoded(Parameter.encode(parameter.name()), Parameter.encode(parameter.value()));
    }
  }

  private OAuth1Signature() {}

  /** The key of a signature, which is the whole of a signature in plain text. */
  static String key(String consumerSecret, String tokenSecret) {
    return Parameter.encode(consumerSecret) + "&" + Parameter.encode(tokenSecret);
  }

  /**
   * The value of {@code oauth_signature}, not encoded.
   *
   * @param protocol the protocol's parameters, without the signature
   */
  static String of(
      SignatureMethod method, String key, EgressRequest request, List<Parameter> protocol) {
    return switch (method) {
      case PLAINTEXT -> key;
      case HMAC_SHA1 -> mac("HmacSHA1", key, baseString(request, protocol));
      case HMAC_SHA256 -> mac("HmacSHA256", key, baseString(request, protocol));
    };
  }

  /** The text that is signed (RFC 5849, 3.4.1). */
  static String baseString(EgressRequest request, List<Parameter> protocol) {
    List<Parameter> parameters = new ArrayList<>(protocol);
    String query = request.uri().getRawQuery();
    if (query != null) {
      parameters.addAll(Parameter.parse(query));
    }
    if (request.body() instanceof Bytes body && isForm(body.contentType())) {
      parameters.addAll(Parameter.parse(new String(body.content(), StandardCharsets.UTF_8)));
    }
    String normalized =
        parameters.stream()
            .map(Encoded::of)
            .sorted(Encoded.ORDER)
            .map(one -> one.name() + "=" + one.value())
            .collect(Collectors.joining("&"));
    return request.method().toUpperCase(Locale.ROOT)
        + "&"
        + Parameter.encode(baseUrl(request.uri()))
        + "&"
        + Parameter.encode(normalized);
  }

  /** Scheme, host and path; a port where it is not the scheme's own (RFC 5849, 3.4.1.2). */
  private static String baseUrl(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int own = scheme.equals("https") ? 443 : 80;
    String port = url.getPort() == -1 || url.getPort() == own ? "" : ":" + url.getPort();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path;
  }

  private static boolean isForm(String contentType) {
    return contentType.split(";", 2)[0].strip().equalsIgnoreCase(FORM);
  }

  private static String mac(String algorithm, String key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has " + algorithm + ".", e);
    }
  }
}
