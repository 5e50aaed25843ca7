package dev.valence.sandbox.microsoft;

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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token endpoints of both versions: codes and refresh tokens (RFC 6749, 4.1.3 and 6). */
final class TokenEndpoint {

  // As long as the vendor's tokens are, which are a kilobyte and more.
  private static final int ACCESS_TOKEN_BYTES = 1100;
  private static final int REFRESH_TOKEN_BYTES = 800;
  private static final String REFRESH_TOKEN_PREFIX = "1.A";
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final Audiences audiences;
  private final InstantSource clock;
  private final Set<String> redeemed = ConcurrentHashMap.newKeySet();

  /** What the tokens of a grant of version 1.0 are for when a request does not say it. */
  private final Map<String, String> resources = new ConcurrentHashMap<>();

  TokenEndpoint(
      FaceState state,
      AuthorizationCodes<AuthorizationRequest> codes,
      Addresses addresses,
      InstantSource clock) {
    this.state = state;
    this.codes = codes;
    this.audiences = new Audiences(addresses);
    this.clock = clock;
  }

  Answer answer(Version version, Request request) throws IOException, LoginError {
    if (!request.method().equals("POST")) {
      throw LoginError.invalidRequest(
          900561,
          "The endpoint only accepts POST requests. Received a " + request.method() + " request.");
    }
    Map<String, String> form = request.formParameters();
    ClientCredentials client = client(request.header("authorization"), form);
    String type = required(form, "grant_type");
    ObjectNode tokens =
        switch (type) {
          case "authorization_code" -> exchange(version, client, form);
          case "refresh_token" -> refresh(version, client, form);
          default -> throw LoginError.unsupportedGrantType(type);
        };
    return Answer.json(200, tokens).with("Cache-Control", "no-store, no-cache");
  }

  void reset() {
    redeemed.clear();
    resources.clear();
  }

  private ObjectNode exchange(Version version, ClientCredentials client, Map<String, String> form)
      throws LoginError {
    String code = required(form, "code");
    AuthorizationCodes.Approval<AuthorizationRequest> approval =
        codes.find(code).orElseThrow(() -> deadCode(code));
    AuthorizationRequest asked = approval.request();
    authenticate(client, asked.challenge() != null);
    if (!asked.clientId().equals(client.id())) {
      throw LoginError.invalidGrant(70000, "The code was issued to another application.");
    }
    if (!asked.redirectUri().equals(required(form, "redirect_uri"))) {
      throw LoginError.invalidGrant(
          500112,
          "The reply address does not match the reply address provided when requesting"
              + " Authorization code.");
    }
    checkVerifier(asked.challenge(), form.get("code_verifier"));
    Audiences.Audience audience = audiences.of(version, form, asked.scopes(), asked.resource());
    if (!codes.use(code)) {
      throw alreadyRedeemed();
    }
    redeemed.add(code);
    Grant grant = Grant.of(client, approval.user(), asked.scopes());
    if (audience.name() != null) {
      resources.put(grant.id(), audience.name());
    }
    ObjectNode tokens = accessToken(version, grant, audience);
    if (asked.offline()) {
      String refreshToken = newRefreshToken();
      state.tokens().addRefreshToken(refreshToken, grant);
      tokens.put("refresh_token", refreshToken);
    }
    return tokens;
  }

  private LoginError deadCode(String code) {
    if (redeemed.contains(code)) {
      return alreadyRedeemed();
    }
    return CODE.matcher(code).matches()
        ? LoginError.invalidGrant(
            70008, "The provided authorization code or refresh token has expired.")
        : malformed();
  }

  private static LoginError alreadyRedeemed() {
    return LoginError.invalidGrant(
        54005,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use"
            + " an existing refresh token.");
  }

  private static LoginError malformed() {
    return LoginError.invalidGrant(9002313, "Invalid request. Request is malformed or invalid.");
  }

