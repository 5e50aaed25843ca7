package dev.valence.ceql;

import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Where.Comparison;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes a tree of what the generated parser has read, and a list of its comparisons. */
final class WhereReader extends CeqlBaseVisitor<Condition> {

  /** In UTF-16 units. */
  static final int MAX_LENGTH = 100_000;

  /**
   * How many parentheses may be open, with the NOTs before them. What walks the tree may so call
   * itself.
   */
  static final int MAX_DEPTH = 50;

  /** How much of what is wrong an error shows, in UTF-16 units. */
  private static final int MAX_SHOWN = 40;

  /** After what a NOT is one of a condition, and not of IN, LIKE or NULL. */
  private static final Set<Integer> BEFORE_NOT =
      Set.of(CeqlLexer.AND, CeqlLexer.OR, CeqlLexer.NOT, CeqlLexer.LEFT);

  private final List<Comparison> comparisons = new ArrayList<>();

  private WhereReader() {}

  static Where read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new CeqlException("where: a condition has " + MAX_LENGTH + " characters at most.", 0);
    }
    CeqlLexer lexer = new CeqlLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    checkDepth(tokens.getTokens());
    CeqlParser parser = new CeqlParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new FirstFault());
    WhereReader reader = new WhereReader();
    Condition condition = reader.visit(parser.where().disjunction());
    return new Where(text, condition, reader.comparisons);
  }

  /** Parentheses and the NOTs before them nest. */
  private static void checkDepth(List<Token> tokens) {
    Deque<Integer> open = new ArrayDeque<>();
    int depth = 0;
    int negations = 0;
    int previous = CeqlLexer.AND;
    for (Token token : tokens) {
      switch (token.getType()) {
        case CeqlLexer.LEFT -> {
          open.push(depth);
          depth += negations + 1;
          negations = 0;
        }
        case CeqlLexer.RIGHT -> {
          depth = open.isEmpty() ? 0 : open.pop();
          negations = 0;
        }
        case CeqlLexer.AND, CeqlLexer.OR -> negations = 0;
        case CeqlLexer.NOT -> negations += BEFORE_NOT.contains(previous) ? 1 : 0;
        default -> {}
      }
      if (depth + negations > MAX_DEPTH) {
        throw fault(token, "more than " + MAX_DEPTH + " parentheses are open");
      }
      previous = token.getType();
    }
  }

  @Override
  public Condition visitDisjunction(CeqlParser.DisjunctionContext context) {
    List<Condition> parts = context.conjunction().stream().map(this::visit).toList();
    return parts.size() == 1 ? parts.getFirst() : new Condition.Or(parts);
  }

  @Override
  public Condition visitConjunction(CeqlParser.ConjunctionContext context) {
    List<Condition> parts = context.factor().stream().map(this::visit).toList();
    return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
  }

  @Override
  public Condition visitGroup(CeqlParser.GroupContext context) {
    return visit(context.disjunction());
  }

  @Override
  public Condition visitPredicate(CeqlParser.PredicateContext context) {
    return test(unticked(context.field()), context.test());
  }

  @Override
  public Condition visitNegation(CeqlParser.NegationContext context) {
    return negated(context.NOT(), context.negated());
  }

  /** What stands after a NOT, which may have been the name of a field. */
  private Condition negated(TerminalNode not, CeqlParser.NegatedContext context) {
    return switch (context) {
      case CeqlParser.NegatedGroupContext group -> new Not(visit(group.disjunction()));
      case CeqlParser.NegatedPredicateContext predicate ->
          new Not(test(unticked(predicate.afterNot()), predicate.test()));
      case CeqlParser.PredicateOfNotContext predicate -> test(not.getText(), predicate.plainTest());
      // Here the first NOT is the field.
      case CeqlParser.NegationOfNotContext negation
          when negation.negated() instanceof CeqlParser.PredicateOfNotContext predicate
              && predicate.plainTest() instanceof CeqlParser.MemberContext member ->
          new Not(membership(not.getText(), negation.NOT().getText() + " ", member.membership()));
      case CeqlParser.NegationOfNotContext negation ->
          new Not(negated(negation.NOT(), negation.negated()));
      default -> throw new IllegalStateException(context.getText());
    };
  }

  private static String unticked(ParserRuleContext field) {
    String written = field.getText();
    return written.startsWith("`") ? written.substring(1, written.length() - 1) : written;
  }

  private Condition test(String field, CeqlParser.TestContext context) {
    return switch (context) {
      case CeqlParser.PlainContext test -> test(field, test.plainTest());
      case CeqlParser.NotMemberContext test ->
          new Not(membership(field, test.NOT().getText() + " ", test.membership()));
      default -> throw new IllegalStateException(context.getText());
    };
  }

  private Condition test(String field, CeqlParser.PlainTestContext context) {
    return switch (context) {
      case CeqlParser.ComparisonContext test -> {
        Literal value = literal(test.literal());
        see(field, test.operator().getText(), value.text());
        yield new Condition.Comparison(field, operator(test.operator()), value);
      }
      case CeqlParser.MemberContext test -> membership(field, "", test.membership());
      case CeqlParser.IsNullContext test -> {
        see(
            field,
            test.children.stream().map(ParseTree::getText).collect(Collectors.joining(" ")),
            "");
        yield new Condition.IsNull(field, test.NOT() != null);
      }
      default -> throw new IllegalStateException(context.getText());
    };
  }

  /**
   * LIKE or IN.
   *
   * @param not what stands before it, for hooks
   */
  private Condition membership(String field, String not, CeqlParser.MembershipContext context) {
    return switch (context) {
      case CeqlParser.LikeContext test -> {
        String pattern = unquoted(test.TEXT().getSymbol());
        see(field, not + test.LIKE().getText(), pattern);
        yield new Condition.Like(field, pattern);
      }
      case CeqlParser.InContext test -> {
        List<Literal> values = test.literal().stream().map(WhereReader::literal).toList();
        see(
            field,
            not + test.IN().getText(),
            values.stream().map(Literal::text).collect(Collectors.joining(",")));
        yield new Condition.In(field, values);
      }
      default -> throw new IllegalStateException(context.getText());
    };
  }

  private void see(String attribute, String operator, String value) {
    comparisons.add(new Comparison(attribute, operator, value));
  }

  private static Operator operator(ParserRuleContext context) {
    return switch (context.getStart().getType()) {
      case CeqlParser.EQUAL -> Operator.EQUAL;
      case CeqlParser.LESS -> Operator.LESS;
      case CeqlParser.GREATER -> Operator.GREATER;
      case CeqlParser.LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case CeqlParser.GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      default -> Operator.NOT_EQUAL;
    };
  }

  private static Literal literal(CeqlParser.LiteralContext context) {
    Token token = context.getStart();
    if (token.getType() == CeqlParser.TEXT) {
      return new Literal.Text(unquoted(token));
    }
    return Literal.read(token.getText())
        .orElseThrow(() ->
            fault(
                token,
                shown(token)
                    + " is neither a number nor true, false or a date; a text stands in quotes"));
  }

  private static String unquoted(Token text) {
    String quote = text.getText().substring(0, 1);
    return text.getText().substring(1, text.getText().length() - 1).replace(quote + quote, quote);
  }

  private static CeqlException fault(Token token, String message) {
    int position = token.getStartIndex() + 1;
    return new CeqlException("where, position " + position + ": " + message + ".", position);
  }

  private static String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end";
    }
    String text = token.getText();
    return "'" + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…") + "'";
  }

  /** Ends the reading at the first fault, with what was expected there. */
  private static final class FirstFault extends BaseErrorListener {

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
        throw fault(token, "what begins with " + token.getText() + " is empty or has no end");
      }
      throw fault(
          token,
          "expected "
              + expected(((Parser) recognizer).getExpectedTokens())
              + ", found "
              + shown(token));
    }

    private static String expected(IntervalSet tokens) {
      List<String> names = new ArrayList<>();
      if (tokens.contains(CeqlParser.BACKTICKED)) {
        // Most of the keywords may name a field; only what a caller means is said.
        names.addAll(List.of("a field", "'NOT'", "'('"));
      } else if (tokens.contains(CeqlParser.WORD)) {
        names.add("a value");
      } else {
        // Where a condition ends, the parser has left behind that it could go on.
        if (tokens.size() == 1
            && (tokens.contains(Token.EOF) || tokens.contains(CeqlParser.RIGHT))) {
          names.addAll(List.of("'AND'", "'OR'"));
        }
        tokens.toList().forEach(type -> names.add(name(type)));
      }
      return names.size() == 1
          ? names.getFirst()
          : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    private static String name(int type) {
      return switch (type) {
        case Token.EOF -> "the end";
        case CeqlParser.TEXT -> "a text";
        default -> CeqlParser.VOCABULARY.getDisplayName(type);
      };
    }
  }
}
