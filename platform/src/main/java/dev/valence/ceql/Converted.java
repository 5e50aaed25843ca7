package dev.valence.ceql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.List;

/**
 * A condition in a vendor's words.
 *
 * @param parameters the query parameters that say it, decoded
 * @param text the same as one text, for where a vendor wants it elsewhere: the value of the
 *     parameter, or several of them as in a URL, encoded
 */
public record Converted(List<Parameter> parameters, String text) {

  public Converted {
    parameters = List.copyOf(parameters);
  }

  /** A query parameter, decoded. */
  public record Parameter(String name, String value) {}

  /** A filter that is one text. */
  static Converted ofText(String parameter, String text) {
    return new Converted(List.of(new Parameter(parameter, text)), text);
  }

  /** A filter that consists of query parameters. */
  static Converted ofParameters(List<Parameter> parameters) {
    return new Converted(
        parameters,
        parameters.stream()
            .map(parameter -> encoded(parameter.name()) + "=" + encoded(parameter.value()))
            .collect(joining("&")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
