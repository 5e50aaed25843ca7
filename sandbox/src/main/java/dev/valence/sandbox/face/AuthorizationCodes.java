package dev.valence.sandbox.face;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The authorization codes that can still be exchanged, each once.
 *
 * @param <R> the vendor's kind of request for access
 */
public final class AuthorizationCodes<R> {

  /**
   * What a code stands for.
   *
   * @param <R> the vendor's kind of request for access
   * @param request what was asked for
   * @param user who granted it
   * @param expires when the code ends
   */
  public record Approval<R>(R request, User user, Instant expires) {}

  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int CODE_BYTES = 32;

  private final InstantSource clock;
  private final Map<String, Approval<R>> approvals = new ConcurrentHashMap<>();

  /** No codes yet. */
  public AuthorizationCodes(InstantSource clock) {
    this.clock = clock;
  }

  /** Makes a code for what a user has granted. */
  public String issue(R request, User user) {
    Instant now = clock.instant();
    approvals.values().removeIf(approval -> now.isAfter(approval.expires()));
    String code = Secrets.random(CODE_BYTES);
    approvals.put(code, new Approval<>(request, user, now.plus(LIFETIME)));
    return code;
  }

  /** What a code stands for that can still be used. */
  public Optional<Approval<R>> find(String code) {
    return Optional.ofNullable(approvals.get(code))
        .filter(approval -> clock.instant().isBefore(approval.expires()));
  }

  /** Takes a code out of use; false when somebody else has used it already. */
  public boolean use(String code) {
    return approvals.remove(code) != null;
  }

  /** Ends all codes. */
  public void reset() {
    approvals.clear();
  }
}
