package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Consent;
import dev.valence.sandbox.face.ConsentPage;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Html;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /oauth2/authorize}: asks the user and sends the answer to the application. The user is
 * asked each time, as with {@code force_reapprove}.
 */
final class AuthorizeEndpoint {

  private static final String DENIAL =
      "The user chose not to give your app access to their Dropbox account.";

  private final FaceState state;
  private final AuthorizationCodes codes;

  AuthorizeEndpoint(FaceState state, AuthorizationCodes codes) {
    this.state = state;
    this.codes = codes;
  }

  Answer answer(Request request) throws IOException {
    return switch (request.method()) {
      case "GET" -> ask(request.queryParameters());
      case "POST" -> decide(request.formParameters());
      default -> Answer.text(405, "Method not allowed").with("Allow", "GET, POST");
    };
  }

  private Answer ask(Map<String, String> parameters) {
    try {
      AuthorizationRequest request = AuthorizationRequest.parse(parameters, state.apps());
      Consent.Policy policy = state.consent().policy();
      return switch (policy.mode()) {
        case AUTOMATIC -> approve(request, usersFrom(policy.user()).getFirst());
        case DENY -> deny(request);
        case PAGE ->
            ConsentPage.form(
                "Dropbox",
                request.clientId(),
                request.scopes(),
                usersFrom(policy.user()),
                parameters);
      };
    } catch (AuthorizationRequest.Invalid e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  private Answer decide(Map<String, String> parameters) {
    Map<String, String> original = new HashMap<>(parameters);
    String decision = original.remove(ConsentPage.DECISION);
    String userId = original.remove(ConsentPage.USER);
    try {
      AuthorizationRequest request = AuthorizationRequest.parse(original, state.apps());
      if (ConsentPage.DENY.equals(decision)) {
        return deny(request);
      }
      Optional<User> user = state.users().find(String.valueOf(userId));
      if (!ConsentPage.ALLOW.equals(decision) || user.isEmpty()) {
        return refuse("The decision or the account is missing.");
      }
      return approve(request, user.get());
    } catch (AuthorizationRequest.Invalid e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  /** All accounts, the chosen one first. */
  private List<User> usersFrom(@Nullable String first) {
    Users users = state.users();
    List<User> sorted = new ArrayList<>(users.all());
    users
        .find(String.valueOf(first))
        .ifPresent(user -> {
          sorted.remove(user);
          sorted.addFirst(user);
        });
    return sorted;
  }

  private Answer approve(AuthorizationRequest request, User user) {
    String code = codes.issue(request, user);
    if (request.redirectUri() == null) {
      return Html.page(
          200,
          "Enter this code to finish",
          "<p>Copy this code into the application:</p>\n<input id=\"code\" readonly value=\""
              + Html.escape(code)
              + "\">");
    }
    return redirect(request, request.redirectUri(), Map.of("code", code));
  }

  private static Answer deny(AuthorizationRequest request) {
    if (request.redirectUri() == null) {
      return Html.page(200, "Access denied", "<p>The application gets no access.</p>");
    }
    return redirect(
        request,
        request.redirectUri(),
        Map.of("error", "access_denied", "error_description", DENIAL));
  }

  private static Answer redirect(
      AuthorizationRequest request, String redirectUri, Map<String, String> parameters) {
    QueryStringEncoder query = new QueryStringEncoder("");
    parameters.forEach(query::addParam);
    if (request.state() != null) {
      query.addParam("state", request.state());
    }
    // The redirect URI may have a query of its own, RFC 6749, 3.1.2.
    String added = query.toString().substring(1);
    String separator = redirectUri.indexOf('?') < 0 ? "?" : "&";
    return Answer.redirect(redirectUri + separator + added).with("Cache-Control", "no-store");
  }

  private static Answer refuse(String problem) {
    return Html.page(
        400, "The app has sent an invalid request", "<p>" + Html.escape(problem) + "</p>");
  }
}
