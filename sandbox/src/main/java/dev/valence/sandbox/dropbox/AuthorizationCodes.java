package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The authorization codes that can still be exchanged, each once. */
final class AuthorizationCodes {

  /** What a code stands for. */
  record Approval(AuthorizationRequest request, User user, Instant expires) {}

  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int CODE_BYTES = 32;

  private final InstantSource clock;
  private final Map<String, Approval> approvals = new ConcurrentHashMap<>();

  AuthorizationCodes(InstantSource clock) {
    this.clock = clock;
  }

  String issue(AuthorizationRequest request, User user) {
    Instant now = clock.instant();
    approvals.values().removeIf(approval -> now.isAfter(approval.expires()));
    String code = Secrets.random(CODE_BYTES);
    approvals.put(code, new Approval(request, user, now.plus(LIFETIME)));
    return code;
  }

  Optional<Approval> find(String code) {
    return Optional.ofNullable(approvals.get(code))
        .filter(approval -> clock.instant().isBefore(approval.expires()));
  }

  /** Takes a code out of use; false when somebody else has used it already. */
  boolean use(String code) {
    return approvals.remove(code) != null;
  }

  void reset() {
    approvals.clear();
  }
}
