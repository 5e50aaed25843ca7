package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.salesforce.Groups.Column;
import dev.valence.sandbox.salesforce.Groups.Function;
import dev.valence.sandbox.salesforce.Query.Selected;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.GroupByClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlIdContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Reads what a query selects, and by what it groups. */
final class SoqlSelection {

  /**
   * One entry of the list behind SELECT; one of the first three members is there.
   *
   * @param context all of it
   */
  record Entry(
      ParserRuleContext context,
      @Nullable FieldNameContext field,
      @Nullable SoqlFunctionContext function,
      @Nullable SubQueryContext subQuery,
      @Nullable SoqlIdContext alias) {}

  /** Reads a query for the children of each record. */
  interface ChildQueries {
    Selected.Children read(SubQueryContext query);
  }

  private static final int MAX_FIELDS_LIMIT = 200;

  private final SoqlScope scope;
  private final List<Entry> entries;
  private final @Nullable Integer limit;
  private final List<Operand> keys = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  SoqlSelection(SoqlScope scope, List<Entry> entries, @Nullable Integer limit) {
    this.scope = scope;
    this.entries = entries;
    this.limit = limit;
  }

  /** Whether it is about groups of records. */
  boolean isGrouped(@Nullable GroupByClauseContext groupBy) {
    return groupBy != null
        || entries.stream()
            .anyMatch(entry -> {
              SoqlFunctionContext function = entry.function();
              return function != null && function(function).isPresent() && !isCount(function);
            });
  }

