package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.User;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /oauth/authorize} of one generation. */
final class Authorization implements ConsentFlow.Vendor<AuthorizationRequest> {

  private final Generation generation;
  private final Apps apps;
  private final AuthorizationCodes<AuthorizationRequest> codes;

  Authorization(Generation generation, Apps apps, AuthorizationCodes<AuthorizationRequest> codes) {
    this.generation = generation;
    this.apps = apps;
    this.codes = codes;
  }

  @Override
  public AuthorizationRequest parse(Map<String, String> parameters)
      throws ConsentFlow.InvalidRequest {
    return AuthorizationRequest.parse(generation, parameters, apps);
  }

  @Override
  public Answer approve(AuthorizationRequest request, User user) {
    Answer redirect = ConsentFlow.redirect(request, Map.of("code", codes.issue(request, user)));
    // Meta adds a fragment that is no part of the code.
    String fragment =
        switch (generation) {
          case LEGACY -> "";
          case CURRENT -> "#_";
          case FACEBOOK -> "#_=_";
        };
    return redirect.with("Location", redirect.headers().get("Location") + fragment);
  }

  @Override
  public Answer deny(AuthorizationRequest request) {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("error", "access_denied");
    outcome.put("error_reason", "user_denied");
    if (generation == Generation.FACEBOOK) {
      outcome.put("error_code", "200");
      outcome.put("error_description", "Permissions error");
    } else {
      outcome.put("error_description", "The user denied your request.");
    }
    return ConsentFlow.redirect(request, outcome);
  }

  @Override
  public Answer refuse(String problem) {
    return generation == Generation.LEGACY
        ? LegacyException.oauth(problem).answer()
        : ConsentFlow.Vendor.super.refuse(problem);
  }
}
