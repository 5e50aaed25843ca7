package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.SandboxClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the calls of applications, for users and for business accounts, tells how much of what is
 * allowed is used, and refuses what is more.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/overview/rate-limiting">Rate
 *     limits</a>
 */
final class RateLimits {

  private final Variants variants;
  private final Usage ofApps;
  private final Usage ofUsers;
  private final Usage ofBusinesses;

  RateLimits(SandboxClock clock, Variants variants) {
    this.variants = variants;
    ofApps = new Usage(clock, Duration.ofHours(1));
    ofUsers = new Usage(clock, Duration.ofHours(1));
    ofBusinesses = new Usage(clock, Duration.ofDays(1));
  }

  /**
   * What counting a call has shown.
   *
   * @param headers what the answer tells of it
   * @param refusal why the call is refused, if it is
   */
  record Reading(Map<String, String> headers, Optional<GraphException> refusal) {}

  /** Counts a call of a session. */
  Reading count(Session session) {
    String account = session.user().id();
    Usage.Reading app = ofApps.count(session.grant().clientId());
    Usage.Reading user = ofUsers.count(account);
    Usage.Reading business = ofBusinesses.count(account);
    int appCalls = variants.number(Variants.APP_CALLS);
    int userCalls = variants.number(Variants.USER_CALLS);
    int businessCalls = variants.number(Variants.BUSINESS_CALLS);
    ObjectNode ofBusiness =
        usage(business.calls(), businessCalls)
            .put("type", "instagram")
            .put(
                "estimated_time_to_regain_access",
                business.calls() > businessCalls ? Math.max(1, business.left().toMinutes()) : 0);
    ObjectNode byAccount = Json.object();
    byAccount.putArray(account).add(ofBusiness);
    Map<String, String> headers =
        Map.of(
            "X-App-Usage",
            Json.write(usage(app.calls(), appCalls)),
            "X-Business-Use-Case-Usage",
            Json.write(byAccount));
    Optional<GraphException> refusal =
        app.calls() > appCalls
            ? Optional.of(GraphException.tooManyCallsOfTheApp())
            : user.calls() > userCalls
                ? Optional.of(GraphException.tooManyCallsForTheUser())
                : business.calls() > businessCalls
                    ? Optional.of(GraphException.tooManyCallsForTheAccount())
                    : Optional.empty();
    return new Reading(headers, refusal);
  }

  private static ObjectNode usage(long calls, int allowed) {
    long percent = allowed == 0 ? 100 : Math.min(100, calls * 100 / allowed);
    return Json.object().put("call_count", percent).put("total_cputime", 0).put("total_time", 0);
  }

  void reset() {
    ofApps.reset();
    ofUsers.reset();
    ofBusinesses.reset();
  }
}
