package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ClientCredentials;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code /services/oauth2/introspect}: what a token is worth (RFC 7662). */
final class Introspection {

  private final FaceState state;

  Introspection(FaceState state) {
    this.state = state;
  }

  Answer answer(Request request, Hosts hosts) throws IOException {
    if (!request.method().equals("POST")) {
      throw new OAuthException("invalid_request", "must use HTTP POST");
    }
    Map<String, String> parameters = request.formParameters();
    ClientCredentials client = TokenEndpoint.client(request.header("authorization"), parameters);
    if (!state.apps().authenticates(client, false)) {
      throw new OAuthException("invalid_client", "invalid client credentials");
    }
    String token = parameters.getOrDefault("token", "");
    if (state.tokens().standing(token) instanceof Tokens.Standing.Valid valid) {
      return Answer.json(
          200,
          active(valid.grant(), "access_token", hosts.login(request))
              .put("exp", valid.expires().getEpochSecond())
              .put("iat", valid.issued().getEpochSecond())
              .put("nbf", valid.issued().getEpochSecond()));
    }
    Optional<Grant> refreshable = state.tokens().findRefreshToken(token);
    return Answer.json(
        200,
        refreshable
            .map(grant -> active(grant, "refresh_token", hosts.login(request)))
            .orElseGet(() -> Json.object().put("active", false)));
  }

  private static ObjectNode active(Grant grant, String type, String login) {
    return Json.object()
        .put("active", true)
        .put("scope", String.join(" ", new TreeSet<>(grant.scopes())))
        .put("client_id", grant.clientId())
        .put("username", grant.user().email())
        .put("sub", Identity.url(login, grant.user().id()))
        .put("token_type", type);
  }
}
