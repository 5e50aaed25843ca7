package dev.valence.egress;

import dev.valence.egress.EgressException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests again that a provider did not carry out, where that does no harm, as long as the
 * caller can wait and the provider's {@link RetryBudget} lasts.
 *
 * <p>The time between two attempts is random below a bound that doubles, so that callers who failed
 * together do not come back together; where the provider names a time, it is that one.
 */
public final class Retries {

  private static final int ATTEMPTS = 4;
  private static final long SHORTEST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 2_000;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final Set<Integer> FAILURES = Set.of(500, 502, UNAVAILABLE, 504);

  private final RetryBudget budget;
  private final Duration patience;
  private final boolean known;

  /**
   * @param patience how long a caller can wait in all
   * @param known whether the provider's habits are known: then what it put off is sent again
   *     whatever the method, and what failed if that is idempotent; else only what is idempotent is
   *     sent again, and only if it was put off or the connection broke
   */
  Retries(RetryBudget budget, Duration patience, boolean known) {
    this.budget = budget;
    this.patience = patience;
    this.known = known;
  }

  /** What is attempted. */
  public interface Attempt {

    /** Sends the request, made anew where it has to be; empty when nothing was to be sent. */
    Optional<EgressResponse> send();

    /** The request that was sent last; null when nothing was. */
    @Nullable EgressRequest sent();
  }

  /**
   * Attempts until there is an answer to be content with, or nothing more can be done.
   *
   * @throws EgressException when there is no answer at last
   */
  public Optional<EgressResponse> send(Attempt attempt) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int number = 1; ; number++) {
      budget.sent();
      Optional<EgressResponse> answer = Optional.empty();
      EgressException broken = null;
      try {
        answer = attempt.send();
      } catch (EgressException e) {
        broken = e;
      }
      EgressRequest request = attempt.sent();
      Optional<Duration> wait =
          request == null || number == ATTEMPTS || !request.repeatable()
              ? Optional.empty()
              : wait(request, number, answer, broken);
      boolean again =
          wait.filter(pause -> System.nanoTime() + pause.toNanos() - deadline <= 0).isPresent()
              && budget.take();
      if (!again) {
        if (broken != null) {
          throw broken;
        }
        return answer;
      }
      answer.ifPresent(EgressResponse::close);
      pause(wait.orElseThrow());
    }
  }

  /** How long to wait before another attempt; empty for none. */
  private Optional<Duration> wait(
      EgressRequest request,
      int number,
      Optional<EgressResponse> answer,
      @Nullable EgressException broken) {
    if (answer.isEmpty()) {
      return broken != null && request.idempotent() && broken.kind() == Kind.BROKEN
          ? Optional.of(jitter(number))
          : Optional.empty();
    }
    EgressResponse response = answer.get();
    Optional<Duration> asked = RetryAfter.of(response);
    boolean putOff =
        response.status() == TOO_MANY_REQUESTS
            || (response.status() == UNAVAILABLE && asked.isPresent());
    boolean harmless =
        (putOff && (known || request.idempotent()))
            || (known && request.idempotent() && FAILURES.contains(response.status()));
    Duration otherwise = putOff ? Announcements.SHORT_WAIT.plus(jitter(number)) : jitter(number);
    return harmless ? Optional.of(asked.orElse(otherwise)) : Optional.empty();
  }

  private static Duration jitter(int number) {
    long most = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << (number - 1));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressException(Kind.UNREACHABLE, "Waiting for the provider was interrupted.", e);
    }
  }
}
