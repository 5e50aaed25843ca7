package dev.valence.oauth;

import dev.valence.model.ApiException;
import java.net.URI;
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
 * @param longLived how the token of a code becomes the one that is kept; null when it is that one
 * @param refresh how a token is refreshed
 * @param revokeUrl where a token is revoked; null when the vendor has no such place
 * @param revokeStyle how a token is revoked
 * @param app the application
 * @param redirectUri where the vendor sends the user back to
 * @param scope what to ask for; null for the vendor's default
 * @param pkce which proof accompanies a code
 */
public record OAuth2Settings(
    URI authorizationUrl,
    String authorizationParameters,
    URI tokenUrl,
    @Nullable LongLived longLived,
    Refresh refresh,
    @Nullable URI revokeUrl,
    RevokeStyle revokeStyle,
    ClientApp app,
    String redirectUri,
    @Nullable String scope,
    Pkce pkce) {

  /**
   * A second exchange, of the short-lived token of a code for a long-lived one.
   *
   * @param url where it is exchanged
   * @param grant the grant type, such as {@code ig_exchange_token}
   * @param style what is sent
   */
  public record LongLived(URI url, String grant, LongLivedStyle style) {}

  /** How a short-lived token is sent for a long-lived one. */
  public enum LongLivedStyle {
    /** As {@code access_token}, with the application's secret. */
    ACCESS_TOKEN,
    /** In a parameter that is called like the grant, with the application's credentials. */
    EXCHANGE_TOKEN
  }

  /**
   * How a token is refreshed.
   *
   * @param style what is sent
   * @param url where to; for a refresh token the token URL, unless another is configured
   * @param grant the grant type
   */
  public record Refresh(RefreshStyle style, URI url, String grant) {}

  /** Which token is the credential of a refresh. */
  public enum RefreshStyle {
    /** The refresh token, in a form with the application's credentials (RFC 6749, 6). */
    REFRESH_TOKEN,
    /** The access token itself, in a query without the application's secret. */
    ACCESS_TOKEN,
    /** The access token itself, as {@link LongLivedStyle#EXCHANGE_TOKEN} sends one. */
    EXCHANGE_TOKEN;

    /** Whether the access token is its own credential. */
    public boolean selfRefreshing() {
      return this != REFRESH_TOKEN;
    }
  }

  /** How a token is revoked. */
  public enum RevokeStyle {
    /** A form with the token and the application's credentials (RFC 7009). */
    FORM,
    /** A form with nothing but the token. */
    TOKEN,
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
    SettingsReader reader = new SettingsReader(configuration);
    URI tokenUrl = reader.requiredUrl("oauth.token.url");
    OAuth2Settings settings =
        new OAuth2Settings(
            reader.requiredUrl("oauth.authorization.url"),
            reader.text("oauth.authorization.parameters", ""),
            tokenUrl,
            longLived(reader),
            refresh(reader, tokenUrl),
            reader.url("oauth.token.revoke_url"),
            reader.choice("oauth.token.revoke_style", RevokeStyle.class, RevokeStyle.FORM),
            ClientApp.read(reader),
            reader.required("oauth.callback.url").strip(),
            reader.find("oauth.scope").orElse(null),
            reader.choice("oauth.pkce", Pkce.class, Pkce.NONE));
    reader.check();
    return settings;
  }

  private static @Nullable LongLived longLived(SettingsReader reader) {
    URI url = reader.url("oauth.token.long_lived.url");
    return url == null
        ? null
        : new LongLived(
            url,
            reader.required("oauth.token.long_lived.grant").strip(),
            reader.choice(
                "oauth.token.long_lived.style", LongLivedStyle.class, LongLivedStyle.ACCESS_TOKEN));
  }

  private static Refresh refresh(SettingsReader reader, URI tokenUrl) {
    RefreshStyle style =
        reader.choice("oauth.token.refresh_style", RefreshStyle.class, RefreshStyle.REFRESH_TOKEN);
    return switch (style) {
      case REFRESH_TOKEN -> {
        URI url = reader.url("oauth.token.refresh_url");
        yield new Refresh(
            RefreshStyle.REFRESH_TOKEN, url == null ? tokenUrl : url, "refresh_token");
      }
      case ACCESS_TOKEN, EXCHANGE_TOKEN ->
          new Refresh(
              style,
              reader.requiredUrl("oauth.token.refresh_url"),
              reader.required("oauth.token.refresh_grant").strip());
    };
  }
}
