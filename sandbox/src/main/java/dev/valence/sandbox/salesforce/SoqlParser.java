package dev.valence.sandbox.salesforce;

import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * Reads queries in SOQL: field lists, {@code COUNT()}, {@code FIELDS(…)}, conditions, order, limit
 * and offset. What else there is in SOQL, relationships, subqueries and groups above all, is
 * refused as malformed.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">
 *     SOQL SELECT syntax</a>
 */
final class SoqlParser {

  private static final int MAX_OFFSET = 2000;
  private static final int MAX_FIELDS_LIMIT = 200;

  private static final class FirstError extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int column,
        @Nullable String message,
        @Nullable RecognitionException cause) {
      throw malformed(line, column, symbol instanceof Token token ? token.getText() : null);
    }
  }

  private final Schema schema;

  SoqlParser(Schema schema) {
    this.schema = schema;
  }

  /** Reads a query and checks all names in it. */
  Query parse(@Nullable String soql) {
    if (soql == null || soql.isBlank()) {
      throw new RestException(400, "MALFORMED_QUERY", "SOQL statements cannot be empty or null");
    }
    QueryContext query = tree(soql);
    SObjectType type = type(query);
    refuse(query.usingScope(), query.withClause(), query.groupByClause(), query.updateList());
    if (query.allRowsClause() != null || !query.forClauses().FOR().isEmpty()) {
      throw unsupported(query.forClauses());
    }
    Integer limit =
        query.limitClause() == null
            ? null
            : number(query.limitClause().IntegerLiteral(), query.limitClause());
    Integer offset =
        query.offsetClause() == null
            ? null
            : number(query.offsetClause().IntegerLiteral(), query.offsetClause());
    if (offset != null && offset > MAX_OFFSET) {
      throw new RestException(
          400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
    }
    return new Query(
        type,
        selected(query, type, limit),
        query.whereClause() == null
            ? new Condition.And(List.of())
            : new SoqlConditions(type).read(query.whereClause().whereLogicalExpression()),
        orders(query, type),
        limit,
        offset == null ? 0 : offset);
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
      throw malformed(next.getLine(), next.getCharPositionInLine(), next.getText());
    }
    return query;
  }

  private SObjectType type(QueryContext query) {
    var from = query.fromNameList();
    if (from.fieldName().size() > 1 || !from.soqlId().isEmpty()) {
      throw unsupported(from);
    }
    String name = from.fieldName(0).getText();
    return schema
        .find(name)
        .orElseThrow(() ->
            new RestException(
                400,
                "INVALID_TYPE",
                place(from)
                    + "sObject type '"
                    + name
                    + "' is not supported. If you are attempting to use a custom object, be sure"
                    + " to append the '__c' after the entity name. Please reference your WSDL or"
                    + " the describe call for the appropriate names."));
  }

  private static List<SObjectField> selected(
      QueryContext query, SObjectType type, @Nullable Integer limit) {
    List<SelectEntryContext> entries = query.selectList().selectEntry();
    List<SObjectField> fields = new ArrayList<>();
    for (SelectEntryContext entry : entries) {
      if (entry.fieldName() != null && entry.soqlId() == null) {
        fields.add(field(entry.fieldName(), type));
      } else if (isCount(entry.soqlFunction()) && entries.size() == 1 && entry.soqlId() == null) {
        return List.of();
      } else {
        fields.addAll(fieldsOf(entry, type, limit));
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.subList(0, i).contains(fields.get(i))) {
        throw new RestException(
            400, "INVALID_FIELD", "duplicate field selected: " + fields.get(i).name());
      }
    }
    return fields;
  }

  private static boolean isCount(@Nullable SoqlFunctionContext function) {
    return function != null && function.COUNT() != null && function.fieldName() == null;
  }

  private static List<SObjectField> fieldsOf(
      SelectEntryContext entry, SObjectType type, @Nullable Integer limit) {
    SoqlFunctionContext function = entry.soqlFunction();
    if (function == null
        || function.FIELDS() == null
        || function.soqlFieldsParameter().CUSTOM() != null
        || entry.soqlId() != null) {
      throw unsupported(entry);
    }
    if (function.soqlFieldsParameter().STANDARD() != null) {
      return type.fields();
    }
    if (limit == null || limit > MAX_FIELDS_LIMIT) {
      throw new RestException(
          400,
          "MALFORMED_QUERY",
          "The SOQL FIELDS function must have a LIMIT of at most " + MAX_FIELDS_LIMIT);
    }
    return type.fields();
  }

  private static List<Query.Order> orders(QueryContext query, SObjectType type) {
    if (query.orderByClause() == null) {
      return List.of();
    }
    List<Query.Order> orders = new ArrayList<>();
    for (FieldOrderContext order : query.orderByClause().fieldOrderList().fieldOrder()) {
      if (order.fieldName() == null) {
        throw unsupported(order);
      }
      SObjectField field = field(order.fieldName(), type);
      if (!field.filterable()) {
        throw new RestException(
            400,
            "MALFORMED_QUERY",
            place(order) + "field '" + field.name() + "' can not be sorted in a query call");
      }
      orders.add(new Query.Order(field, order.DESC() != null, order.LAST() != null));
    }
    return orders;
  }

  /** The field that a name in the query leads to. */
  static SObjectField field(FieldNameContext name, SObjectType type) {
    List<String> path =
        new ArrayList<>(name.soqlId().stream().map(ParserRuleContext::getText).toList());
    // A field may be named with the object of the query in front of it.
    if (path.size() > 1 && path.getFirst().equalsIgnoreCase(type.name())) {
      path.removeFirst();
    }
    if (path.size() > 1) {
      throw unsupported(name);
    }
    return type.find(path.getFirst())
        .orElseThrow(() ->
            new RestException(
                400,
                "INVALID_FIELD",
                place(name)
                    + "No such column '"
                    + path.getFirst()
                    + "' on entity '"
                    + type.name()
                    + "'. If you are attempting to use a custom field, be sure to append the"
                    + " '__c' after the custom field name. Please reference your WSDL or the"
                    + " describe call for the appropriate names."));
  }

  private static int number(@Nullable TerminalNode literal, ParserRuleContext context) {
    BigInteger number =
        Optional.ofNullable(literal)
            .map(node -> new BigInteger(node.getText()))
            .orElseThrow(() -> unsupported(context));
    return number.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }

  private static void refuse(@Nullable ParserRuleContext... contexts) {
    for (ParserRuleContext context : contexts) {
      if (context != null) {
        throw unsupported(context);
      }
    }
  }

  /** A part of the language that is right, and that the sandbox does not know. */
  static RestException unsupported(ParserRuleContext context) {
    return new RestException(
        400,
        "MALFORMED_QUERY",
        place(context) + "the sandbox does not evaluate: " + context.getText());
  }

  private static RestException malformed(int line, int column, @Nullable String token) {
    String problem =
        token == null || token.equals("<EOF>")
            ? "unexpected token: <EOF>"
            : "unexpected token: '" + token + "'";
    return new RestException(400, "MALFORMED_QUERY", place(line, column) + problem);
  }

  /** Where in the query something is, as messages begin with it. */
  static String place(ParserRuleContext context) {
    return place(context.getStart().getLine(), context.getStart().getCharPositionInLine());
  }

  private static String place(int line, int column) {
    return "\nERROR at Row:" + line + ":Column:" + (column + 1) + "\n";
  }
}
