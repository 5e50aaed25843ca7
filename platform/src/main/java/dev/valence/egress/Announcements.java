package dev.valence.egress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.model.Limit.Per;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what providers announce of their limits. Each family of headers says by itself what it is:
 *
 * <ul>
 *   <li>{@code RateLimit} in both of its drafts, and {@code RateLimit-Limit}, {@code -Remaining},
 *       {@code -Reset} (IETF draft-ietf-httpapi-ratelimit-headers; Microsoft Graph sends the
 *       latter);
 *   <li>{@code X-RateLimit-Limit}, {@code -Remaining}, {@code -Reset}, the last in seconds, as a
 *       time of Unix, or not at all;
 *   <li>{@code Sforce-Limit-Info} of Salesforce, for the organization and for the app in it;
 *   <li>{@code X-App-Usage} and {@code X-Business-Use-Case-Usage} of Meta, in percent;
 *   <li>a status of 429, and of 503 with {@code Retry-After}.
 * </ul>
 */
final class Announcements {

  /** The family of refusals. */
  static final String REFUSAL = "refusal";

  /** After this it is asked again where nobody knows when there will be more calls. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** What a refusal without a time is taken to mean. */
  static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final double MILLISECONDS_FROM = 1e11;
  private static final double SECONDS_FROM = 1e9;

  private static final String RATE_LIMIT = "ratelimit";
  private static final String X_RATE_LIMIT = "x-ratelimit";
  private static final String SALESFORCE = "sforce-limit-info";
  private static final String APP_USAGE = "x-app-usage";
  private static final String BUSINESS_USAGE = "x-business-use-case-usage";

  private static final Pattern USED_OF =
      Pattern.compile("\\b(per-app-)?api-usage=(\\d{1,18})/(\\d{1,18})");
  private static final Pattern NUMBER = Pattern.compile("^\\s*\"?(\\d{1,18}(?:\\.\\d{1,9})?)");
  private static final Pattern MEMBER =
      Pattern.compile("\\b(r|t|q|w|remaining|reset|limit)\\s*=\\s*(\\d{1,18})");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Announcements() {}

  /** Whether an answer was a refusal for the number of calls. */
  static boolean refuses(EgressResponse response) {
    return response.status() == TOO_MANY_REQUESTS
        || (response.status() == UNAVAILABLE && response.headers().containsKey("retry-after"));
  }

  /** What an answer announces; empty for most. */
  static List<Announcement> of(EgressResponse response) {
    Map<String, List<String>> headers = response.headers();
    boolean refused = refuses(response);
    if (!refused
        && !headers.containsKey(RATE_LIMIT)
        && !headers.containsKey(RATE_LIMIT + "-remaining")
        && !headers.containsKey(X_RATE_LIMIT + "-remaining")
        && !headers.containsKey(SALESFORCE)
        && !headers.containsKey(APP_USAGE)
        && !headers.containsKey(BUSINESS_USAGE)) {
      return List.of();
    }
    List<Announcement> announced = new ArrayList<>();
    structured(response, announced);
    triple(response, RATE_LIMIT, announced);
    triple(response, X_RATE_LIMIT, announced);
    response.header(SALESFORCE).ifPresent(value -> salesforce(value, announced));
    response.header(APP_USAGE).ifPresent(value -> usage(APP_USAGE, Per.APP, value, announced));
    response
        .header(BUSINESS_USAGE)
        .ifPresent(value -> usage(BUSINESS_USAGE, Per.ACCOUNT, value, announced));
    if (refused) {
      announced.add(
          new Announcement(
              REFUSAL,
              null,
              Announcement.UNKNOWN,
              0,
              RetryAfter.of(response).orElse(SHORT_WAIT),
              false));
    }
    return announced;
  }

  /** Of several policies the one with the fewest calls left counts. */
  private static void structured(EgressResponse response, List<Announcement> announced) {
    String value = String.join(",", response.headers().getOrDefault(RATE_LIMIT, List.of()));
    if (value.isEmpty()) {
      return;
    }
    // limit=100, remaining=5, reset=30 is one policy; "a";r=5;t=30, "b";r=9;t=60 are two.
    String[] policies = value.contains("remaining") ? new String[] {value} : value.split(",", -1);
    String quotas =
        String.join(",", response.headers().getOrDefault("ratelimit-policy", List.of()));
    Announcement fewest = null;
    for (String policy : policies) {
      OptionalLong remaining = member(policy, "r", "remaining");
      if (remaining.isPresent()) {
        OptionalLong reset = member(policy, "t", "reset");
        OptionalLong limit = member(policy, "q", "limit");
        Announcement one =
            window(
                RATE_LIMIT,
                limit.isPresent() ? limit : quota(quotas, policy),
                remaining.getAsLong(),
                reset.isPresent()
                    ? OptionalDouble.of((double) reset.getAsLong())
                    : OptionalDouble.empty());
        fewest = fewest == null || one.remaining() < fewest.remaining() ? one : fewest;
      }
    }
    if (fewest != null) {
      announced.add(fewest);
    }
  }

