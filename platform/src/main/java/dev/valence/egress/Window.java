package dev.valence.egress;

import java.time.Duration;

/**
 * What a provider has announced of the calls that are left, as this node knows it. Guarded by the
 * lock of its {@link Gate}.
 *
 * <p>The provider's number counts what it had received by then. Requests that are under way may be
 * in it or not, so all of them are taken to be not: then never more are under way than are left.
 */
final class Window {

  /** Ends that differ by less are the same: providers tell them in whole seconds. */
  private static final long SAME_END = Duration.ofMillis(1_500).toNanos();

  private final long limit;
  private final boolean renews;
  private long ends;
  private long remaining;

  /** The smallest number that other nodes were told, and the end of a window that is used up. */
  private long told;

  private long toldEnd;

  private Window(long limit, boolean renews, long ends, long remaining) {
    this.limit = limit;
    this.renews = renews;
    this.ends = ends;
    this.remaining = remaining;
    this.told = limit > 0 ? Math.max(limit, remaining) : Long.MAX_VALUE;
    this.toldEnd = ends - 2 * SAME_END;
  }

  static Window of(Announcement announced, long now) {
    return new Window(
        announced.limit(),
        announced.renews(),
        now + announced.ends().toNanos(),
        announced.remaining());
  }

  /** What counts after a further announcement, of which several may have overtaken each other. */
  Window and(Announcement announced, long now) {
    Window next = of(announced, now);
    if (!next.renews && !renews) {
      // A refusal that was on its way does not take back a longer one.
      if (next.remaining <= 0 && next.ends - ends < 0) {
        return this;
      }
      if (next.remaining <= told) {
        next.told = told;
        next.toldEnd = toldEnd;
      }
      return next;
    }
    if (renews && !over(now) && Math.abs(next.ends - ends) < SAME_END) {
      remaining = Math.min(remaining, next.remaining);
      ends = LimitScope.later(ends, next.ends);
      return this;
    }
    return next;
  }

  /** A call was answered that said nothing. */
  void countsSilently() {
    if (renews && remaining > 0) {
      remaining--;
    }
  }

  /** How many calls may be under way now. */
  long allows(long now, int nodes) {
    if (!over(now)) {
      return remaining / nodes;
    }
    return renews && limit > 0 ? Math.max(1, limit / nodes) : Math.max(1, remaining / nodes);
  }

  boolean over(long now) {
    return now - ends >= 0;
  }

  /** When {@link #over} begins. */
  long ends() {
    return ends;
  }

  boolean spent() {
    return remaining <= 0;
  }

  /**
   * Whether other nodes should hear of it: when it is used up, and whenever half of it has gone.
   */
  boolean newsForOthers(int nodes) {
    boolean news =
        spent()
            ? told > 0 || ends - toldEnd >= SAME_END
            : nodes > 1 && limit > 0 && remaining <= told / 2;
    if (news) {
      isKnownToOthers();
    }
    return news;
  }

  /** It came from another node, or has been told. */
  void isKnownToOthers() {
    told = remaining;
    toldEnd = ends;
  }

  /** The same as it would be announced now. */
  Announcement announced(String family, long now) {
    return new Announcement(
        family, null, limit, remaining, Duration.ofNanos(Math.max(0, ends - now)), renews);
  }
}
