package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.AccessRequest;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.ConsentFlow.InvalidRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application's request for access (RFC 6749, 4.1.1).
 *
 * @param generation where it was made
 * @param clientId the application
 * @param redirectUri where the user is sent
 * @param state comes back unchanged
 * @param scopes what is asked for
 */
record AuthorizationRequest(
    Generation generation,
    String clientId,
    String redirectUri,
    @Nullable String state,
    Set<String> scopes)
    implements AccessRequest {

  /** Reads and checks the parameters. */
  static AuthorizationRequest parse(
      Generation generation, Map<String, String> parameters, Apps apps) throws InvalidRequest {
    String clientId = parameters.getOrDefault("client_id", "");
    if (clientId.isEmpty()) {
      throw new InvalidRequest("You must include a valid client_id parameter");
    }
    // Facebook gives a code where nothing is said.
    String usual = generation == Generation.FACEBOOK ? "code" : "";
    if (!parameters.getOrDefault("response_type", usual).equals("code")) {
      throw new InvalidRequest("You must include a valid response_type, which is code");
    }
    String redirectUri = parameters.getOrDefault("redirect_uri", "");
    if (!isWebAddress(redirectUri) || !apps.allowsRedirect(clientId, redirectUri)) {
      throw new InvalidRequest("Redirect URI does not match registered redirect URI");
    }
    return new AuthorizationRequest(
        generation,
        clientId,
        redirectUri,
        parameters.get("state"),
        scopes(generation, parameters.getOrDefault("scope", "")));
  }

  private static Set<String> scopes(Generation generation, String parameter) throws InvalidRequest {
    Set<String> scopes = new LinkedHashSet<>(generation.scopes(parameter));
    Optional<String> unknown =
        scopes.stream().filter(scope -> !generation.knows(scope)).findFirst();
    if (unknown.isPresent()) {
      throw new InvalidRequest("Invalid scope field(s): " + unknown.get());
    }
    switch (generation) {
      // Every application had the basic scope, asked for or not.
      case LEGACY -> scopes.add("basic");
      // So it has the profile of a Facebook user.
      case FACEBOOK -> scopes.add("public_profile");
      case CURRENT -> {
        if (scopes.isEmpty()) {
          throw new InvalidRequest("Invalid scope field(s): none is given");
        }
      }
    }
    return scopes;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