  /** The limit of the policy of the same name. */
  private static OptionalLong quota(String policies, String of) {
    String name = of.strip().split(";", 2)[0];
    for (String policy : policies.split(",", -1)) {
      if (policy.strip().split(";", 2)[0].equals(name)) {
        return member(policy, "q", "q");
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong member(String policy, String name, String other) {
    Matcher members = MEMBER.matcher(policy);
    while (members.find()) {
      if (members.group(1).equals(name) || members.group(1).equals(other)) {
        return OptionalLong.of(Long.parseLong(members.group(2)));
      }
    }
    return OptionalLong.empty();
  }

  private static void triple(EgressResponse response, String prefix, List<Announcement> announced) {
    OptionalDouble remaining = number(response, prefix + "-remaining");
    if (remaining.isEmpty()) {
      return;
    }
    OptionalDouble limit = number(response, prefix + "-limit");
    OptionalDouble reset = number(response, prefix + "-reset");
    if (reset.isPresent() && reset.getAsDouble() >= SECONDS_FROM) {
      double seconds =
          reset.getAsDouble() >= MILLISECONDS_FROM
              ? reset.getAsDouble() / 1000
              : reset.getAsDouble();
      Instant now = RetryAfter.now(response);
      reset = OptionalDouble.of(seconds - now.toEpochMilli() / 1000.0);
    }
    announced.add(
        window(
            prefix,
            limit.isPresent() ? OptionalLong.of((long) limit.getAsDouble()) : OptionalLong.empty(),
            (long) remaining.getAsDouble(),
            reset));
  }

  private static Announcement window(
      String family, OptionalLong limit, long remaining, OptionalDouble reset) {
    return new Announcement(
        family,
        null,
        limit.orElse(Announcement.UNKNOWN),
        remaining,
        reset.isPresent() ? RetryAfter.seconds(Math.max(0, reset.getAsDouble())) : LOOK_AGAIN,
        reset.isPresent());
  }

  /** The numbers may be followed by what they are about: {@code 100, 100;w=60}. */
  private static OptionalDouble number(EgressResponse response, String name) {
    return response
        .header(name)
        .map(NUMBER::matcher)
        .filter(Matcher::find)
        .map(found -> OptionalDouble.of(Double.parseDouble(found.group(1))))
        .orElse(OptionalDouble.empty());
  }

  /** Both count the calls of the last 24 hours, and are lower again nobody says when. */
  private static void salesforce(String value, List<Announcement> announced) {
    Matcher usages = USED_OF.matcher(value);
    while (usages.find()) {
      long limit = Long.parseLong(usages.group(3));
      announced.add(
          new Announcement(
              usages.group(1) == null ? SALESFORCE : SALESFORCE + " app",
              Per.ACCOUNT,
              limit,
              limit - Long.parseLong(usages.group(2)),
              LOOK_AGAIN,
              false));
    }
  }

  /**
   * Meta's percentages. What a call costs is not known; that it is at most one in a hundred holds
   * for all but the smallest apps.
   */
  private static void usage(String family, Per per, String value, List<Announcement> announced) {
    JsonNode usage;
    try {
      usage = JSON.readTree(value);
    } catch (JsonProcessingException e) {
      return;
    }
    double highest = -1;
    long minutes = 0;
    for (String name : List.of("call_count", "total_cputime", "total_time")) {
      for (JsonNode percent : usage.findValues(name)) {
        highest = Math.max(highest, percent.asDouble());
      }
    }
    for (JsonNode regained : usage.findValues("estimated_time_to_regain_access")) {
      minutes = Math.max(minutes, regained.asLong());
    }
    if (highest >= 0 || minutes > 0) {
      announced.add(
          new Announcement(
              family,
              per,
              100,
              minutes > 0 ? 0 : (long) Math.floor(100 - highest),
              minutes > 0 ? Duration.ofMinutes(minutes) : LOOK_AGAIN,
              false));
    }
  }
}
