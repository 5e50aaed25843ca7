package dev.valence.bench;

/**
 * A bound that a value is to keep.
 *
 * @param scenario the scenario's name
 * @param what what is compared, such as {@code CPU per call, server to relay}
 * @param value what was measured, often a ratio of two figures
 * @param direction on which side of the bound the value has to be
 * @param bound the bound
 * @param unit the unit of both; empty for a ratio
 */
public record Bar(
    String scenario, String what, double value, Direction direction, double bound, String unit) {

  /** On which side of its bound a value has to be. */
  public enum Direction {
    AT_MOST,
    AT_LEAST;

    @Override
    public String toString() {
      return this == AT_MOST ? "at most" : "at least";
    }
  }

  /** A value that may be as large as the bound. */
  public static Bar atMost(String scenario, String what, double value, double bound, String unit) {
    return new Bar(scenario, what, value, Direction.AT_MOST, bound, unit);
  }

  /** A ratio that may be as large as the bound. */
  public static Bar atMost(String scenario, String what, double ratio, double bound) {
    return atMost(scenario, what, ratio, bound, "");
  }

  /** A value that may be as small as the bound. */
  public static Bar atLeast(String scenario, String what, double value, double bound, String unit) {
    return new Bar(scenario, what, value, Direction.AT_LEAST, bound, unit);
  }

  /** A ratio that may be as small as the bound. */
  public static Bar atLeast(String scenario, String what, double ratio, double bound) {
    return atLeast(scenario, what, ratio, bound, "");
  }

  /** Whether the value is on the right side; one that could not be measured is not. */
  public boolean reached() {
    return direction == Direction.AT_MOST ? value <= bound : value >= bound;
  }
}
