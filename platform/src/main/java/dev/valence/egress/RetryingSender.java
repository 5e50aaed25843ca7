package dev.valence.egress;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.valence.egress.EgressException.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Sends requests again that a provider did not carry out, where that does no harm.
 *
 * <p>Whatever its body, if that can be sent again at all, a request is repeated that the provider
 * has put off (429, and 503 with a Retry-After of RFC 9110, 10.2.3), after the time that the
 * provider names; one that it is to be put off for long is not waited for. What failed (5xx, a
 * connection that broke) is repeated only when it is idempotent: the provider may have acted.
 */
public final class RetryingSender implements Sender {

  private static final int ATTEMPTS = 4;
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** A caller waits for the answer, so there is no long waiting. */
  private static final Duration LONGEST_ASKED_FOR = Duration.ofSeconds(10);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final Set<Integer> FAILURES = Set.of(500, 502, UNAVAILABLE, 504);

  private final Sender sender;

  public RetryingSender(Sender sender) {
    this.sender = sender;
  }

  @Override
  public EgressResponse send(EgressRequest request) {
    return request.repeatable()
        ? Failsafe.with(policy(request)).get(() -> sender.send(request))
        : sender.send(request);
  }

  private static RetryPolicy<EgressResponse> policy(EgressRequest request) {
    return RetryPolicy.<EgressResponse>builder()
        .withMaxAttempts(ATTEMPTS)
        .withBackoff(SHORTEST.toMillis(), LONGEST.toMillis(), ChronoUnit.MILLIS)
        .withJitter(0.25)
        .withDelayFn(attempt ->
            Optional.ofNullable(attempt.getLastResult())
                .flatMap(RetryingSender::askedFor)
                .orElse(Duration.ofMillis(-1))) // the usual delay
        .handleResultIf(response -> response != null && again(request, response))
        .handleIf(failure ->
            request.idempotent() && failure instanceof EgressException e && e.kind() == Kind.BROKEN)
        .onRetry(attempt ->
            Optional.ofNullable(attempt.getLastResult()).ifPresent(EgressResponse::close))
        .build();
  }

  private static boolean again(EgressRequest request, EgressResponse response) {
    Optional<Duration> asked = askedFor(response);
    if (asked.filter(wait -> wait.compareTo(LONGEST_ASKED_FOR) > 0).isPresent()) {
      return false;
    }
    boolean putOff =
        response.status() == TOO_MANY_REQUESTS
            || (response.status() == UNAVAILABLE && asked.isPresent());
    return putOff || (request.idempotent() && FAILURES.contains(response.status()));
  }

  /** How long the provider asks to wait, where it says so in seconds. */
  private static Optional<Duration> askedFor(EgressResponse response) {
    return response
        .header("Retry-After")
        .map(String::strip)
        .filter(seconds -> seconds.matches("\\d{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
