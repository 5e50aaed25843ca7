package dev.valence.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures as bars in an SVG, a chart for each quantity of a scenario, with a line from the
 * least to the greatest repetition; and first the bars, each as a part of its bound.
 */
final class Plot {

  private static final int WIDTH = 860;
  private static final int LABELS = 320;
  private static final int VALUES = 130;
  private static final int ROW = 22;
  private static final String SERVER = "#2563a8";
  private static final String OTHERS = "#9aa7b4";
  private static final String REACHED = "#2e8540";
  private static final String MISSED = "#c4372d";

  /** A bar of a chart, with where its repetitions lie. */
  private record Row(
      String label, double value, double low, double high, String text, String colour) {}

  private final StringBuilder svg = new StringBuilder();
  private int y = 10;

  private Plot() {}

  static String of(List<Figure> figures, List<Bar> bars) {
    Plot plot = new Plot();
    if (!bars.isEmpty()) {
      plot.chart(
          "Measured, as a part of the bar (the line)", bars.stream().map(Plot::row).toList(), 1);
    }
    Map<String, List<Figure>> charts = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String unit = figure.unit().isEmpty() ? "" : " (" + figure.unit() + ")";
      charts
          .computeIfAbsent(figure.scenario() + ": " + figure.what() + unit, _ -> new ArrayList<>())
          .add(figure);
    }
    charts.forEach((title, all) -> plot.chart(title, all.stream().map(Plot::row).toList(), 0));
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="white"/>
    """
            .formatted(WIDTH, plot.y)
        + plot.svg
        + "</svg>\n";
  }

  private static Row row(Figure figure) {
    return new Row(
        figure.subject(),
        figure.median(),
        figure.low(),
        figure.high(),
        Report.number(figure.median()),
        figure.subject().startsWith("server") ? SERVER : OTHERS);
  }

  private static Row row(Bar bar) {
    double part = bar.value() / bar.bound();
    return new Row(
        bar.scenario() + ": " + bar.what(),
        part,
        part,
        part,
        "%s (%s %s)"
            .formatted(Report.number(bar.value()), bar.direction(), Report.number(bar.bound())),
        bar.reached() ? REACHED : MISSED);
  }

  /** One chart below the one before; with a line at a value, unless it is zero. */
  private void chart(String title, Collection<Row> rows, double line) {
    double most =
        Math.max(
            line, rows.stream().mapToDouble(Row::high).filter(Double::isFinite).max().orElse(1));
    if (line > 0) {
      most = Math.min(most, 3 * line);
    }
    double scale = most > 0 ? (WIDTH - LABELS - VALUES) / most : 0;
    add("<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>", y + 14, escaped(title));
    y += ROW;
    int top = y;
    for (Row row : rows) {
      double length =
          Math.max(0, Math.min(most, Double.isFinite(row.value()) ? row.value() : 0)) * scale;
      double low = Math.max(0, Math.min(most, row.low())) * scale;
      double high = Math.max(0, Math.min(most, row.high())) * scale;
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          LABELS - 8, y + 14, escaped(row.label()));
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
          LABELS, y + 3, length, ROW - 8, row.colour());
      if (row.high() > row.low()) {
        add(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"black\"/>",
            LABELS + low, LABELS + high, y + ROW / 2 - 1, y + ROW / 2 - 1);
      }
      add(
          "<text x=\"%.1f\" y=\"%d\">%s</text>",
          LABELS + Math.max(length, row.high() > row.low() ? high : 0) + 6,
          y + 14,
          escaped(row.text()));
      y += ROW;
    }
    if (line > 0) {
      double x = LABELS + line * scale;
      add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"black\" stroke-dasharray=\"4 3\"/>",
          x, x, top, y);
    }
    y += ROW / 2;
  }

  @FormatMethod
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
