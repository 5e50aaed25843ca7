package dev.valence.sandbox.salesforce;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** What is said of a query that is wrong. */
final class SoqlError {

  private SoqlError() {}

  /** A query that cannot be read, or that says what it may not. */
  static RestException malformed(String message) {
    return new RestException(400, "MALFORMED_QUERY", message);
  }

  /** A part of a query that says what it may not. */
  static RestException malformed(ParserRuleContext context, String message) {
    return malformed(place(context) + message);
  }

  /** A token where none of its kind may be. */
  static RestException unexpected(Token token) {
    return malformed(
        place(token)
            + (token.getType() == Token.EOF
                ? "unexpected token: <EOF>"
                : "unexpected token: '" + token.getText() + "'"));
  }

  /** A part of the language that is right, and that the sandbox does not know. */
  static RestException unsupported(ParserRuleContext context) {
    return malformed(context, "the sandbox does not evaluate: " + context.getText());
  }

  /** A field that does not exist, or that is used as it may not be. */
  static RestException field(ParserRuleContext context, String message) {
    return new RestException(400, "INVALID_FIELD", place(context) + message);
  }

  /** A kind of object that does not exist. */
  static RestException type(ParserRuleContext context, String name) {
    return new RestException(
        400,
        "INVALID_TYPE",
        place(context)
            + "sObject type '"
            + name
            + "' is not supported. If you are attempting to use a custom object, be sure to append"
            + " the '__c' after the entity name. Please reference your WSDL or the describe call"
            + " for the appropriate names.");
  }

  /** Where in the query something is, as messages begin with it. */
  static String place(ParserRuleContext context) {
    return place(context.getStart());
  }

  /** The line with a token, a mark below the token, and where that is. */
  private static String place(Token token) {
    int column = token.getCharPositionInLine();
    String line =
        token.getInputStream().toString().lines().skip(token.getLine() - 1L).findFirst().orElse("");
    return "\n"
        + SoqlText.restore(line)
        + "\n"
        + " ".repeat(column)
        + "^\nERROR at Row:"
        + token.getLine()
        + ":Column:"
        + (column + 1)
        + "\n";
  }
}
