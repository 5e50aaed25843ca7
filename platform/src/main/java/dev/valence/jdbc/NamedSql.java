package dev.valence.jdbc;

import dev.valence.jdbc.DatabaseException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose parameters are bound, whatever way it names them. Values never become text of
 * the statement.
 *
 * @param sql the statement with a question mark for each parameter
 * @param names the parameters in the order of the question marks
 */
record NamedSql(String sql, List<String> names) {

  private static final String BRACED = "\\{(?<%s>[A-Za-z_:][A-Za-z0-9_.:-]*)}";

  /** What stands for itself (PostgreSQL, 4.1 Lexical Structure) comes before what names one. */
  private static final Pattern TOKEN =
      Pattern.compile(
          String.join(
              "|",
              "(?<![\\w'])'" + BRACED.formatted("quoted") + "'(?!')",
              "(?<literal>(?<![\\w$])[eE]'(?:[^'\\\\]++|\\\\.|'')*+'|'[^']*+'|\"[^\"]*+\")",
              "(?<skipped>--[^\\n]*+|/\\*(?s:.*?)\\*/"
                  + "|(?<tag>\\$(?:[A-Za-z_]\\w*)?\\$)(?s:.*?)\\k<tag>|::)",
              ":(?<colon>[A-Za-z_]\\w*)",
              BRACED.formatted("braced"),
              "(?<end>;)",
              "(?<operator>\\?)"));

  /** An array's literal, {@code '{a}'}, looks like a name in quotes. */
  private static final Pattern IN_LITERAL = Pattern.compile(BRACED.formatted("name"));

  NamedSql {
    names = List.copyOf(names);
  }

  /**
   * Reads a statement.
   *
   * @param known the parameters that have a value
   * @throws DatabaseException INVALID for more than one statement, a parameter within a text or a
   *     quoted name, where nothing can be bound, and parameters without a value
   */
  static NamedSql of(String statement, Set<String> known) {
    Matcher token = TOKEN.matcher(statement);
    StringBuilder sql = new StringBuilder();
    List<String> names = new ArrayList<>();
    while (token.find()) {
      Optional<String> name = name(token).filter(found -> isParameter(token, found, known));
      if (name.isPresent()) {
        names.add(name.get());
        token.appendReplacement(sql, "?");
      } else if (token.group("end") != null) {
        if (!statement.substring(token.end()).isBlank()) {
          throw invalid("A resource has one statement of SQL, and not several.");
        }
        token.appendReplacement(sql, "");
      } else if (token.group("operator") != null) {
        token.appendReplacement(sql, "??"); // an operator, which the driver would take for a place
      } else {
        refuseWithin(token, known);
        token.appendReplacement(sql, Matcher.quoteReplacement(token.group()));
      }
    }
    token.appendTail(sql);
    List<String> missing = names.stream().filter(name -> !known.contains(name)).distinct().toList();
    if (!missing.isEmpty()) {
      throw invalid(
          "The statement's parameters have no value: '%s'."
              .formatted(String.join("', '", missing)));
    }
    return new NamedSql(sql.toString(), names);
  }

  private static Optional<String> name(Matcher token) {
    return Optional.ofNullable(token.group("quoted"))
        .or(() -> Optional.ofNullable(token.group("colon")))
        .or(() -> Optional.ofNullable(token.group("braced")));
  }

  /** What stands in quotes is a text unless there is a parameter of the name. */
  private static boolean isParameter(Matcher token, String name, Set<String> known) {
    return token.group("quoted") == null || known.contains(name);
  }

  private static void refuseWithin(Matcher token, Set<String> known) {
    if (token.group("literal") == null) {
      return;
    }
    Matcher within = IN_LITERAL.matcher(token.group());
    while (within.find()) {
      String name = within.group("name");
      if (known.contains(name)) {
        throw invalid(
            ("'{%s}' stands within a text or a quoted name, where no value can be bound;"
                    + " '... ' || {%s} puts texts together.")
                .formatted(name, name));
      }
    }
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(Kind.INVALID, message, null);
  }
}
