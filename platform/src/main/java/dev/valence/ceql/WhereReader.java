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
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
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

  /** After what a NOT is one of a condition, and not of IN, LIKE or NULL. */
  private static final Set<Integer> BEFORE_NOT =
      Set.of(CeqlLexer.AND, CeqlLexer.OR, CeqlLexer.NOT, CeqlLexer.LEFT, CeqlLexer.WHERE);

  private final List<Comparison> comparisons = new ArrayList<>();

  private final Faults faults;

  private WhereReader(Faults faults) {
    this.faults = faults;
  }

  static Where read(String text) {
    Faults faults = new Faults("where");
    return read(text, parser(text, faults).where().disjunction(), faults);
  }

  /** A condition that a parser has read. */
  static Where read(String text, CeqlParser.DisjunctionContext context, Faults faults) {
    WhereReader reader = new WhereReader(faults);
    Condition condition = reader.visit(context);
    return new Where(text, condition, reader.comparisons);
  }

  /**
   * A parser that stops at the first fault.
   *
   * @throws CeqlException for a text that is too long, or nested too deep
   */
  static CeqlParser parser(String text, Faults faults) {
    if (text.length() > MAX_LENGTH) {
      throw faults.whole("there are " + MAX_LENGTH + " characters at most");
    }
    CeqlLexer lexer = new CeqlLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    checkDepth(tokens.getTokens(), faults);
    CeqlParser parser = new CeqlParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(faults);
    return parser;
  }

  /** Parentheses and the NOTs before them nest. */
  private static void checkDepth(List<Token> tokens, Faults faults) {
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
        throw faults.at(token, "more than " + MAX_DEPTH + " parentheses are open");
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
          new Not(test(unticked(predicate.name()), predicate.test()));
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

  /** A name without backticks. */
  static String unticked(ParserRuleContext field) {
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
        List<Literal> values = test.literal().stream().map(this::literal).toList();
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

  private Literal literal(CeqlParser.LiteralContext context) {
    Token token = context.getStart();
    if (token.getType() == CeqlParser.TEXT) {
      return new Literal.Text(unquoted(token));
    }
    return Literal.read(token.getText())
        .orElseThrow(() ->
            faults.at(
                token,
                Faults.shown(token)
                    + " is neither a number nor true, false or a date; a text stands in quotes"));
  }

  private static String unquoted(Token text) {
    String quote = text.getText().substring(0, 1);
    return text.getText().substring(1, text.getText().length() - 1).replace(quote + quote, quote);
  }
}
