package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.User;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /services/oauth2/authorize}, the web server flow. */
final class Authorization implements ConsentFlow.Vendor<AuthorizationRequest> {

  private final FaceState state;
  private final AuthorizationCodes<AuthorizationRequest> codes;

  Authorization(FaceState state, AuthorizationCodes<AuthorizationRequest> codes) {
    this.state = state;
    this.codes = codes;
  }

  @Override
  public AuthorizationRequest parse(Map<String, String> parameters)
      throws ConsentFlow.InvalidRequest {
    return AuthorizationRequest.parse(
        parameters,
        state.apps(),
        Boolean.parseBoolean(state.options().variants().get(SalesforceFace.REQUIRE_PKCE)));
  }

  @Override
  public Answer approve(AuthorizationRequest request, User user) {
    return ConsentFlow.redirect(request, Map.of("code", codes.issue(request, user)));
  }

  @Override
  public Answer deny(AuthorizationRequest request) {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("error", "access_denied");
    outcome.put("error_description", "end-user denied authorization");
    return ConsentFlow.redirect(request, outcome);
  }
}
