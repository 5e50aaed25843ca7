package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ClientCredentials;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code api.instagram.com/oauth/access_token}: exchanges the codes of both generations, each for
 * its own kind of answer.
 */
final class TokenEndpoint {

  /** The token is the body. */
  static final String FLAT = "flat";

  /** The token is in a list under {@code data}. */
  static final String DATA = "data";

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final AccessTokens tokens;
  private final Profiles profiles;

  TokenEndpoint(
      FaceState state,
      AuthorizationCodes<AuthorizationRequest> codes,
      AccessTokens tokens,
      Profiles profiles) {
    this.state = state;
    this.codes = codes;
    this.tokens = tokens;
    this.profiles = profiles;
  }

  Answer answer(Request request) throws IOException {
    if (!request.method().equals("POST")) {
      return Answer.methodNotAllowed("POST");
    }
    try {
      return Answer.json(200, exchange(request.formParameters())).with("Cache-Control", "no-store");
    } catch (LegacyException e) {
      return e.answer().with("Cache-Control", "no-store");
    }
  }

  private ObjectNode exchange(Map<String, String> form) {
    // The vendor knows no other way to name the client than the form.
    ClientCredentials client =
        ClientCredentials.read(null, form)
            .orElseThrow(() -> LegacyException.oauth("You must provide a client_id"));
    if (!form.getOrDefault("grant_type", "").equals("authorization_code")) {
      throw LegacyException.oauth("You must provide a grant_type, which is authorization_code");
    }
    String code = form.getOrDefault("code", "");
    AuthorizationCodes.Approval<AuthorizationRequest> approval =
        codes.find(code).orElseThrow(TokenEndpoint::unknownCode);
    AuthorizationRequest asked = approval.request();
    if (!asked.clientId().equals(client.id())) {
      throw unknownCode();
    }
    if (!state.apps().authenticates(client, false)) {
      throw LegacyException.oauth("Invalid Client Secret");
    }
    if (!asked.redirectUri().equals(form.get("redirect_uri"))) {
      throw LegacyException.oauth("Redirect URI does not match original redirect URI");
    }
    if (!codes.use(code)) {
      throw unknownCode();
    }
    Grant grant = Grant.of(client, approval.user(), asked.scopes());
    return switch (asked.generation()) {
      case LEGACY -> legacy(grant);
      case CURRENT -> current(grant);
      case FACEBOOK -> throw unknownCode();
    };
  }

  private static LegacyException unknownCode() {
    return LegacyException.oauth("Matching code was not found or was already used.");
  }

  private ObjectNode legacy(Grant grant) {
    ObjectNode body = Json.object().put("access_token", tokens.issueLegacy(grant));
    body.set("user", profiles.legacyName(grant.user()));
    return body;
  }

  private ObjectNode current(Grant grant) {
    User user = grant.user();
    ObjectNode token =
        Json.object().put("access_token", tokens.issueShortLived(Generation.CURRENT, grant));
    if (!DATA.equals(state.options().variants().get(Variants.TOKEN_SHAPE))) {
      token.put("user_id", Long.parseLong(user.id()));
      ArrayNode permissions = token.putArray("permissions");
      new TreeSet<>(grant.scopes()).forEach(permissions::add);
      return token;
    }
    String permissions = String.join(",", new TreeSet<>(grant.scopes()));
    token.put("user_id", user.id()).put("permissions", permissions);
    ObjectNode body = Json.object();
    body.putArray("data").add(token);
    return body;
  }
}
