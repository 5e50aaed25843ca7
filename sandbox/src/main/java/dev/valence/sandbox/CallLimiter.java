package dev.valence.sandbox;

import dev.valence.sandbox.CallLimit.Per;
import dev.valence.sandbox.FaceClient.LimitStanding;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts the calls of a face and refuses those beyond its limit; by the machine's own clock. */
final class CallLimiter {

  private @Nullable CallLimit limit;
  private final Map<String, Deque<Long>> taken = new HashMap<>();
  private long calls;
  private long refused;

  /** How a call stands to the limit. */
  record Verdict(@Nullable Answer refusal, Map<String, String> headers) {

    private static final Verdict FREE = new Verdict(null, Map.of());
  }

  /** Begins anew with a limit, or without one. */
  synchronized void limit(@Nullable CallLimit changed) {
    limit = changed;
    taken.clear();
    calls = 0;
    refused = 0;
  }

  synchronized @Nullable LimitStanding standing() {
    return limit == null ? null : new LimitStanding(limit, calls, refused);
  }

  /** Takes a call or refuses it. */
  synchronized Verdict take(Request request) {
    CallLimit now = limit;
    if (now == null || !request.path().startsWith(Objects.requireNonNull(now.path()))) {
      return Verdict.FREE;
    }
    long window = TimeUnit.MILLISECONDS.toNanos(now.millis());
    long time = System.nanoTime();
    String token = Objects.requireNonNullElse(request.header("authorization"), "");
    Deque<Long> latest =
        taken.computeIfAbsent(now.per() == Per.TOKEN ? token : "", key -> new ArrayDeque<>());
    while (!latest.isEmpty() && time - latest.getFirst() >= window) {
      latest.removeFirst();
    }
    boolean fits = latest.size() < now.calls();
    if (fits) {
      latest.addLast(time);
      calls++;
    } else {
      refused++;
    }
    long millis =
        TimeUnit.NANOSECONDS.toMillis(latest.isEmpty() ? window : latest.getFirst() + window - time)
            + 1;
    long renewed =
        TimeUnit.NANOSECONDS.toMillis(latest.isEmpty() ? 0 : latest.getLast() + window - time) + 1;
    Map<String, String> headers = announced(now, latest.size(), renewed);
    return new Verdict(fits ? null : refusal(now, millis).with(headers), headers);
  }

  private static Answer refusal(CallLimit limit, long millis) {
    String body = Objects.requireNonNull(limit.body());
    String type =
        body.startsWith("{") || body.startsWith("[")
            ? "application/json"
            : "text/plain; charset=utf-8";
    Answer refusal = Answer.of(Objects.requireNonNull(limit.status()), type, body);
    return switch (Objects.requireNonNull(limit.retryAfter())) {
      case NONE -> refusal;
      case SECONDS -> refusal.with("Retry-After", seconds(millis));
      case DATE ->
          refusal
              .with("Date", date(Instant.now()))
              .with("Retry-After", date(Instant.now().plusMillis(millis + 999)));
    };
  }

  /** The end is when all calls are there again. */
  private static Map<String, String> announced(CallLimit limit, int used, long millis) {
    int left = limit.calls() - used;
    Map<String, String> headers = new LinkedHashMap<>();
    switch (Objects.requireNonNull(limit.announce())) {
      case NONE -> {}
      case RATELIMIT -> {
        headers.put("RateLimit-Limit", String.valueOf(limit.calls()));
        headers.put("RateLimit-Remaining", String.valueOf(left));
        headers.put("RateLimit-Reset", seconds(millis));
      }
      case STRUCTURED -> {
        headers.put(
            "RateLimit-Policy", "\"calls\";q=%d;w=%s".formatted(limit.calls(), seconds(millis)));
        headers.put("RateLimit", "\"calls\";r=%d;t=%s".formatted(left, seconds(millis)));
      }
      case X_RATELIMIT -> {
        long end = Math.ceilDiv(System.currentTimeMillis() + millis, 1000L);
        headers.put("X-RateLimit-Limit", String.valueOf(limit.calls()));
        headers.put("X-RateLimit-Remaining", String.valueOf(left));
        headers.put("X-RateLimit-Reset", String.valueOf(end));
      }
      case SALESFORCE ->
          headers.put("Sforce-Limit-Info", "api-usage=%d/%d".formatted(used, limit.calls()));
      case APP_USAGE -> {
        int percent = limit.calls() == 0 ? 100 : 100 * used / limit.calls();
        headers.put(
            "X-App-Usage",
            "{\"call_count\":%d,\"total_cputime\":1,\"total_time\":1}".formatted(percent));
      }
    }
    return headers;
  }

  private static String seconds(long millis) {
    return String.valueOf(Math.ceilDiv(millis, 1000L));
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
