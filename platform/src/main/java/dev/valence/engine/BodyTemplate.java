package dev.valence.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tokens in templates stand for (contract, element format 6.2): {@code {name}} for the value
 * of a parameter, {@code {path.in.body}} for a field of the caller's body. A token without a value
 * stays as it is, and so does every other brace.
 */
final class BodyTemplate {

  private static final Pattern TOKEN = Pattern.compile("(?<!\\$)\\{([^{}\\s\"]+)}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z_@][\\w.\\-\\[\\]:@]*");

  private final Map<String, String> values = new HashMap<>();
  private @Nullable JsonNode body;

  /** Lets a token stand for a value. */
  void put(String token, JsonNode value) {
    values.put(token, Json.text(value));
  }

  /** Lets tokens stand for the fields of a body. */
  void body(JsonNode content) {
    body = content;
  }

  /** A text that is no body, such as a value of the query. */
  String fill(String text) {
    return empty() ? text : TOKEN.matcher(text).replaceAll(this::asItIs);
  }

  /**
   * A body. In XML values are escaped, unless they are XML themselves; in JSON so are those that
   * stand within a text.
   */
  String fillBody(String template) {
    if (empty()) {
      return template;
    }
    String start = template.stripLeading();
    if (start.startsWith("<")) {
      return TOKEN.matcher(template).replaceAll(token -> value(token, Xml::escape));
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      TextScanner scanner = new TextScanner(template);
      return TOKEN
          .matcher(template)
          .replaceAll(token ->
              scanner.withinText(token.start())
                  ? value(token, BodyTemplate::escapedJson)
                  : asItIs(token));
    }
    return fill(template);
  }

  private boolean empty() {
    return values.isEmpty() && body == null;
  }

  private String asItIs(MatchResult token) {
    return value(token, text -> text);
  }

  private String value(MatchResult token, UnaryOperator<String> escape) {
    return Matcher.quoteReplacement(find(token.group(1)).map(escape).orElseGet(token::group));
  }

  private Optional<String> find(String name) {
    String value = values.get(name);
    if (value != null) {
      return Optional.of(value);
    }
    return body == null || !PATH.matcher(name).matches()
        ? Optional.empty()
        : BodyPath.of(name).find(body).filter(field -> !field.isNull()).map(Json::text);
  }

  private static String escapedJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /** Knows which places of JSON are within a text; asked from left to right. */
  private static final class TextScanner {

    private final String json;
    private int scanned;
    private boolean within;

    TextScanner(String json) {
      this.json = json;
    }

    boolean withinText(int position) {
      for (; scanned < position; scanned++) {
        char next = json.charAt(scanned);
        if (next == '\\' && within) {
          scanned++;
        } else if (next == '"') {
          within = !within;
        }
      }
      return within;
    }
  }
}
