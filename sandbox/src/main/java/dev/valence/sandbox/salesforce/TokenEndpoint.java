package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.Challenge;
import dev.valence.sandbox.face.ClientCredentials;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code /services/oauth2/token}: exchanges codes and refresh tokens. Its answers do not say when
 * an access token ends.
 *
 * @see <a
 *     href="https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm">
 *     OAuth 2.0 Web Server Flow</a>
 */
final class TokenEndpoint {

  private static final int ACCESS_TOKEN_BYTES = 72;
  private static final int REFRESH_TOKEN_BYTES = 48;

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final InstantSource clock;

  TokenEndpoint(
      FaceState state, AuthorizationCodes<AuthorizationRequest> codes, InstantSource clock) {
    this.state = state;
    this.codes = codes;
    this.clock = clock;
  }

  Answer answer(Request request, Hosts hosts) throws IOException {
    if (!request.method().equals("POST")) {
      throw new OAuthException("invalid_request", "must use HTTP POST");
    }
    Map<String, String> parameters = request.formParameters();
    ClientCredentials client = client(request.header("authorization"), parameters);
    ObjectNode tokens =
        switch (required(parameters, "grant_type")) {
          case "authorization_code" -> exchange(client, parameters, request, hosts);
          case "refresh_token" -> refresh(client, parameters, request, hosts);
          default -> throw new OAuthException("unsupported_grant_type", "grant type not supported");
        };
    return Answer.json(200, tokens);
  }

  /** Who calls an endpoint that wants to know the application. */
  static ClientCredentials client(@Nullable String authorization, Map<String, String> parameters) {
    Optional<ClientCredentials> client;
    try {
      client = ClientCredentials.read(authorization, parameters);
    } catch (IllegalArgumentException e) {
      throw new OAuthException("invalid_client", "invalid client credentials");
    }
    return client
        .map(sent -> "".equals(sent.secret()) ? new ClientCredentials(sent.id(), null) : sent)
        .orElseThrow(() -> new OAuthException("invalid_client_id", "client identifier invalid"));
  }

  private ObjectNode exchange(
      ClientCredentials client, Map<String, String> parameters, Request request, Hosts hosts) {
    String code = required(parameters, "code");
    OAuthException dead = new OAuthException("invalid_grant", "expired authorization code");
    AuthorizationCodes.Approval<AuthorizationRequest> approval =
        codes.find(code).orElseThrow(() -> dead);
    AuthorizationRequest asked = approval.request();
    authenticate(client, asked.challenge() != null);
    if (!asked.clientId().equals(client.id())) {
      throw new OAuthException("invalid_grant", "invalid authorization code");
    }
    if (!asked.redirectUri().equals(parameters.get("redirect_uri"))) {
      throw new OAuthException("redirect_uri_mismatch", "redirect_uri must match configuration");
    }
    checkVerifier(asked.challenge(), parameters.get("code_verifier"));
    if (!codes.use(code)) {
      throw dead;
    }
    Grant grant = Grant.of(client, approval.user(), asked.scopes());
    ObjectNode tokens = accessToken(grant, client, request, hosts);
    if (Scopes.allowRefresh(asked.scopes())) {
      String refreshToken = newRefreshToken();
      state.tokens().addRefreshToken(refreshToken, grant);
      tokens.put("refresh_token", refreshToken);
    }
    return tokens;
  }

  private static void checkVerifier(@Nullable Challenge challenge, @Nullable String verifier) {
    if (challenge == null) {
      return;
    }
    if (verifier == null || !challenge.isMetBy(verifier)) {
      throw new OAuthException("invalid_grant", "invalid code verifier");
    }
  }

  private ObjectNode refresh(
      ClientCredentials client, Map<String, String> parameters, Request request, Hosts hosts) {
    String refreshToken = required(parameters, "refresh_token");
    OAuthException dead = new OAuthException("invalid_grant", "expired access/refresh token");
    Grant grant = state.tokens().findRefreshToken(refreshToken).orElseThrow(() -> dead);
    authenticate(client, grant.publicClient());
    if (!grant.clientId().equals(client.id())) {
      throw dead;
    }
    if (!state.options().rotateRefreshTokens()) {
      return accessToken(grant, client, request, hosts);
    }
    String replacement = newRefreshToken();
    if (!state.tokens().rotateRefreshToken(refreshToken, replacement)) {
      throw dead;
    }
    return accessToken(grant, client, request, hosts).put("refresh_token", replacement);
  }

  private static String newRefreshToken() {
    return "5Aep861" + Secrets.random(REFRESH_TOKEN_BYTES);
  }

  private ObjectNode accessToken(
      Grant grant, ClientCredentials client, Request request, Hosts hosts) {
    String token =
        Ids.shorten(SalesforceFace.ORGANIZATION_ID) + "!AQ" + Secrets.random(ACCESS_TOKEN_BYTES);
    state
        .tokens()
        .addAccessToken(
            token,
            grant,
            grant.scopes(),
            Duration.ofSeconds(state.options().accessTokenLifetimeSeconds()));
    String id = Identity.url(hosts.login(request), grant.user().id());
    String issuedAt = Long.toString(clock.millis());
    return Json.object()
        .put("access_token", token)
        .put("signature", signature(client, id + issuedAt))
        .put("scope", String.join(" ", new TreeSet<>(grant.scopes())))
        .put("instance_url", hosts.instance(request))
        .put("id", id)
        .put("token_type", "Bearer")
        .put("issued_at", issuedAt);
  }

  /** By which an application sees that the address of the identity was not changed on the way. */
  private static String signature(ClientCredentials client, String text) {
    String key = client.secret() == null ? client.id() : client.secret();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks the secret; without one only a client is accepted that proves itself by PKCE. */
  private void authenticate(ClientCredentials client, boolean publicClient) {
    if (!state.apps().authenticates(client, publicClient)) {
      throw new OAuthException("invalid_client", "invalid client credentials");
    }
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new OAuthException("invalid_request", "missing required parameter: " + name);
    }
    return value;
  }
}
