package dev.valence.bench;

/**
 * How long and how often the scenarios measure that call the server.
 *
 * @param seconds of each measurement; {@code valence.bench.seconds}
 * @param repeats measurements of each subject, which take turns; {@code valence.bench.repeats}
 * @param warmup seconds of load before the first of them; {@code valence.bench.warmup}
 */
record Settings(int seconds, int repeats, int warmup) {

  static Settings ofSystem() {
    return new Settings(
        Integer.getInteger("valence.bench.seconds", 10),
        Integer.getInteger("valence.bench.repeats", 3),
        Integer.getInteger("valence.bench.warmup", 25));
  }
}
