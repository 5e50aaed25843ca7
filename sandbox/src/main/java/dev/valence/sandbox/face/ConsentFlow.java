package dev.valence.sandbox.face;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's authorization endpoint (RFC 6749, 3.1): asks the user, on the consent page or as the
 * policy says, and sends the answer to the application. The user is asked each time.
 *
 * @param <R> the vendor's kind of request for access
 */
public final class ConsentFlow<R extends AccessRequest> {

  /**
   * What is the vendor's own in it.
   *
   * @param <R> the vendor's kind of request for access
   */
  public interface Vendor<R extends AccessRequest> {

    /** Reads and checks the parameters of a request. */
    R parse(Map<String, String> parameters) throws InvalidRequest;

    /** The answer when the user allows it. */
    Answer approve(R request, User user);

    /** The answer when the user denies it. */
    Answer deny(R request);

    /** The answer to a request that cannot be shown to the user. */
    default Answer refuse(String problem) {
      return Html.page(
          400, "The app has sent an invalid request", "<p>" + Html.escape(problem) + "</p>");
    }
  }

  /** A request that cannot be shown to the user. */
  public static final class InvalidRequest extends Exception {
    private static final long serialVersionUID = 1L;

    /** The problem, for a person. */
    public InvalidRequest(String message) {
      super(message);
    }
  }

  private final String vendorName;
  private final FaceState state;
  private final Vendor<R> vendor;

  /**
   * The endpoint of a vendor.
   *
   * @param vendorName the name on the consent page
   */
  public ConsentFlow(String vendorName, FaceState state, Vendor<R> vendor) {
    this.vendorName = vendorName;
    this.state = state;
    this.vendor = vendor;
  }

  /** Answers a call of the endpoint. */
  public Answer answer(Request request) throws IOException {
    return switch (request.method()) {
      case "GET" -> ask(request.queryParameters());
      case "POST" -> decide(request.formParameters());
      default -> Answer.methodNotAllowed("GET, POST");
    };
  }

  private Answer ask(Map<String, String> parameters) {
    try {
      R request = vendor.parse(parameters);
      Consent.Policy policy = state.consent().policy();
      return switch (policy.mode()) {
        case AUTOMATIC -> vendor.approve(request, usersFrom(policy.user()).getFirst());
        case DENY -> vendor.deny(request);
        case PAGE ->
            ConsentPage.form(
                vendorName,
                request.clientId(),
                request.scopes(),
                usersFrom(policy.user()),
                parameters);
      };
    } catch (InvalidRequest e) {
      return vendor.refuse(String.valueOf(e.getMessage()));
    }
  }

  private Answer decide(Map<String, String> parameters) {
    Map<String, String> original = new HashMap<>(parameters);
    String decision = original.remove(ConsentPage.DECISION);
    String userId = original.remove(ConsentPage.USER);
    try {
      R request = vendor.parse(original);
      if (ConsentPage.DENY.equals(decision)) {
        return vendor.deny(request);
      }
      Optional<User> user = state.users().find(String.valueOf(userId));
      if (!ConsentPage.ALLOW.equals(decision) || user.isEmpty()) {
        return vendor.refuse("The decision or the account is missing.");
      }
      return vendor.approve(request, user.get());
    } catch (InvalidRequest e) {
      return vendor.refuse(String.valueOf(e.getMessage()));
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

  /**
   * Sends the user back to the application, whose redirect URI may have a query of its own (RFC
   * 6749, 3.1.2).
   *
   * @param outcome what is added to it before the state, in order
   */
  public static Answer redirect(AccessRequest request, Map<String, String> outcome) {
    String redirectUri = Objects.requireNonNull(request.redirectUri());
    QueryStringEncoder query = new QueryStringEncoder("");
    outcome.forEach(query::addParam);
    if (request.state() != null) {
      query.addParam("state", request.state());
    }
    String added = query.toString().substring(1);
    String separator = redirectUri.indexOf('?') < 0 ? "?" : "&";
    return Answer.redirect(redirectUri + separator + added).with("Cache-Control", "no-store");
  }
}
