package dev.valence.bench;

import java.util.Arrays;

/**
 * What was measured of one subject.
 *
 * @param scenario the scenario's name
 * @param subject what was measured, such as {@code server} or {@code nginx}
 * @param what which quantity, such as {@code CPU per call}; one name in a scenario for what can be
 *     compared
 * @param unit the unit of the values
 * @param median the median of the repetitions
 * @param low the least of them, or their tenth percentile where they are many
 * @param high the greatest of them, or their ninetieth percentile
 */
public record Figure(
    String scenario,
    String subject,
    String what,
    String unit,
    double median,
    double low,
    double high) {

  /** Of the values of a few repetitions; at least one. */
  public static Figure of(
      String scenario, String subject, String what, String unit, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Figure(scenario, subject, what, unit, median, sorted[0], sorted[sorted.length - 1]);
  }

  /** How far apart the repetitions are, as a part of the median. */
  public double spread() {
    return median == 0 ? 0 : (high - low) / Math.abs(median);
  }

  /** This one's median as a multiple of another's. */
  public double ratioTo(Figure other) {
    return median / other.median;
  }
}
