package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.AccessRequest;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.Challenge;
import dev.valence.sandbox.face.ConsentFlow.InvalidRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An application's request for access (RFC 6749, 4.1.1, with RFC 7636).
 *
 * @param clientId the application
 * @param redirectUri where the user is sent; null to show the code on a page
 * @param state comes back unchanged
 * @param scopes what is asked for
 * @param offline whether a refresh token is asked for
 * @param challenge the PKCE challenge, or null
 */
record AuthorizationRequest(
    String clientId,
    @Nullable String redirectUri,
    @Nullable String state,
    Set<String> scopes,
    boolean offline,
    @Nullable Challenge challenge)
    implements AccessRequest {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
  private static final Set<String> ACCESS_TYPES = Set.of("online", "offline", "legacy");
  private static final Set<String> TRUTH_VALUES = Set.of("true", "false");

  /** Reads and checks the parameters. */
  static AuthorizationRequest parse(Map<String, String> parameters, Apps apps)
      throws InvalidRequest {
    String clientId = parameters.getOrDefault("client_id", "");
    if (clientId.isEmpty()) {
      throw new InvalidRequest("Missing client_id.");
    }
    String redirectUri = parameters.get("redirect_uri");
    if (redirectUri != null) {
      checkRedirectUri(redirectUri);
      if (!apps.allowsRedirect(clientId, redirectUri)) {
        throw new InvalidRequest(
            "Invalid redirect_uri. It must exactly match one of the redirect URIs of the app.");
      }
    }
    if (!parameters.getOrDefault("response_type", "").equals("code")) {
      throw new InvalidRequest("Invalid response_type: must be \"code\".");
    }
    String accessType = parameters.getOrDefault("token_access_type", "online");
    if (!ACCESS_TYPES.contains(accessType)) {
      throw new InvalidRequest("Invalid token_access_type: must be \"online\" or \"offline\".");
    }
    for (String name : List.of("force_reapprove", "disable_signup")) {
      if (!TRUTH_VALUES.contains(parameters.getOrDefault(name, "false"))) {
        throw new InvalidRequest("Invalid " + name + ": must be \"true\" or \"false\".");
      }
    }
    Set<String> scopes = Scopes.parse(parameters.get("scope"));
    Optional<String> unknown = scopes.stream().filter(scope -> !Scopes.isKnown(scope)).findFirst();
    if (unknown.isPresent()) {
      throw new InvalidRequest("Invalid scope: " + unknown.get() + ".");
    }
    return new AuthorizationRequest(
        clientId,
        redirectUri,
        parameters.get("state"),
        scopes,
        accessType.equals("offline"),
        challenge(parameters));
  }

  private static @Nullable Challenge challenge(Map<String, String> parameters)
      throws InvalidRequest {
    String value = parameters.get("code_challenge");
    String method = parameters.getOrDefault("code_challenge_method", "plain");
    if (value == null) {
      if (parameters.containsKey("code_challenge_method")) {
        throw new InvalidRequest("Missing code_challenge.");
      }
      return null;
    }
    if (!CHALLENGE.matcher(value).matches()) {
      throw new InvalidRequest("Invalid code_challenge: must be 43 to 128 unreserved characters.");
    }
    return switch (method) {
      case "S256" -> new Challenge(value, true);
      case "plain" -> new Challenge(value, false);
      default ->
          throw new InvalidRequest("Invalid code_challenge_method: must be \"S256\" or \"plain\".");
    };
  }

  private static void checkRedirectUri(String redirectUri) throws InvalidRequest {
    try {
      URI uri = new URI(redirectUri);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getFragment() != null) {
        throw new InvalidRequest(
            "Invalid redirect_uri: must be an absolute URL without a fragment.");
      }
    } catch (URISyntaxException e) {
      throw new InvalidRequest("Invalid redirect_uri: " + e.getMessage() + ".");
    }
  }
}
