package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ClientCredentials;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * {@code graph.facebook.com/oauth/access_token}: gives a token for a code, and a long-lived one for
 * any that is still good.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived">
 *     Long-lived access tokens</a>
 */
final class FacebookLogin {

  private static final long HOUR_SECONDS = 3600;

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final AccessTokens tokens;

  FacebookLogin(
      FaceState state, AuthorizationCodes<AuthorizationRequest> codes, AccessTokens tokens) {
    this.state = state;
    this.codes = codes;
    this.tokens = tokens;
  }

  Answer answer(Request request) throws IOException {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      return Answer.methodNotAllowed("GET, POST");
    }
    try {
      return Answer.json(200, token(request.formParameters())).with("Cache-Control", "no-store");
    } catch (GraphException e) {
      return e.answer().with("Cache-Control", "no-store");
    }
  }

  private ObjectNode token(Map<String, String> said) {
    ClientCredentials client =
        ClientCredentials.read(null, said)
            .orElseThrow(() -> GraphException.invalidParameter("Missing client_id parameter."));
    if (!state.apps().authenticates(client, false)) {
      throw GraphException.wrongSecret();
    }
    return switch (said.getOrDefault("grant_type", "authorization_code")) {
      case "authorization_code" -> ofCode(client, said);
      case "fb_exchange_token" -> exchange(client, said.getOrDefault("fb_exchange_token", ""));
      default -> throw GraphException.invalidParameter("Invalid grant_type");
    };
  }

  private ObjectNode ofCode(ClientCredentials client, Map<String, String> said) {
    String code = said.getOrDefault("code", "");
    AuthorizationCodes.Approval<AuthorizationRequest> approval =
        codes
            .find(code)
            .filter(found -> found.request().generation() == Generation.FACEBOOK)
            .filter(found -> found.request().clientId().equals(client.id()))
            .orElseThrow(GraphException::wrongCode);
    if (!approval.request().redirectUri().equals(said.get("redirect_uri"))) {
      throw GraphException.wrongRedirect();
    }
    if (!codes.use(code)) {
      throw GraphException.wrongCode();
    }
    Grant grant = Grant.of(client, approval.user(), approval.request().scopes());
    return shown(tokens.issueShortLived(Generation.FACEBOOK, grant), HOUR_SECONDS);
  }

  private ObjectNode exchange(ClientCredentials client, String token) {
    return switch (tokens.standing(token, Generation.FACEBOOK)) {
      case Standing.Valid valid when valid.grant().clientId().equals(client.id()) -> {
        long lifetime = state.options().accessTokenLifetimeSeconds();
        yield shown(
            tokens.issueLongLived(Generation.FACEBOOK, valid.grant(), Duration.ofSeconds(lifetime)),
            lifetime);
      }
      case Standing.Expired _ -> throw GraphException.expiredToken();
      case Standing.Valid _, Standing.Unknown _ -> throw GraphException.invalidToken();
    };
  }

  private static ObjectNode shown(String token, long lifetime) {
    return Json.object()
        .put("access_token", token)
        .put("token_type", "bearer")
        .put("expires_in", lifetime);
  }
}
