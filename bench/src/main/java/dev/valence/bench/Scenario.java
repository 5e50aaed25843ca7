package dev.valence.bench;

/**
 * Something that can be measured by its name.
 *
 * @param name the name
 * @param what what is measured, in a few words
 * @param measurement measures it
 */
record Scenario(String name, String what, Measurement measurement) {

  /** Measures, and adds its figures to the report. */
  interface Measurement {
    void measure(Report report) throws Exception;
  }
}
