package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.salesforce.Query.Selected;
import dev.valence.sandbox.salesforce.SoqlSelection.Entry;
import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.LimitClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.OrderByClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereClauseContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.math.BigInteger;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries in SOQL. What there is in it beyond fields, relationships, conditions, groups,
 * order, limit and offset is refused as malformed.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">
 *     SOQL SELECT syntax</a>
 */
final class SoqlParser {

  private static final int MAX_OFFSET = 2000;

  /** What the parser would take for another name of the object, where nothing follows it. */
  private static final Set<String> RESERVED =
      Set.of(
          "AND",
          "ASC",
          "DESC",
          "EXCLUDES",
          "FIRST",
          "FROM",
          "GROUP",
          "HAVING",
          "IN",
          "INCLUDES",
          "LAST",
          "LIKE",
          "LIMIT",
          "NOT",
          "NULL",
          "NULLS",
          "OFFSET",
          "OR",
          "ORDER",
          "SELECT",
          "USING",
          "WHERE",
          "WITH");

  private static final class FirstError extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int column,
        @Nullable String message,
        @Nullable RecognitionException cause) {
      if (symbol instanceof Token token) {
        throw SoqlError.unexpected(token);
      }
      // The lexer makes no token of what it does not know, and names it at the end.
      String unknown = message == null ? "" : message.substring(message.indexOf('\'') + 1);
      throw SoqlError.malformed(
          "\nERROR at Row:" + line + ":Column:" + (column + 1) + "\nunexpected token: '" + unknown);
    }
  }

  private final Schema schema;
  private final InstantSource clock;

  SoqlParser(Schema schema, InstantSource clock) {
    this.schema = schema;
    this.clock = clock;
  }

  /** Reads a query of some records and checks all names in it. */
  Query parse(@Nullable String soql, RecordSource source) {
    if (soql == null || soql.isBlank()) {
      throw SoqlError.malformed("SOQL statements cannot be empty or null");
    }
    QueryContext query = tree(soql);
    refuse(query.usingScope(), query.withClause(), query.updateList());
    if (query.allRowsClause() != null || !query.forClauses().UPDATE().isEmpty()) {
      throw SoqlError.unsupported(query.forClauses());
    }
    return new Reading(scope(query.fromNameList(), source)).query(query);
  }

  private static QueryContext tree(String soql) {
    FirstError errors = new FirstError();
    ApexLexer lexer = ApexParserFactory.createLexer(CharStreams.fromString(SoqlText.prepare(soql)));
    lexer.removeErrorListeners();
    lexer.addErrorListener(errors);
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    ApexParser parser = ApexParserFactory.createParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(errors);
    QueryContext query = parser.query();
    Token next = tokens.LT(1);
    if (next.getType() != Token.EOF) {
      throw SoqlError.unexpected(next);
    }
    return query;
  }

  private SoqlScope scope(FromNameListContext from, RecordSource source) {
    String name = name(from);
    return new SoqlScope(
        schema,
        source,
        schema.find(name).orElseThrow(() -> SoqlError.type(from, name)),
        alias(from));
  }

  private static String name(FromNameListContext from) {
    if (from.fieldName().size() > 1) {
      throw SoqlError.unsupported(from);
    }
    return from.fieldName(0).getText();
  }

  private static @Nullable String alias(FromNameListContext from) {
    if (from.soqlId().isEmpty()) {
      return null;
    }
    Token alias = from.soqlId(0).getStart();
    if (RESERVED.contains(alias.getText().toUpperCase(Locale.ROOT))) {
      throw SoqlError.unexpected(alias);
    }
    return alias.getText();
  }

  private static void refuse(@Nullable ParserRuleContext... contexts) {
    for (ParserRuleContext context : contexts) {
      if (context != null) {
        throw SoqlError.unsupported(context);
      }
    }
  }

  /** The reading of one query, or of one within another. */
  private final class Reading {

    private final SoqlScope scope;

    Reading(SoqlScope scope) {
      this.scope = scope;
    }

    Query query(QueryContext query) {
      Integer limit = limit(query.limitClause());
      Integer offset =
          query.offsetClause() == null
              ? null
              : number(query.offsetClause().IntegerLiteral(), query.offsetClause());
      if (offset != null && offset > MAX_OFFSET) {
        throw new RestException(
            400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
      }
      SoqlSelection selection =
          new SoqlSelection(
              scope,
              query.selectList().selectEntry().stream()
                  .map(entry ->
                      new Entry(
                          entry,
                          entry.fieldName(),
                          entry.soqlFunction(),
                          entry.subQuery(),
                          entry.soqlId()))
                  .toList(),
              limit);
      int skipped = offset == null ? 0 : offset;
      if (!selection.isGrouped(query.groupByClause())) {
        List<Selected> selected = selection.records(this::children);
        return new Query(
            scope.source(),
            scope.type(),
            selected,
            where(query.whereClause()),
            null,
            orders(query.orderByClause(), null),
            limit,
            skipped);
      }
      selection.readGroups(query.groupByClause());
      Condition where = where(query.whereClause());
      Condition having =
          query.groupByClause() == null || query.groupByClause().logicalExpression() == null
              ? new Condition.And(List.of())
              : new SoqlConditions(
                      comparison ->
                          selection.column(comparison.fieldName(), comparison.soqlFunction()),
                      values(),
                      this::semiJoin)
                  .read(query.groupByClause().logicalExpression());
      List<Query.Order> orders = orders(query.orderByClause(), selection);
      return new Query(
          scope.source(),
          scope.type(),
          List.of(),
          where,
          selection.groups(having),
          orders,
          limit,
          skipped);
    }

    Query subQuery(SubQueryContext query) {
      refuse(query.updateList());
      Integer limit = limit(query.limitClause());
      SoqlSelection selection =
          new SoqlSelection(
              scope,
              query.subFieldList().subFieldEntry().stream()
                  .map(entry ->
                      new Entry(
                          entry,
                          entry.fieldName(),
                          entry.soqlFunction(),
                          entry.subQuery(),
                          entry.soqlId()))
                  .toList(),
              limit);
      if (selection.isGrouped(null)) {
        throw SoqlError.malformed(query, "Aggregates are not allowed in sub-selects");
      }
      return new Query(
          scope.source(),
          scope.type(),
          selection.records(this::children),
          where(query.whereClause()),
          null,
          orders(query.orderByClause(), null),
          limit,
          0);
    }

    private Selected.Children children(SubQueryContext query) {
      String name = name(query.fromNameList());
      String own = scope.type().name() + ".";
      String relationshipName =
          name.regionMatches(true, 0, own, 0, own.length()) ? name.substring(own.length()) : name;
      Schema.Relationship relationship =
          schema
              .children(scope.type(), relationshipName)
              .orElseThrow(() ->
                  new RestException(
                      400,
                      "INVALID_TYPE",
                      SoqlError.place(query.fromNameList())
                          + "Didn't understand relationship '"
                          + relationshipName
                          + "' in FROM part of query call. If you are attempting to use a custom"
                          + " relationship, be sure to append the '__r' after the custom"
                          + " relationship name. Please reference your WSDL or the describe call"
                          + " for the appropriate names."));
      SoqlScope inner =
          new SoqlScope(schema, scope.source(), relationship.child(), alias(query.fromNameList()));
      return new Selected.Children(relationship, new Reading(inner).subQuery(query));
    }

    private Condition where(@Nullable WhereClauseContext where) {
      return where == null
          ? new Condition.And(List.of())
          : new SoqlConditions(
                  comparison ->
                      comparison.fieldName() == null
                          ? scope
                              .datePart(comparison.soqlFunction())
                              .orElseThrow(() -> SoqlError.unsupported(comparison))
                          : scope.comparable(comparison.fieldName(), comparison, "filtered"),
                  values(),
                  this::semiJoin)
              .read(where.whereLogicalExpression());
    }

    private Collection<JsonNode> semiJoin(Operand left, SubQueryContext context) {
      if (left.type().kind() != FieldType.Kind.ID) {
        throw SoqlError.malformed(
            context,
            "The left operand in a where expression with a semi join sub-select must be an id or a"
                + " reference: '"
                + left.name()
                + "'");
      }
      Query query = new Reading(scope(context.fromNameList(), scope.source())).subQuery(context);
      if (query.selected().size() != 1
          || !(query.selected().getFirst() instanceof Selected.Value(FieldPath path, String as))
          || path.type().kind() != FieldType.Kind.ID) {
        throw SoqlError.malformed(
            context, "Semi join sub-selects must select one field, which is an id or a reference");
      }
      requireSameType(left, path);
      return query.run().stream().map(path::of).filter(value -> !value.isNull()).toList();
    }

    private void requireSameType(Operand left, FieldPath right) {
      List<String> one = left instanceof FieldPath path ? leadsTo(path) : List.of();
      List<String> other = leadsTo(right);
      if (one.stream().noneMatch(other::contains)) {
        throw new RestException(
            400,
            "INVALID_FIELD",
            "The selected field '"
                + right.name()
                + "' in the subquery and the left operand field in the where expression in the"
                + " outer query '"
                + left.name()
                + "' should point to the same object type");
      }
    }

    private List<String> leadsTo(FieldPath path) {
      SObjectField field = path.field();
      if (field.type() != FieldType.ID) {
        return field.referenceTo();
      }
      return path.references().isEmpty()
          ? List.of(path.root().name())
          : path.references().getLast().referenceTo();
    }

    private SoqlValues values() {
      return new SoqlValues(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private List<Query.Order> orders(
        @Nullable OrderByClauseContext clause, @Nullable SoqlSelection groups) {
      if (clause == null) {
        return List.of();
      }
      List<Query.Order> orders = new ArrayList<>();
      for (FieldOrderContext order : clause.fieldOrderList().fieldOrder()) {
        Operand operand;
        if (groups != null) {
          operand = groups.column(order.fieldName(), order.soqlFunction());
        } else if (order.fieldName() == null) {
          throw SoqlError.unsupported(order);
        } else {
          operand = scope.comparable(order.fieldName(), order, "sorted");
        }
        orders.add(new Query.Order(operand, order.DESC() != null, order.LAST() != null));
      }
      return orders;
    }
  }

  private static @Nullable Integer limit(@Nullable LimitClauseContext clause) {
    return clause == null ? null : number(clause.IntegerLiteral(), clause);
  }

  private static int number(@Nullable TerminalNode literal, ParserRuleContext context) {
    BigInteger number =
        Optional.ofNullable(literal)
            .map(node -> new BigInteger(node.getText()))
            .orElseThrow(() -> SoqlError.unsupported(context));
    return number.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }
}
