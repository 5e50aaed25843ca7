package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code login.microsoftonline.com}. */
final class LoginSite {

  /** The only tenant, Contoso. */
  static final String TENANT_ID = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

  private static final Set<String> TENANTS =
      Set.of("common", "organizations", TENANT_ID, "contoso.onmicrosoft.com");
  private static final Pattern PATH = Pattern.compile("/([^/]+)(/.+)");

  private final Addresses addresses;
  private final InstantSource clock;
  private final ConsentFlow<AuthorizationRequest> authorizeV1;
  private final ConsentFlow<AuthorizationRequest> authorizeV2;
  private final TokenEndpoint token;

  LoginSite(
      Addresses addresses,
      InstantSource clock,
      ConsentFlow<AuthorizationRequest> authorizeV1,
      ConsentFlow<AuthorizationRequest> authorizeV2,
      TokenEndpoint token) {
    this.addresses = addresses;
    this.clock = clock;
    this.authorizeV1 = authorizeV1;
    this.authorizeV2 = authorizeV2;
    this.token = token;
  }

  Answer answer(Request request) throws IOException {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return notFound();
    }
    String tenant = path.group(1);
    String login = addresses.origin(Addresses.LOGIN, request);
    try {
      if (!TENANTS.contains(tenant)) {
        throw LoginError.invalidRequest(90002, "Tenant '" + tenant + "' not found.");
      }
      return switch (path.group(2)) {
        case "/oauth2/authorize" -> authorizeV1.answer(request);
        case "/oauth2/v2.0/authorize" -> authorizeV2.answer(request);
        case "/oauth2/token" -> token.answer(Version.V1, request);
        case "/oauth2/v2.0/token" -> token.answer(Version.V2, request);
        case "/v2.0/.well-known/openid-configuration" -> configuration(login + "/" + tenant);
        case "/discovery/v2.0/keys" -> Answer.json(200, Map.of("keys", List.of()));
        default -> notFound();
      };
    } catch (LoginError e) {
      return e.answer(clock.instant(), login);
    }
  }

  private static Answer configuration(String base) {
    ObjectNode document =
        Json.object()
            .put("issuer", base + "/v2.0")
            .put("authorization_endpoint", base + "/oauth2/v2.0/authorize")
            .put("token_endpoint", base + "/oauth2/v2.0/token")
            .put("jwks_uri", base + "/discovery/v2.0/keys");
    document.putArray("response_types_supported").add("code");
    document.putArray("response_modes_supported").add("query");
    document.putArray("subject_types_supported").add("pairwise");
    document.putArray("id_token_signing_alg_values_supported").add("RS256");
    document
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("client_secret_basic");
    return Answer.json(200, document);
  }

  private static Answer notFound() {
    return Answer.text(404, "There is nothing at this path.");
  }
}
