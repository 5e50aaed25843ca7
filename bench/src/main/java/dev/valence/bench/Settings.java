package dev.valence.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long and how often the scenarios measure that call the server.
 *
 * @param seconds of each measurement; {@code valence.bench.seconds}
 * @param repeats measurements of each subject, which take turns; {@code valence.bench.repeats}
 * @param warmup seconds of load before the first of them; {@code valence.bench.warmup}
 * @param subjects those that are measured beside the server, or none for all; {@code
 *     valence.bench.subjects}, separated by commas
 */
record Settings(int seconds, int repeats, int warmup, List<String> subjects) {

  static Settings ofSystem() {
    return new Settings(
        Integer.getInteger("valence.bench.seconds", 10),
        Integer.getInteger("valence.bench.repeats", 3),
        Integer.getInteger("valence.bench.warmup", 60),
        Arrays.stream(System.getProperty("valence.bench.subjects", "").split(","))
            .filter(name -> !name.isBlank())
            .toList());
  }

  /** Whether a subject is measured. */
  boolean chosen(Subject subject) {
    return subjects.isEmpty()
        || subject.name().startsWith("server")
        || subjects.contains(subject.name());
  }

  /** How it was measured, for a report. */
  @Override
  public String toString() {
    return "%d times %d seconds each, after at least %d seconds of load; load on core 0"
        .formatted(repeats, seconds, warmup);
  }
}
