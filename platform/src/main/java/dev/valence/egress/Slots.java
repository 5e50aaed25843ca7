package dev.valence.egress;

import dev.valence.model.Limit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * This node's part of a limit that an element declares. Guarded by the lock of its {@link Gate}.
 *
 * <p>A limit of n calls in s seconds is n slots. A request takes one, and it is free again s
 * seconds after the answer: the request had reached the provider by then, so that whatever the
 * provider's clock and however long the way, no more than n requests reach it within any s seconds.
 * A node holds as many of the slots as it needs, of those that no other node holds.
 */
final class Slots {

  /** A request that is unanswered for so long has reached the provider. */
  private static final long ARRIVED = Duration.ofSeconds(30).toNanos();

  private final String scope;
  private final Limit limit;
  private final long seconds;
  private final Map<Permit, Long> underWay = new LinkedHashMap<>();
  private final Deque<Long> cooling = new ArrayDeque<>();
  private int held;
  private int owed;
  private long used;

  /** Whether the database is being asked; by one at a time. */
  boolean asking;

  /** Before this it is not asked for more. */
  long askAgain;

  Slots(String scope, Limit limit, long now) {
    this.scope = scope;
    this.limit = limit;
    this.seconds = TimeUnit.SECONDS.toNanos(limit.seconds());
    this.used = now;
    this.askAgain = now;
  }

  String scope() {
    return scope;
  }

  Limit limit() {
    return limit;
  }

  int held() {
    return held;
  }

  void hold(int slots) {
    held = slots;
  }

  boolean lacks() {
    return held < limit.calls();
  }

  /** How many requests may begin now. */
  int free(long now) {
    return unused(now) - owed;
  }

  private int unused(long now) {
    Iterator<Map.Entry<Permit, Long>> oldest = underWay.entrySet().iterator();
    while (oldest.hasNext() && now - oldest.next().getValue() >= ARRIVED) {
      oldest.remove();
      cooling.addLast(now);
    }
    while (!cooling.isEmpty() && now - cooling.getFirst() >= seconds) {
      cooling.removeFirst();
    }
    return held - underWay.size() - cooling.size();
  }

  void take(Permit permit, long now) {
    underWay.put(permit, now);
    used = now;
  }

  /**
   * A request has been answered, or has failed.
   *
   * @param reached whether it may have reached the provider
   */
  void end(Permit permit, boolean reached, long now) {
    if (underWay.remove(permit) != null && reached) {
      cooling.addLast(now);
    }
  }

  /**
   * When the next slot of a number is free, if all that wait take one, as far as that is known.
   *
   * @param number 1 for the next one
   */
  long freeAt(int number, long now) {
    int later = number - free(now);
    if (later <= 0) {
      return now;
    }
    int all = Math.max(1, lacks() ? limit.calls() : held - owed);
    long rounds = (later - 1) / all * seconds;
    int place = (later - 1) % all;
    Iterator<Long> ends = cooling.iterator();
    for (int i = 0; i < place && ends.hasNext(); i++) {
      ends.next();
    }
    return (ends.hasNext() ? ends.next() : now) + seconds + rounds;
  }

  /** When the oldest slot is free that is not in use any more; far away without one. */
  long nextFree() {
    return cooling.isEmpty() ? Long.MAX_VALUE : cooling.getFirst() + seconds;
  }

  /** Another node lacks slots: some of these are its, as soon as they are free. */
  void owe(int slots) {
    owed = Math.max(owed, Math.min(slots, held));
  }

  boolean owes() {
    return owed > 0;
  }

  /** The slots that can go to other nodes now, which are no longer held. */
  int giveUp(long now) {
    int given = Math.min(owed, Math.max(0, unused(now)));
    held -= given;
    owed -= given;
    return given;
  }

  /** Whether nobody needs the slots for now. */
  boolean idle(long now, long patience) {
    return unused(now) == held && now - used >= patience;
  }

  /** Forgets every slot, when others may have taken them. */
  void lose() {
    held = 0;
    owed = 0;
    underWay.clear();
    cooling.clear();
  }
}
