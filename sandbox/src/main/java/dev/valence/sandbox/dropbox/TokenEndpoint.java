package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.Challenge;
import dev.valence.sandbox.face.ClientCredentials;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code /oauth2/token}: exchanges codes and refresh tokens (RFC 6749, 4.1.3 and 6). The parameters
 * may be in the form or in the query, the client's secret also in HTTP Basic.
 */
final class TokenEndpoint {

  /**
   * The name of the variant that says what becomes of a grant when a refresh token is sent in whose
   * place there is another one (RFC 9700, 4.14.2): {@code kept}, or {@code ended}.
   */
  static final String REUSED_GRANT = "reusedGrant";

  private static final int ACCESS_TOKEN_BYTES = 99;
  private static final int REFRESH_TOKEN_BYTES = 48;

  /** A request that is refused, as RFC 6749, 5.2 names it. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String error;

    Refusal(String error, String description) {
      super(description);
      this.error = error;
    }
  }

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;

  TokenEndpoint(FaceState state, AuthorizationCodes<AuthorizationRequest> codes) {
    this.state = state;
    this.codes = codes;
  }

  Answer answer(Request request) throws IOException {
    if (!request.method().equals("POST")) {
      return Answer.methodNotAllowed("POST");
    }
    try {
      Map<String, String> parameters = request.formParameters();
      ClientCredentials client = client(request.header("authorization"), parameters);
      ObjectNode tokens =
          switch (required(parameters, "grant_type")) {
            case "authorization_code" -> exchange(client, parameters);
            case "refresh_token" -> refresh(client, parameters);
            default ->
                throw new Refusal(
                    "unsupported_grant_type",
                    "grant_type must be \"authorization_code\" or \"refresh_token\"");
          };
      return Answer.json(200, tokens).with("Cache-Control", "no-store");
    } catch (Refusal e) {
      return Answer.json(
              400,
              Json.object()
                  .put("error", e.error)
                  .put("error_description", String.valueOf(e.getMessage())))
          .with("Cache-Control", "no-store");
    }
  }

  private ObjectNode exchange(ClientCredentials client, Map<String, String> parameters)
      throws Refusal {
    String code = required(parameters, "code");
    AuthorizationCodes.Approval<AuthorizationRequest> approval =
        codes
            .find(code)
            .orElseThrow(() -> new Refusal("invalid_grant", "code doesn't exist or has expired"));
    AuthorizationRequest asked = approval.request();
    authenticate(client, asked.challenge() != null);
    if (!asked.clientId().equals(client.id())) {
      throw new Refusal("invalid_grant", "code was issued to another client_id");
    }
    if (!Objects.equals(asked.redirectUri(), parameters.get("redirect_uri"))) {
      throw new Refusal("invalid_grant", "redirect_uri mismatch");
    }
    checkVerifier(asked.challenge(), parameters.get("code_verifier"));
    if (!codes.use(code)) {
      throw new Refusal("invalid_grant", "code has already been used");
    }
    Grant grant = Grant.of(client, approval.user(), asked.scopes());
    ObjectNode tokens = accessToken(grant, asked.scopes());
    if (asked.offline()) {
      String refreshToken = Secrets.random(REFRESH_TOKEN_BYTES);
      state.tokens().addRefreshToken(refreshToken, grant);
      tokens.put("refresh_token", refreshToken);
    }
    User user = approval.user();
    return tokens.put("uid", Long.toString(user.number())).put("account_id", user.id());
  }

  private static void checkVerifier(@Nullable Challenge challenge, @Nullable String verifier)
      throws Refusal {
    if (challenge == null) {
      if (verifier != null) {
        throw new Refusal("invalid_grant", "code was requested without a code_challenge");
      }
      return;
    }
    if (verifier == null) {
      throw new Refusal("invalid_request", "missing code_verifier");
    }
    if (!challenge.isMetBy(verifier)) {
      throw new Refusal("invalid_grant", "invalid code verifier");
    }
  }

  private ObjectNode refresh(ClientCredentials client, Map<String, String> parameters)
      throws Refusal {
    String refreshToken = required(parameters, "refresh_token");
    Refusal dead = new Refusal("invalid_grant", "refresh token is invalid or revoked");
    Grant grant =
        state
            .tokens()
            .findRefreshToken(refreshToken)
            .orElseThrow(() -> {
              endReusedGrant(refreshToken);
              return dead;
            });
    authenticate(client, grant.publicClient());
    if (!grant.clientId().equals(client.id())) {
      throw new Refusal("invalid_grant", "refresh token was issued to another client_id");
    }
    Set<String> scopes =
        parameters.containsKey("scope") ? Scopes.parse(parameters.get("scope")) : grant.scopes();
    if (!grant.scopes().containsAll(scopes)) {
      throw new Refusal("invalid_scope", "scope exceeds what the user has granted");
    }
    FaceOptions options = state.options();
    if (!options.rotateRefreshTokens()) {
      return accessToken(grant, scopes);
    }
    String replacement = Secrets.random(REFRESH_TOKEN_BYTES);
    if (!state.tokens().rotateRefreshToken(refreshToken, replacement)) {
      throw dead;
    }
    return accessToken(grant, scopes).put("refresh_token", replacement);
  }

  private void endReusedGrant(String refreshToken) {
    if ("ended".equals(state.options().variants().get(REUSED_GRANT))) {
      state.tokens().findReplacedRefreshToken(refreshToken).ifPresent(state.tokens()::revoke);
    }
  }

  private ObjectNode accessToken(Grant grant, Set<String> scopes) {
    String token = "sl." + Secrets.random(ACCESS_TOKEN_BYTES);
    long lifetime = state.options().accessTokenLifetimeSeconds();
    state.tokens().addAccessToken(token, grant, scopes, Duration.ofSeconds(lifetime));
    return Json.object()
        .put("access_token", token)
        .put("token_type", "bearer")
        .put("expires_in", lifetime)
        .put("scope", String.join(" ", new TreeSet<>(scopes)));
  }

  /** Checks the secret; without one only a client is accepted that proves itself by PKCE. */
  private void authenticate(ClientCredentials client, boolean publicClient) throws Refusal {
    if (!state.apps().authenticates(client, publicClient)) {
      throw new Refusal("invalid_client", "Invalid client_id or client_secret");
    }
  }

  private static ClientCredentials client(
      @Nullable String authorization, Map<String, String> parameters) throws Refusal {
    try {
      return ClientCredentials.read(authorization, parameters)
          .orElseThrow(
              () -> new Refusal("invalid_request", "missing required parameter: client_id"));
    } catch (IllegalArgumentException e) {
      throw new Refusal("invalid_client", String.valueOf(e.getMessage()));
    }
  }

  private static String required(Map<String, String> parameters, String name) throws Refusal {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new Refusal("invalid_request", "missing required parameter: " + name);
    }
    return value;
  }
}
