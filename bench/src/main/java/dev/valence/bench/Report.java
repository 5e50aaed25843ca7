package dev.valence.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has measured: figures, the bars that they are to keep, and what was measured on. Each
 * is printed as soon as it is known; at the end all of it is written as text and as a plot.
 */
public final class Report {

  private final PrintStream out;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Report(PrintStream out) {
    this.out = out;
  }

  /** Begins a report of this machine, before anything has loaded it. */
  static Report begin(PrintStream out) {
    Report report = new Report(out);
    report.fact("begun", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Machine.facts().forEach(report::fact);
    report.fact("load average before", Machine.loadAverage());
    return report;
  }

  /** Notes what a figure depends on: a version, a setting. */
  public void fact(String name, String value) {
    facts.put(name, value);
  }

  /** Adds a figure, and prints it. */
  public Figure add(Figure figure) {
    figures.add(figure);
    out.printf(
        "%-10s %-10s %-34s %12s %s  (%s to %s)%n",
        figure.scenario(),
        figure.subject(),
        figure.what(),
        number(figure.median()),
        figure.unit(),
        number(figure.low()),
        number(figure.high()));
    return figure;
  }

  /** Adds a bar, and prints whether it is reached. */
  public Bar add(Bar bar) {
    bars.add(bar);
    out.printf(
        "%-10s %s: %s %s, bar %s %s: %s%n",
        bar.scenario(),
        bar.what(),
        number(bar.value()),
        bar.unit(),
        bar.direction(),
        number(bar.bound()),
        bar.reached() ? "reached" : "NOT reached");
    return bar;
  }

  /** Adds a sentence that the figures cannot tell, such as why something was left out. */
  public void note(String text) {
    notes.add(text);
    out.println(text);
  }

  /** Prints what goes on, for whoever waits. */
  public void progress(String text) {
    out.println("… " + text);
  }

  /** Writes {@code report.md} and {@code report.svg} into a directory. */
  void write(Path directory) throws IOException {
    fact("load average after", Machine.loadAverage());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("report.md"), text());
    Files.writeString(directory.resolve("report.svg"), Plot.of(figures, bars));
    out.println("Written: " + directory.resolve("report.md") + " and report.svg beside it.");
  }

  private String text() {
    StringBuilder text = new StringBuilder("# What was measured\n\n");
    facts.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    if (!bars.isEmpty()) {
      text.append(
          """

          ## Bars

          | scenario | what | measured | bar | |
          | --- | --- | ---: | --- | --- |
          """);
      for (Bar bar : bars) {
        text.append(
            "| %s | %s | %s | %s %s | %s |%n"
                .formatted(
                    bar.scenario(),
                    bar.what(),
                    (number(bar.value()) + " " + bar.unit()).strip(),
                    bar.direction(),
                    (number(bar.bound()) + " " + bar.unit()).strip(),
                    bar.reached() ? "reached" : "**not reached**"));
      }
    }
    text.append(
        """

        ## Figures

        Medians of the repetitions, with the least and the greatest of them.

        | scenario | subject | what | median | least | greatest | spread | unit |
        | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
        """);
    for (Figure figure : figures) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %.0f %% | %s |%n"
              .formatted(
                  figure.scenario(),
                  figure.subject(),
                  figure.what(),
                  number(figure.median()),
                  number(figure.low()),
                  number(figure.high()),
                  figure.spread() * 100,
                  figure.unit()));
    }
    if (!notes.isEmpty()) {
      text.append("\n## Notes\n\n");
      notes.forEach(note -> text.append("- ").append(note).append('\n'));
    }
    return text.toString();
  }

  /** Three digits that count, or all of those before the point. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
