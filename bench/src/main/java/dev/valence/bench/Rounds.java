package dev.valence.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures subjects in turn, again and again, so that whatever else the machine does meanwhile
 * meets all of them.
 */
final class Rounds {

  /** Connections of a closed loop, unless a scenario has others. */
  static final int MANY = 64;

  /** Seconds in which a program is warm that compiles nothing while it runs. */
  private static final int BRIEF = 2;

  /** Seconds of load after which it is looked whether a subject is warm, and at most. */
  private static final int WARMUP_PART = 10;

  private static final int LONGEST_WARMUP = 180;
  private static final long WARM_CALLS = 20_000;

  /** A part of the processor time of a call: what falls below is still becoming faster. */
  private static final double STEADY = 0.97;

  private final Report report;
  private final String scenario;
  private final Settings settings;
  private final Path directory;
  private final int many;

  /** Measures with the usual connections. */
  Rounds(Report report, String scenario, Settings settings, Path directory) {
    this(report, scenario, settings, directory, MANY);
  }

  /** Measures with so many connections. */
  Rounds(Report report, String scenario, Settings settings, Path directory, int many) {
    this.report = report;
    this.scenario = scenario;
    this.settings = settings;
    this.directory = directory;
    this.many = many;
  }

  /**
   * What was measured of a subject, a figure for each quantity.
   *
   * @param calls calls a second at many connections
   * @param cpu processor time of a call at many connections, in microseconds
   * @param alone the median time of a call at one connection, in microseconds
   * @param paced the times at a constant rate of half as many calls
   */
  record Measured(Figure calls, Figure cpu, Figure alone, Optional<Paced> paced) {}

  /**
   * Times at a constant rate.
   *
   * @param median their median
   * @param high their 99th percentile
   * @param ratio the latter as a multiple of the former
   */
  record Paced(Figure median, Figure high, Figure ratio) {}

  /** What was measured, by the names of the subjects. */
  record Results(Map<String, Measured> all) {

    /** Of a subject that was measured. */
    Measured of(String subject) {
      return find(subject).orElseThrow();
    }

    /** Of a subject, if it was measured. */
    Optional<Measured> find(String subject) {
      return Optional.ofNullable(all.get(subject));
    }
  }

  /** Values of the repetitions, by quantity. */
  private static final class Values {
    final List<Double> calls = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<Double> alone = new ArrayList<>();
    final List<Double> half = new ArrayList<>();
    final List<Double> halfHigh = new ArrayList<>();
    final List<Double> halfRatio = new ArrayList<>();
  }

  /** Measures, and adds the figures to the report. */
  Results measure(List<Subject> candidates) throws IOException, InterruptedException {
    report.fact(scenario, settings.toString());
    List<Subject> subjects = new ArrayList<>(candidates.stream().filter(settings::chosen).toList());
    Map<String, Values> values = new LinkedHashMap<>();
    subjects.forEach(subject -> values.put(subject.name(), new Values()));
    for (int i = 0; i <= settings.repeats(); i++) {
      for (Subject subject : List.copyOf(subjects)) {
        report.progress(
            i == 0
                ? subject.name() + " is warmed up"
                : "repetition %d: %s".formatted(i, subject.name()));
        try {
          if (i == 0) {
            warm(subject);
          } else {
            measure(subject, values.getOrDefault(subject.name(), new Values()));
          }
        } catch (IllegalStateException e) {
          leaveOut(subject, e);
          subjects.remove(subject);
          values.remove(subject.name());
        }
      }
    }
    Map<String, Measured> measured = new LinkedHashMap<>();
    values.forEach((name, of) -> measured.put(name, measured(name, of)));
    return new Results(measured);
  }

  /** Goes on without a subject whose calls fail, unless it is the server. */
  private void leaveOut(Subject subject, IllegalStateException failure) {
    if (subject.name().startsWith("server")) {
      throw failure;
    }
    report.note(subject.name() + " is left out. " + failure.getMessage());
  }

  /**
   * Calls a subject for the seconds of the settings, and on until it has answered many calls and
   * they need no less processor time than before; on a busy machine that takes longer.
   */
  private void warm(Subject subject) throws IOException, InterruptedException {
    if (!subject.paced()) {
      ClosedLoop.run(subject, many, BRIEF, directory);
      return;
    }
    double before = Double.MAX_VALUE;
    double seconds = 0;
    long calls = 0;
    while (seconds < LONGEST_WARMUP) {
      ClosedLoop part = ClosedLoop.run(subject, many, WARMUP_PART, directory);
      seconds += part.seconds();
      calls += part.calls();
      boolean steady = part.cpuMicrosPerCall() > STEADY * before;
      if (steady && seconds >= settings.warmup() && calls >= WARM_CALLS) {
        return;
      }
      before = part.cpuMicrosPerCall();
    }
    report.note("%s was not warm after %.0f seconds.".formatted(subject.name(), seconds));
  }

  private void measure(Subject subject, Values values) throws IOException, InterruptedException {
    ClosedLoop all = ClosedLoop.run(subject, many, settings.seconds(), directory);
    if (all.failed() > 0) {
      report.note(
          "%d of %d calls of %s failed.".formatted(all.failed(), all.calls(), subject.name()));
    }
    values.calls.add(all.callsPerSecond());
    values.cpu.add(all.cpuMicrosPerCall());
    ClosedLoop one = ClosedLoop.run(subject, 1, settings.seconds(), directory);
    values.alone.add(one.medianMicros());
    if (!subject.paced()) {
      return;
    }
    OpenLoop half = OpenLoop.run(subject, all.callsPerSecond() / 2, settings.seconds());
    values.half.add(half.medianMicros());
    values.halfHigh.add(half.highMicros());
    values.halfRatio.add(half.highMicros() / half.medianMicros());
  }

  private Measured measured(String subject, Values values) {
    return new Measured(
        figure(subject, "calls a second, " + many + " connections", "1/s", values.calls),
        figure(subject, "CPU per call, " + many + " connections", "µs", values.cpu),
        figure(subject, "median at one connection", "µs", values.alone),
        values.half.isEmpty() ? Optional.empty() : Optional.of(paced(subject, values)));
  }

  private Paced paced(String subject, Values values) {
    return new Paced(
        figure(subject, "median at half load", "µs", values.half),
        figure(subject, "p99 at half load", "µs", values.halfHigh),
        figure(subject, "p99 to median at half load", "", values.halfRatio));
  }

  private Figure figure(String subject, String what, String unit, List<Double> values) {
    return report.add(
        Figure.of(
            scenario,
            subject,
            what,
            unit,
            values.stream().mapToDouble(Double::doubleValue).toArray()));
  }
}
