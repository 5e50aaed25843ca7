package dev.valence.oauth;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an application speaks OAuth 2.0 with a vendor: the {@code oauth.*} entries of a configuration
 * (contract, core 2.6).
 *
 * @param authorizationUrl where the user consents; may have a query
 * @param authorizationParameters a query string that the vendor wants besides, such as {@code
 *     token_access_type=offline}
 * @param tokenUrl where a code is exchanged
 * @param refreshUrl where a token is refreshed; the token URL unless configured
 * @param revokeUrl where a token is revoked; null when the vendor has no such place
 * @param revokeStyle how a token is revoked
 * @param clientId the vendor's name for the application
 * @param clientSecret the application's secret
 * @param redirectUri where the vendor sends the user back to
 * @param scope what to ask for; null for the vendor's default
 * @param basicHeader whether the application names itself in a header instead of the form
 * @param pkce which proof accompanies a code
 */
public record OAuth2Settings(
    URI authorizationUrl,
    String authorizationParameters,
    URI tokenUrl,
    URI refreshUrl,
    @Nullable URI revokeUrl,
    RevokeStyle revokeStyle,
    Secret clientId,
    Secret clientSecret,
    String redirectUri,
    @Nullable String scope,
    boolean basicHeader,
    Pkce pkce) {

  /** How a token is revoked. */
  public enum RevokeStyle {
    /** A form with the token and the application's credentials (RFC 7009). */
    FORM,
    /** A call that the token itself signs. */
    BEARER
  }

  /** Which proof accompanies a code (RFC 7636); {@code plain} is none. */
  public enum Pkce {
    NONE,
    S256
  }

  /**
   * Reads a configuration whose placeholders are filled in.
   *
   * @param configuration gives an entry's value by its key
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  public static OAuth2Settings of(Function<String, Optional<String>> configuration) {
    Reader reader = new Reader(configuration, new ArrayList<>());
    URI tokenUrl = reader.url("oauth.token.url", true);
    URI refreshUrl = reader.url("oauth.token.refresh_url", false);
    OAuth2Settings settings =
        new OAuth2Settings(
            or(reader.url("oauth.authorization.url", true)),
            reader.text("oauth.authorization.parameters", ""),
            or(tokenUrl),
            or(refreshUrl == null ? tokenUrl : refreshUrl),
            reader.url("oauth.token.revoke_url", false),
            reader.choice("oauth.token.revoke_style", RevokeStyle.class, RevokeStyle.FORM),
            Secret.of(reader.required("oauth.api.key")),
            Secret.of(reader.required("oauth.api.secret")),
            reader.required("oauth.callback.url"),
            reader.find("oauth.scope").orElse(null),
            Boolean.parseBoolean(reader.text("oauth.basic.header", "false").strip()),
            reader.choice("oauth.pkce", Pkce.class, Pkce.NONE));
    if (!reader.faults().isEmpty()) {
      throw ApiException.badRequest(reader.faults());
    }
    return settings;
  }

  /** A missing URL is a fault that is reported at the end; until then something has to stand. */
  private static URI or(@Nullable URI url) {
    return url == null ? URI.create("") : url;
  }

  private record Reader(Function<String, Optional<String>> configuration, List<String> faults) {

    Optional<String> find(String key) {
      return configuration.apply(key).filter(value -> !value.isBlank());
    }

    String text(String key, String otherwise) {
      return find(key).orElse(otherwise);
    }

    String required(String key) {
      Optional<String> value = find(key);
      if (value.isEmpty()) {
        faults.add("The configuration " + key + " is missing.");
      }
      return value.orElse("");
    }

    @Nullable URI url(String key, boolean needed) {
      String value = needed ? required(key) : text(key, "");
      if (value.isEmpty()) {
        return null;
      }
      try {
        URI url = new URI(value.strip());
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
          return url;
        }
      } catch (URISyntaxException e) {
        // Reported below like every other text that is not a URL.
      }
      faults.add("The configuration " + key + " is not an http or https URL.");
      return null;
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
      String value = text(key, otherwise.name()).strip();
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(value)) {
          return constant;
        }
      }
      faults.add("The configuration " + key + " has an unknown value.");
      return otherwise;
    }
  }
}
