package dev.valence.sandbox.salesforce;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The string literals of a query. The parser knows those of Apex, which have no {@code \%} and
 * {@code \_}; these two go through it as characters of Unicode's private use area.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm">
 *     Quoted string escape sequences</a>
 */
final class SoqlText {

  private static final String PERCENT = "\uE025";
  private static final String UNDERSCORE = "\uE05F";
  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\]++|\\\\.)*+'", Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u\\p{XDigit}{4}|.)", Pattern.DOTALL);

  private SoqlText() {}

  /** The query as the parser can read it. */
  static String prepare(String query) {
    return LITERAL
        .matcher(query)
        .replaceAll(literal ->
            Matcher.quoteReplacement(
                replaceEscapes(
                    literal.group(),
                    escape ->
                        switch (escape.group(1)) {
                          case "%" -> PERCENT;
                          case "_" -> UNDERSCORE;
                          default -> escape.group();
                        })));
  }

  /** A part of the query as it was before it was prepared. */
  static String restore(String prepared) {
    return prepared.replace(PERCENT, "\\%").replace(UNDERSCORE, "\\_");
  }

  /** The text that a literal stands for. */
  static String decode(String literal) {
    return unescape(literal).replace(PERCENT, "%").replace(UNDERSCORE, "_");
  }

  /** What a literal stands for that is a pattern of LIKE. */
  static Pattern pattern(String literal) {
    String regex =
        unescape(literal)
            .codePoints()
            .mapToObj(Character::toString)
            .map(character ->
                switch (character) {
                  case "%" -> ".*";
                  case "_" -> ".";
                  case PERCENT -> "%";
                  case UNDERSCORE -> "_";
                  default -> Pattern.quote(character);
                })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  private static String unescape(String literal) {
    return replaceEscapes(
        literal.substring(1, literal.length() - 1),
        escape -> {
          String escaped = escape.group(1);
          return switch (escaped) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "b" -> "\b";
            case "f" -> "\f";
            default ->
                escaped.length() == 1
                    ? escaped
                    : Character.toString(Integer.parseInt(escaped.substring(1), 16));
          };
        });
  }

  private static String replaceEscapes(String text, Function<MatchResult, String> replacement) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(replacement.apply(escape)));
  }
}
