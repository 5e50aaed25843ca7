package dev.valence.egress;

import dev.valence.model.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An app or an account as a provider counts its calls: the limits that are declared, what was
 * announced, and who waits. Guarded by the lock of its {@link Gate}.
 */
final class LimitScope {

  /** A request that waits for its turn. */
  static final class Waiter {
    final CountDownLatch called = new CountDownLatch(1);
    @Nullable Permit permit;
  }

  private final String name;
  private final Map<Limit, Slots> slots = new HashMap<>();
  private final List<Slots> former = new ArrayList<>();
  private final Map<String, Window> windows = new HashMap<>();
  private @Nullable List<Limit> declared;
  private int underWay;

  /** The requests of an account that wait, in their order. */
  final Deque<Waiter> waiting = new ArrayDeque<>();

  LimitScope(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Has the limits that an element declares now, whatever it declared before. */
  void declares(List<Limit> limits, Limit.Per per, long now) {
    if (limits.equals(declared)) {
      return;
    }
    declared = limits;
    List<Limit> these = limits.stream().filter(limit -> limit.per() == per).toList();
    slots
        .values()
        .removeIf(each -> {
          boolean old = !these.contains(each.limit());
          if (old) {
            former.add(each);
          }
          return old;
        });
    these.forEach(limit -> slots.computeIfAbsent(limit, _ -> new Slots(name, limit, now)));
  }

  Iterable<Slots> slots() {
    return slots.values();
  }

  /** Those that can be given back now, of limits that are declared no more too. */
  List<Slots> unneeded(long now, long patience) {
    former.removeIf(each -> each.held() == 0 && !each.asking);
    return Stream.concat(slots.values().stream(), former.stream())
        .filter(each -> !each.asking && each.held() > 0 && each.idle(now, patience))
        .toList();
  }

  Optional<Slots> slots(Limit limit) {
    return Optional.ofNullable(slots.get(limit));
  }

  /** Whether a request may begin now. */
  boolean open(long now, int nodes) {
    for (Slots each : slots.values()) {
      if (each.free(now) <= 0) {
        return false;
      }
    }
    for (Window window : windows.values()) {
      if (underWay >= window.allows(now, nodes)) {
        return false;
      }
    }
    return true;
  }

  void take(Permit permit, long now) {
    underWay++;
    slots.values().forEach(each -> each.take(permit, now));
  }

  /** Whatever became of a request that had begun. */
  void end(Permit permit, boolean reached, long now) {
    underWay--;
    slots.values().forEach(each -> each.end(permit, reached, now));
    former.forEach(each -> each.end(permit, reached, now));
  }

  /** Hears what an answer said, of the families that were announced for this scope. */
  Set<String> hear(List<Announcement> announced, long now) {
    Set<String> heard = new HashSet<>();
    for (Announcement each : announced) {
      windows.merge(each.family(), Window.of(each, now), (known, fresh) -> known.and(each, now));
      heard.add(each.family());
    }
    return heard;
  }

  /** Hears what another node has heard. */
  void hearOfOthers(Announcement announced, long now) {
    hear(List.of(announced), now);
    Optional.ofNullable(windows.get(announced.family())).ifPresent(Window::isKnownToOthers);
  }

  /** An answer has come that was no refusal: what it did not repeat is old. */
  void passes(Set<String> heard, long now) {
    if (windows.isEmpty()) {
      return;
    }
    windows
        .entrySet()
        .removeIf(entry -> !heard.contains(entry.getKey()) && entry.getValue().over(now));
    windows.forEach((family, window) -> {
      if (!heard.contains(family)) {
        window.countsSilently();
      }
    });
  }

  /** What other nodes should hear. */
  List<Announcement> news(long now, int nodes) {
    List<Announcement> news = new ArrayList<>();
    windows.forEach((family, window) -> {
      if (!window.over(now) && window.newsForOthers(nodes)) {
        news.add(window.announced(family, now));
      }
    });
    return news;
  }

  /**
   * When the next request of a number could begin, as far as that is known.
   *
   * @param number 1 for the next one
   */
  long opensAt(int number, long now, int nodes) {
    long opens = now;
    for (Slots each : slots.values()) {
      opens = later(opens, each.freeAt(number, now));
    }
    return later(opens, closedUntil(now, nodes));
  }

  /** Until when it is certain that nothing can begin; now when nothing is certain. */
  private long closedUntil(long now, int nodes) {
    long opens = now;
    for (Window window : windows.values()) {
      if (!window.over(now) && window.allows(now, nodes) == 0) {
        opens = later(opens, window.ends());
      }
    }
    return opens;
  }

  /** The same, where all of a limit's slots are here. */
  long fullUntil(int number, long now, int nodes) {
    long opens = closedUntil(now, nodes);
    for (Slots each : slots.values()) {
      if (!each.lacks()) {
        opens = later(opens, each.freeAt(number, now));
      }
    }
    return opens;
  }

  /** When to look again without an answer having come. */
  long nextChange(long now) {
    long next = now + Gate.FAR;
    for (Slots each : slots.values()) {
      if (each.free(now) <= 0 || each.owes()) {
        next = earlier(next, each.nextFree() == Long.MAX_VALUE ? next : each.nextFree());
        if (each.lacks() && !each.asking) {
          next = earlier(next, later(each.askAgain, now));
        }
      }
    }
    for (Window window : windows.values()) {
      if (!window.over(now)) {
        next = earlier(next, window.ends());
      }
    }
    return next;
  }

  /** Whether nothing needs to be remembered, save for slots, which can be given back. */
  boolean idle(long now) {
    windows.values().removeIf(window -> window.over(now) && !window.spent());
    return underWay == 0
        && waiting.isEmpty()
        && windows.values().stream().allMatch(window -> now - window.ends() > Gate.FAR);
  }

  /** Whether it can be forgotten. */
  boolean empty(long now) {
    return idle(now)
        && Stream.concat(slots.values().stream(), former.stream())
            .allMatch(each -> each.held() == 0 && !each.asking);
  }

  static long later(long one, long other) {
    return one - other >= 0 ? one : other;
  }

  static long earlier(long one, long other) {
    return one - other <= 0 ? one : other;
  }
}
