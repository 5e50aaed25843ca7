package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.AccessRequest;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.Challenge;
import dev.valence.sandbox.face.ConsentFlow.InvalidRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An application's request for access (RFC 6749, 4.1.1, with RFC 7636).
 *
 * @param clientId the application, which Salesforce calls the consumer key
 * @param redirectUri where the user is sent
 * @param state comes back unchanged
 * @param scopes what is asked for
 * @param challenge the PKCE challenge, or null
 */
record AuthorizationRequest(
    String clientId,
    String redirectUri,
    @Nullable String state,
    Set<String> scopes,
    @Nullable Challenge challenge)
    implements AccessRequest {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Reads and checks the parameters. */
  static AuthorizationRequest parse(
      Map<String, String> parameters, Apps apps, boolean requireChallenge) throws InvalidRequest {
    String clientId = required(parameters, "client_id");
    String redirectUri = required(parameters, "redirect_uri");
    if (!isWebAddress(redirectUri) || !apps.allowsRedirect(clientId, redirectUri)) {
      throw new InvalidRequest("redirect_uri_mismatch: redirect_uri must match configuration");
    }
    // A secret in an address ends up in histories and logs; no client may send it here.
    if (parameters.containsKey("client_secret")) {
      throw new InvalidRequest("invalid_request: client_secret must not be sent to this address");
    }
    if (!required(parameters, "response_type").equals("code")) {
      throw new InvalidRequest("unsupported_response_type: response type must be code");
    }
    Set<String> scopes = Scopes.parse(parameters.get("scope"));
    if (!Scopes.areKnown(scopes)) {
      throw new InvalidRequest(
          "invalid_scope: the requested scope is invalid, unknown, or malformed");
    }
    Challenge challenge = challenge(parameters);
    if (challenge == null && requireChallenge) {
      throw new InvalidRequest("invalid_request: missing required code challenge");
    }
    return new AuthorizationRequest(
        clientId, redirectUri, parameters.get("state"), scopes, challenge);
  }

  /** Salesforce knows S256 only, and so may be told nothing of the method. */
  private static @Nullable Challenge challenge(Map<String, String> parameters)
      throws InvalidRequest {
    String value = parameters.get("code_challenge");
    if (value == null) {
      return null;
    }
    if (!parameters.getOrDefault("code_challenge_method", "S256").equals("S256")) {
      throw new InvalidRequest("invalid_request: code challenge method must be S256");
    }
    if (!CHALLENGE.matcher(value).matches()) {
      throw new InvalidRequest("invalid_request: invalid code challenge");
    }
    return new Challenge(value, true);
  }

  private static String required(Map<String, String> parameters, String name)
      throws InvalidRequest {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new InvalidRequest("invalid_request: missing required parameter: " + name);
    }
    return value;
  }

  private static boolean isWebAddress(String redirectUri) {
    try {
      URI uri = new URI(redirectUri);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
