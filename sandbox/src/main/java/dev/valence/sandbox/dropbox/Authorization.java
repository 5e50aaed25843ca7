package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.Html;
import dev.valence.sandbox.face.User;
import java.util.Map;

/** {@code /oauth2/authorize}, as with {@code force_reapprove}. */
final class Authorization implements ConsentFlow.Vendor<AuthorizationRequest> {

  private static final String DENIAL =
      "The user chose not to give your app access to their Dropbox account.";

  private final Apps apps;
  private final AuthorizationCodes<AuthorizationRequest> codes;

  Authorization(Apps apps, AuthorizationCodes<AuthorizationRequest> codes) {
    this.apps = apps;
    this.codes = codes;
  }

  @Override
  public AuthorizationRequest parse(Map<String, String> parameters)
      throws ConsentFlow.InvalidRequest {
    return AuthorizationRequest.parse(parameters, apps);
  }

  @Override
  public Answer approve(AuthorizationRequest request, User user) {
    String code = codes.issue(request, user);
    if (request.redirectUri() == null) {
      return Html.page(
          200,
          "Enter this code to finish",
          "<p>Copy this code into the application:</p>\n<input id=\"code\" readonly value=\""
              + Html.escape(code)
              + "\">");
    }
    return ConsentFlow.redirect(request, Map.of("code", code));
  }

  @Override
  public Answer deny(AuthorizationRequest request) {
    if (request.redirectUri() == null) {
      return Html.page(200, "Access denied", "<p>The application gets no access.</p>");
    }
    return ConsentFlow.redirect(
        request, Map.of("error", "access_denied", "error_description", DENIAL));
  }
}
