package dev.valence.ceql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** What is wrong in a text of the query language, with its place there. */
final class Faults extends BaseErrorListener {

  /** How much of what is wrong an error shows, in UTF-16 units. */
  private static final int MAX_SHOWN = 40;

  private final String subject;

  /**
   * @param subject what the messages begin with
   */
  Faults(String subject) {
    this.subject = subject;
  }

  /** What is wrong as a whole. */
  CeqlException whole(String message) {
    return new CeqlException(subject + ": " + message + ".", 0);
  }

  /** What is wrong at a place. */
  CeqlException at(Token token, String message) {
    int position = token.getStartIndex() + 1;
    return new CeqlException(subject + ", position " + position + ": " + message + ".", position);
  }

  static String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end";
    }
    String text = token.getText();
    return "'" + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…") + "'";
  }

  /** Ends the reading at the first fault, with what was expected there. */
  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offendingSymbol,
      int line,
      int charPositionInLine,
      String msg,
      RecognitionException e) {
    Token token = (Token) offendingSymbol;
    if (token.getType() == CeqlParser.OTHER && !token.getText().equals("!")) {
      throw at(token, "what begins with " + token.getText() + " is empty or has no end");
    }
    throw at(token, "expected " + expected((Parser) recognizer) + ", found " + shown(token));
  }

  private static String expected(Parser parser) {
    IntervalSet tokens = parser.getExpectedTokens();
    List<String> names = new ArrayList<>();
    if (tokens.contains(CeqlParser.BACKTICKED)) {
      // Most of the keywords may name a field; only what a caller means is said.
      if (tokens.contains(CeqlParser.STAR)) {
        names.addAll(List.of("'*'", "a field"));
      } else if (tokens.contains(CeqlParser.LEFT)) {
        names.addAll(List.of("a field", "'NOT'", "'('"));
      } else if (tokens.contains(CeqlParser.LIKE)) {
        names.add("a field");
      } else {
        names.addAll(
            tokens.contains(CeqlParser.FROM)
                ? List.of("'FROM'", "an object")
                : List.of("an object"));
      }
    } else if (tokens.contains(CeqlParser.WORD)) {
      names.add(tokens.contains(CeqlParser.TEXT) ? "a value" : "a number");
    } else {
      names.addAll(before(parser, tokens));
      tokens.toList().stream()
          .filter(type -> type != Token.EOF)
          .forEach(type -> names.add(name(type)));
      if (tokens.contains(Token.EOF)) {
        names.add("the end");
      }
    }
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /** Where a condition or a field ends, the parser has left behind that it could go on. */
  private static List<String> before(Parser parser, IntervalSet tokens) {
    if (parser.getContext() instanceof CeqlParser.SelectContext select) {
      if (select.LIMIT() == null && select.ORDER() != null && tokens.contains(CeqlParser.COMMA)) {
        CeqlParser.OrderContext last = select.order().getLast();
        return last.ASC() == null && last.DESC() == null ? List.of("'ASC'", "'DESC'") : List.of();
      }
      boolean condition = select.WHERE() != null && tokens.contains(CeqlParser.ORDER);
      return condition ? List.of("'AND'", "'OR'") : List.of();
    }
    return tokens.size() == 1 && (tokens.contains(Token.EOF) || tokens.contains(CeqlParser.RIGHT))
        ? List.of("'AND'", "'OR'")
        : List.of();
  }

  private static String name(int type) {
    return type == CeqlParser.TEXT ? "a text" : CeqlParser.VOCABULARY.getDisplayName(type);
  }
}