  /** What is told of each record. */
  List<Selected> records(ChildQueries children) {
    SoqlFunctionContext only = entries.size() == 1 ? entries.getFirst().function() : null;
    if (only != null && isCount(only)) {
      return List.of(new Selected.Count());
    }
    List<Selected> selected = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.subQuery() != null) {
        selected.add(children.read(entry.subQuery()));
      } else if (entry.field() != null) {
        if (entry.alias() != null) {
          throw SoqlError.malformed(
              entry.context(), "only aggregate expressions use field aliasing");
        }
        selected.add(new Selected.Value(scope.path(entry.field()), null));
      } else if (entry.function() != null) {
        addAll(selected, entry, entry.function());
      } else {
        throw SoqlError.unsupported(entry.context());
      }
    }
    refuseDoubles(selected);
    return selected;
  }

  private void addAll(List<Selected> selected, Entry entry, SoqlFunctionContext function) {
    if (function.TOLABEL() != null && function.fieldName() != null) {
      // Every value is its own label here.
      String alias = entry.alias() == null ? null : entry.alias().getText();
      selected.add(new Selected.Value(scope.path(function.fieldName()), alias));
      return;
    }
    if (function.FIELDS() == null || entry.alias() != null) {
      throw SoqlError.unsupported(entry.context());
    }
    boolean standard = function.soqlFieldsParameter().STANDARD() != null;
    if (!standard && (limit == null || limit > MAX_FIELDS_LIMIT)) {
      throw SoqlError.malformed(
          "The SOQL FIELDS function must have a LIMIT of at most " + MAX_FIELDS_LIMIT);
    }
    boolean all = function.soqlFieldsParameter().ALL() != null;
    scope.type().fields().stream()
        .filter(field -> all || field.custom() != standard)
        .map(field ->
            new Selected.Value(new FieldPath(scope.source(), scope.type(), List.of(), field), null))
        .forEach(selected::add);
  }

  private static void refuseDoubles(List<Selected> selected) {
    List<FieldPath> seen = new ArrayList<>();
    for (Selected one : selected) {
      if (one instanceof Selected.Value(FieldPath path, String as) && as == null) {
        if (seen.stream().anyMatch(other -> Groups.sameValue(path, other))) {
          throw new RestException(400, "INVALID_FIELD", "duplicate field selected: " + path.name());
        }
        seen.add(path);
      }
    }
  }

  /** What makes groups and what is told of each. */
  void readGroups(@Nullable GroupByClauseContext groupBy) {
    if (groupBy != null) {
      if (groupBy.ROLLUP() != null || groupBy.CUBE() != null) {
        throw SoqlError.unsupported(groupBy);
      }
      groupBy
          .fieldGroupByList()
          .fieldGroupBy()
          .forEach(key -> {
            if (key.fieldName() == null) {
              keys.add(
                  scope.datePart(key.soqlFunction()).orElseThrow(() -> SoqlError.unsupported(key)));
            } else {
              keys.add(groupable(key.fieldName()));
            }
          });
    }
    int expressions = 0;
    for (Entry entry : entries) {
      Function function = entry.function() == null ? null : function(entry.function()).orElse(null);
      if (entry.function() != null && isCount(entry.function())) {
        throw SoqlError.malformed(entry.context(), "Grouped query can not select COUNT()");
      }
      String alias = entry.alias() == null ? null : entry.alias().getText();
      Operand of = operand(entry, function);
      if (alias == null) {
        alias = entry.function() == null ? of.name() : "expr" + expressions++;
      }
      columns.add(new Column(alias, false, function, of));
    }
  }

  private FieldPath groupable(FieldNameContext name) {
    FieldPath path = scope.path(name);
    if (!path.field().groupable()) {
      throw SoqlError.malformed(
          name, "field '" + path.name() + "' can not be grouped in a query call");
    }
    return path;
  }

  private Operand operand(Entry entry, @Nullable Function function) {
    if (entry.field() != null) {
      return grouped(entry.context(), scope.path(entry.field()));
    }
    if (entry.function() == null) {
      throw SoqlError.malformed(
          entry.context(), "Grouped query can not have sub-selects: " + entry.context().getText());
    }
    return function == null
        ? grouped(
            entry.context(),
            scope
                .datePart(entry.function())
                .orElseThrow(() -> SoqlError.unsupported(entry.context())))
        : aggregated(entry.function(), function);
  }

  private FieldPath aggregated(SoqlFunctionContext context, Function function) {
    FieldPath path = scope.path(context.fieldName());
    FieldType type = path.type();
    boolean number = type.kind() == FieldType.Kind.NUMBER;
    boolean possible =
        switch (function) {
          case SUM, AVG -> number;
          case MIN, MAX -> type.kind() != FieldType.Kind.BOOLEAN && path.field().filterable();
          case COUNT, COUNT_DISTINCT -> path.field().filterable();
        };
    if (!possible) {
      throw SoqlError.malformed(
          context, "field " + path.name() + " does not support aggregate operator " + function);
    }
    return path;
  }

  private Operand grouped(ParserRuleContext context, Operand operand) {
    if (keys.stream().noneMatch(key -> Groups.sameValue(key, operand))) {
      throw SoqlError.malformed(context, "Field must be grouped or aggregated: " + operand.name());
    }
    return operand;
  }

  /** The column of groups that an expression means, which may be one that is not told. */
  Column column(@Nullable FieldNameContext field, @Nullable SoqlFunctionContext call) {
    Function function = call == null ? null : function(call).orElse(null);
    Operand of;
    if (field != null) {
      of = grouped(field, scope.path(field));
    } else if (call == null) {
      throw new IllegalArgumentException();
    } else if (function == null) {
      of = grouped(call, scope.datePart(call).orElseThrow(() -> SoqlError.unsupported(call)));
    } else {
      of = isCount(call) ? null : aggregated(call, function);
    }
    return columns.stream()
        .filter(column -> column.isSame(function, of))
        .findFirst()
        .orElseGet(() -> {
          Column hidden = new Column("hidden " + columns.size(), true, function, of);
          columns.add(hidden);
          return hidden;
        });
  }

  /** The groups, once all columns are known. */
  Groups groups(Condition having) {
    return new Groups(List.copyOf(keys), List.copyOf(columns), having);
  }

  /** Whether a function counts the records themselves. */
  private static boolean isCount(SoqlFunctionContext function) {
    return function.COUNT() != null && function.fieldName() == null;
  }

  private static Optional<Function> function(SoqlFunctionContext context) {
    String word = context.getStart().getText();
    return Arrays.stream(Function.values())
        .filter(function -> function.name().equalsIgnoreCase(word))
        .findFirst();
  }
}
