package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.User;
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
  public Answer approve(AuthorizationRequest request, User user) {
    return ConsentFlow.redirect(
        request,
        Map.of("code", codes.issue(request, user), "session_state", UUID.randomUUID().toString()));
  }

  @Override
  public Answer deny(AuthorizationRequest request) {
    return ConsentFlow.redirect(
        request, Map.of("error", "access_denied", "error_description", DENIAL));
  }
}
