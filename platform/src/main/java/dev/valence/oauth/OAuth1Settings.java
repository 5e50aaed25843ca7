package dev.valence.oauth;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an application speaks OAuth 1.0a with a vendor: the {@code oauth.*} entries of a
 * configuration (RFC 5849; contract, core 2.6 and 4.5).
 *
 * @param requestUrl where a request token is got
 * @param authorizationUrl where the user consents; may have a query
 * @param tokenUrl where a request token and its verifier become an access token
 * @param consumerKey the vendor's name for the application
 * @param consumerSecret the application's secret
 * @param callbackUrl where the vendor sends the user back to, or {@code oob}
 * @param scope what to ask for with the request token; null for the vendor's default
 * @param placement where the protocol's parameters stand in a request
 * @param signatureMethod how requests are signed
 */
public record OAuth1Settings(
    URI requestUrl,
    URI authorizationUrl,
    URI tokenUrl,
    Secret consumerKey,
    Secret consumerSecret,
    String callbackUrl,
    @Nullable String scope,
    Placement placement,
    SignatureMethod signatureMethod) {

  /** Where the protocol's parameters stand in a request (RFC 5849, 3.5). */
  public enum Placement {
    /** In the header {@code Authorization}. */
    HEADER,
    /** In the URL's query. */
    QUERY
  }

  /** How requests are signed (RFC 5849, 3.4). */
  public enum SignatureMethod {
    HMAC_SHA1("HMAC-SHA1"),
    HMAC_SHA256("HMAC-SHA256"),
    PLAINTEXT("PLAINTEXT");

    private final String protocolName;

    SignatureMethod(String protocolName) {
      this.protocolName = protocolName;
    }

    String protocolName() {
      return protocolName;
    }
  }

  /**
   * Reads a configuration whose placeholders are filled in.
   *
   * @param configuration gives an entry's value by its key
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  public static OAuth1Settings of(Function<String, Optional<String>> configuration) {
    SettingsReader reader = new SettingsReader(configuration);
    OAuth1Settings settings =
        new OAuth1Settings(
            reader.requiredUrl("oauth.request.url"),
            reader.requiredUrl("oauth.authorization.url"),
            reader.requiredUrl("oauth.token.url"),
            Secret.of(reader.required("oauth.api.key")),
            Secret.of(reader.required("oauth.api.secret")),
            reader.required("oauth.callback.url").strip(),
            reader.find("oauth.scope").orElse(null),
            reader.choice("oauth.request.authorization.type", Placement.class, Placement.HEADER),
            reader.choice(
                "oauth.signature.method", SignatureMethod.class, SignatureMethod.HMAC_SHA1));
    reader.check();
    return settings;
  }
}
