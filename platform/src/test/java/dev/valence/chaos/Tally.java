package dev.valence.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What is counted in a run, and what was against a promise. */
final class Tally {

  private final LongAdder calls = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final Map<Disaster, Integer> disasters = new ConcurrentSkipListMap<>();
  private final Map<Disaster, Duration> healing = new ConcurrentSkipListMap<>();
  private final Map<Disaster, String> skipped = new ConcurrentSkipListMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  void acknowledged() {
    calls.increment();
    acknowledged.increment();
  }

  void failed() {
    calls.increment();
    failed.increment();
  }

  void unknown() {
    calls.increment();
    unknown.increment();
  }

  void happened(Disaster disaster, Duration healed) {
    disasters.merge(disaster, 1, Integer::sum);
    healing.merge(disaster, healed, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  void skipped(Disaster disaster, String why) {
    skipped.put(disaster, why);
  }

  void violation(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  long calls() {
    return calls.sum();
  }

  /** The figures as a page. */
  String report(long seed, Duration length) {
    StringBuilder page = new StringBuilder("# Chaos\n\n");
    page.append(
        "Seed %d, %d s: %d calls, of which %d acknowledged, %d answered with an error, %d without an"
            .formatted(
                seed,
                length.toSeconds(),
                calls.sum(),
                acknowledged.sum(),
                failed.sum(),
                unknown.sum()));
    page.append(" answer. Violations: %d.%n%n".formatted(violations.size()));
    page.append("| what happened | times | healed after, at most |\n| --- | --- | --- |\n");
    disasters.forEach((disaster, times) ->
        page.append(
            "| %s | %d | %.1f s |%n"
                .formatted(disaster.words(), times, healing.get(disaster).toMillis() / 1000.0)));
    skipped.forEach((disaster, why) ->
        page.append("| %s | skipped: %s | |%n".formatted(disaster.words(), why)));
    if (!violations.isEmpty()) {
      page.append("\nViolations:\n\n");
      violations.forEach(violation -> page.append("- ").append(violation).append('\n'));
    }
    return page.toString();
  }
}
