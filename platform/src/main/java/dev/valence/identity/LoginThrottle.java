package dev.valence.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.model.ApiException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Limits how often passwords can be tried: for one user name, and in all on this node. */
@ApplicationScoped
class LoginThrottle {

  private static final int OF_A_NAME = 10;
  private static final Duration OF_A_NAME_IN = Duration.ofMinutes(5);
  private static final int IN_ALL = 100;
  private static final Duration IN_ALL_IN = Duration.ofSeconds(10);
  private static final int NAMES = 100_000;

  private final TimeMeter clock;
  private final Bucket all;
  private final Cache<String, Bucket> names =
      Caffeine.newBuilder().maximumSize(NAMES).expireAfterAccess(OF_A_NAME_IN).build();

  @Inject
  LoginThrottle() {
    this(TimeMeter.SYSTEM_NANOTIME);
  }

  LoginThrottle(TimeMeter clock) {
    this.clock = clock;
    this.all = bucket(IN_ALL, IN_ALL_IN);
  }

  /**
   * Tries a password; one that is right does not count.
   *
   * @return the attempt's outcome
   * @throws ApiException 429 after too many wrong ones
   */
  boolean attempt(String name, BooleanSupplier attempt) {
    Bucket ofName =
        names.get(name.toLowerCase(Locale.ROOT), unknown -> bucket(OF_A_NAME, OF_A_NAME_IN));
    take(ofName);
    take(all);
    boolean right = attempt.getAsBoolean();
    if (right) {
      ofName.addTokens(1);
      all.addTokens(1);
    }
    return right;
  }

  static ApiException tooMany(Duration wait) {
    return ApiException.tooManyRequests(
        "Too many attempts to sign in; try again later.", null, String.valueOf(wait.toSeconds()));
  }

  private Bucket bucket(int attempts, Duration period) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, period))
        .build();
  }

  private static void take(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }
  }
}