  private static void checkVerifier(@Nullable Challenge challenge, @Nullable String verifier)
      throws LoginError {
    boolean right =
        challenge == null ? verifier == null : verifier != null && challenge.isMetBy(verifier);
    if (!right) {
      throw LoginError.invalidGrant(
          501481,
          "The Code_Verifier does not match the code_challenge supplied in the authorization"
              + " request.");
    }
  }

  private ObjectNode refresh(Version version, ClientCredentials client, Map<String, String> form)
      throws LoginError {
    String refreshToken = required(form, "refresh_token");
    LoginError dead =
        refreshToken.startsWith(REFRESH_TOKEN_PREFIX)
            ? LoginError.invalidGrant(
                700082, "The refresh token has expired due to inactivity or has been revoked.")
            : malformed();
    Grant grant = state.tokens().findRefreshToken(refreshToken).orElseThrow(() -> dead);
    authenticate(client, grant.publicClient());
    if (!grant.clientId().equals(client.id())) {
      throw LoginError.invalidGrant(70000, "The refresh token was issued to another application.");
    }
    Audiences.Audience audience =
        audiences.of(version, form, grant.scopes(), resources.get(grant.id()));
    String replacement = newRefreshToken();
    if (!state.options().rotateRefreshTokens()) {
      state.tokens().addRefreshToken(replacement, grant);
    } else if (!state.tokens().rotateRefreshToken(refreshToken, replacement)) {
      throw dead;
    }
    return accessToken(version, grant, audience).put("refresh_token", replacement);
  }

  private static String newRefreshToken() {
    return REFRESH_TOKEN_PREFIX + Secrets.random(REFRESH_TOKEN_BYTES);
  }

  private ObjectNode accessToken(Version version, Grant grant, Audiences.Audience audience) {
    String token = Secrets.random(ACCESS_TOKEN_BYTES);
    long lifetime = state.options().accessTokenLifetimeSeconds();
    Instant now = clock.instant();
    state
        .tokens()
        .addAccessToken(token, grant, audience.permissions(), Duration.ofSeconds(lifetime));
    ObjectNode tokens = Json.object().put("token_type", "Bearer").put("scope", audience.scope());
    number(version, tokens, "expires_in", lifetime);
    number(version, tokens, "ext_expires_in", lifetime);
    if (version == Version.V1) {
      number(version, tokens, "expires_on", now.getEpochSecond() + lifetime);
      number(version, tokens, "not_before", now.getEpochSecond());
      tokens.put("resource", audience.name());
    }
    return tokens.put("access_token", token);
  }

  /** Version 1.0 writes numbers as texts, though its documentation shows them as numbers too. */
  private void number(Version version, ObjectNode tokens, String name, long value) {
    if (version == Version.V1
        && !"numbers".equals(state.options().variants().get(MicrosoftFace.V1_NUMBERS))) {
      tokens.put(name, Long.toString(value));
    } else {
      tokens.put(name, value);
    }
  }

  /** Checks the secret; without one only a client is accepted that proves itself by PKCE. */
  private void authenticate(ClientCredentials client, boolean publicClient) throws LoginError {
    String secret = client.secret();
    if (secret == null && !publicClient) {
      throw LoginError.invalidClient(
          7000218,
          "The request body must contain the following parameter: 'client_assertion' or"
              + " 'client_secret'.");
    }
    if (secret != null && !state.apps().authenticates(client.id(), secret)) {
      throw wrongSecret();
    }
  }

  private static LoginError wrongSecret() {
    return LoginError.invalidClient(
        7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client"
            + " secret value, not the client secret ID.");
  }

  private static ClientCredentials client(@Nullable String authorization, Map<String, String> form)
      throws LoginError {
    try {
      return ClientCredentials.read(authorization, form)
          .orElseThrow(() -> LoginError.missing("client_id"));
    } catch (IllegalArgumentException e) {
      throw wrongSecret();
    }
  }

  private static String required(Map<String, String> form, String name) throws LoginError {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw LoginError.missing(name);
    }
    return value;
  }
}
