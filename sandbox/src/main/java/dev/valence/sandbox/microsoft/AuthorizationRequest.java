package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.AccessRequest;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.Challenge;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An application's request for access (RFC 6749, 4.1.1, with RFC 7636).
 *
 * @param clientId the application
 * @param redirectUri where the user is sent
 * @param state comes back unchanged
 * @param resource what the tokens are for when a token request does not say it; null when this one
 *     did not either, and in version 2.0
 * @param scopes what is asked for, by full names
 * @param offline whether a refresh token is asked for
 * @param challenge the PKCE challenge, or null
 */
record AuthorizationRequest(
    String clientId,
    String redirectUri,
    @Nullable String state,
    @Nullable String resource,
    Set<String> scopes,
    boolean offline,
    @Nullable Challenge challenge)
    implements AccessRequest {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /** Reads and checks the parameters. */
  static AuthorizationRequest parse(
      Version version, Map<String, String> parameters, Apps apps, Addresses addresses)
      throws LoginError {
    String clientId = required(parameters, "client_id");
    String redirectUri = required(parameters, "redirect_uri");
    if (!redirectUri.matches("https?://[^/#?]+[^#]*")
        || !apps.allowsRedirect(clientId, redirectUri)) {
      throw LoginError.invalidRequest(
          50011,
          "The redirect URI '"
              + redirectUri
              + "' specified in the request does not match the redirect URIs configured for the"
              + " application '"
              + clientId
              + "'.");
    }
    if (!required(parameters, "response_type").equals("code")) {
      throw LoginError.invalidRequest(70005, "The sandbox supports the response_type 'code' only.");
    }
    if (!parameters.getOrDefault("response_mode", "query").equals("query")) {
      throw LoginError.invalidRequest(
          90023, "The sandbox supports the response_mode 'query' only.");
    }
    String resource = version == Version.V1 ? parameters.get("resource") : null;
    if (resource != null && addresses.resource(resource).isEmpty()) {
      throw LoginError.unknownResource(resource);
    }
    Scopes scopes =
        switch (version) {
          case V1 -> new Scopes(allPermissions(), true);
          case V2 -> Scopes.parse(required(parameters, "scope"), addresses);
        };
    return new AuthorizationRequest(
        clientId,
        redirectUri,
        parameters.get("state"),
        resource,
        scopes.permissions(),
        scopes.offline(),
        challenge(parameters));
  }

  private static Set<String> allPermissions() {
    Set<String> all = new HashSet<>();
    for (Resource resource : Resource.values()) {
      all.addAll(resource.defaultPermissions());
    }
    return all;
  }

  private static @Nullable Challenge challenge(Map<String, String> parameters) throws LoginError {
    String value = parameters.get("code_challenge");
    if (value == null) {
      return null;
    }
    String method = parameters.getOrDefault("code_challenge_method", "plain");
    boolean known = method.equals("S256") || method.equals("plain");
    if (!known || !CHALLENGE.matcher(value).matches()) {
      throw LoginError.invalidRequest(
          501491, "Invalid size or method of Code_Challenge parameter.");
    }
    return new Challenge(value, method.equals("S256"));
  }

  private static String required(Map<String, String> parameters, String name) throws LoginError {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw LoginError.missing(name);
    }
    return value;
  }
}
