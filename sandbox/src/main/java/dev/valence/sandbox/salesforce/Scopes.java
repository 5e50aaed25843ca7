package dev.valence.sandbox.salesforce;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application can ask for.
 *
 * @see <a
 *     href="https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_tokens_scopes.htm">
 *     OAuth Tokens and Scopes</a>
 */
final class Scopes {

  private static final Set<String> KNOWN =
      Set.of(
          "address",
          "api",
          "chatter_api",
          "content",
          "custom_permissions",
          "email",
          "full",
          "id",
          "lightning",
          "offline_access",
          "openid",
          "phone",
          "profile",
          "refresh_token",
          "visualforce",
          "wave_api",
          "web");

  /** What an application without a parameter gets: all that it commonly is set up for. */
  private static final List<String> USUAL = List.of("refresh_token", "api", "id");

  private Scopes() {}

  static Set<String> parse(@Nullable String parameter) {
    return parameter == null || parameter.isBlank()
        ? new LinkedHashSet<>(USUAL)
        : new LinkedHashSet<>(List.of(parameter.strip().split("\\s+")));
  }

  static boolean areKnown(Set<String> scopes) {
    return KNOWN.containsAll(scopes);
  }

  /** Whether a refresh token comes with it; the scope {@code full} gives none. */
  static boolean allowRefresh(Set<String> scopes) {
    return scopes.contains("refresh_token") || scopes.contains("offline_access");
  }

  /** Whether the REST API may be called. */
  static boolean allowRest(Set<String> scopes) {
    return scopes.contains("api") || scopes.contains("full");
  }
}
