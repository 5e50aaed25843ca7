package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.User;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The authorization endpoint of a version, as with {@code prompt=consent}. */
final class Authorization implements ConsentFlow.Vendor<AuthorizationRequest> {

  private static final String DENIAL = "AADSTS65004: User declined to consent to access the app.";

  private final Version version;
  private final Apps apps;
  private final Addresses addresses;
  private final AuthorizationCodes<AuthorizationRequest> codes;

  Authorization(
      Version version,
      Apps apps,
      Addresses addresses,
      AuthorizationCodes<AuthorizationRequest> codes) {
    this.version = version;
    this.apps = apps;
    this.addresses = addresses;
    this.codes = codes;
  }

  @Override
  public AuthorizationRequest parse(Map<String, String> parameters)
      throws ConsentFlow.InvalidRequest {
    try {
      return AuthorizationRequest.parse(version, parameters, apps, addresses);
    } catch (LoginError e) {
      throw new ConsentFlow.InvalidRequest(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String clientId(AuthorizationRequest request) {
    return request.clientId();
  }

  @Override
  public Collection<String> scopes(AuthorizationRequest request) {
    return request.permissions();
  }

  @Override
  public Answer approve(AuthorizationRequest request, User user) {
    return redirect(
        request,
        Map.of("code", codes.issue(request, user), "session_state", UUID.randomUUID().toString()));
  }

  @Override
  public Answer deny(AuthorizationRequest request) {
    return redirect(request, Map.of("error", "access_denied", "error_description", DENIAL));
  }

  private static Answer redirect(AuthorizationRequest request, Map<String, String> outcome) {
    Map<String, String> parameters = new LinkedHashMap<>(outcome);
    if (request.state() != null) {
      parameters.put("state", request.state());
    }
    return ConsentFlow.redirect(request.redirectUri(), parameters);
  }
}
