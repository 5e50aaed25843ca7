package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.salesforce.Query.Selected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records that a query has found, as answers have them. */
final class SelectedRecords {

  /** How the first page of the children of a record is told. */
  interface Pages {
    ObjectNode first(Call call, Query query, List<ObjectNode> found);
  }

  private SelectedRecords() {}

  /** What a query selects of each of some records. */
  static List<ObjectNode> tell(Call call, Query query, List<ObjectNode> found, Pages pages) {
    Groups groups = query.groups();
    if (groups != null) {
      return found.stream().map(group -> group(groups, group)).toList();
    }
    Map<Selected.Children, Map<String, List<ObjectNode>>> children = new HashMap<>();
    for (Selected selected : query.selected()) {
      if (selected instanceof Selected.Children some) {
        children.put(some, childrenOf(some, found));
      }
    }
    List<ObjectNode> told = new ArrayList<>();
    for (ObjectNode record : found) {
      String id = record.get("Id").textValue();
      ObjectNode answer = call.withAttributes(query.type(), id);
      for (Selected selected : query.selected()) {
        switch (selected) {
          case Selected.Count _ -> {
            // There is nothing to tell of a single record.
          }
          case Selected.Value(FieldPath path, String as) when as != null ->
              answer.set(as, path.of(record));
          case Selected.Value(FieldPath path, String _) -> value(call, answer, path, record);
          case Selected.Children some -> {
            List<ObjectNode> its =
                children.getOrDefault(some, Map.of()).getOrDefault(id, List.of());
            answer.set(
                some.relationship().name(),
                its.isEmpty() ? null : pages.first(call, some.query(), its));
          }
        }
      }
      told.add(answer);
    }
    return told;
  }

  private static ObjectNode group(Groups groups, ObjectNode group) {
    ObjectNode answer = Json.object();
    answer.putObject("attributes").put("type", "AggregateResult");
    groups.columns().stream()
        .filter(column -> !column.hidden())
        .forEach(column -> answer.set(column.label(), group.get(column.label())));
    return answer;
  }

  /** Writes a value, and the records around it that lead to it. */
  private static void value(Call call, ObjectNode answer, FieldPath path, ObjectNode record) {
    FieldPath.Place at = new FieldPath.Place(path.root(), record);
    ObjectNode into = answer;
    for (SObjectField reference : path.references()) {
      String name = reference.relationshipName();
      Optional<FieldPath.Place> next = path.follow(at, reference);
      if (next.isEmpty()) {
        into.putNull(name);
        return;
      }
      at = next.get();
      JsonNode present = into.get(name);
      if (present instanceof ObjectNode object) {
        into = object;
      } else {
        ObjectNode parent = call.withAttributes(at.type(), at.record().get("Id").textValue());
        into.set(name, parent);
        into = parent;
      }
    }
    SObjectField field = path.field();
    into.set(
        field.name(),
        field.type() == FieldType.BASE64
            ? call.value(at.type(), at.record(), field)
            : path.valueAt(at));
  }

  /** The children of some records by their ids, all found in one go. */
  private static Map<String, List<ObjectNode>> childrenOf(
      Selected.Children children, List<ObjectNode> parents) {
    SObjectField reference = children.relationship().field();
    Query query = children.query();
    Set<String> ids = new HashSet<>();
    parents.forEach(parent -> ids.add(parent.get("Id").textValue()));
    Map<String, List<ObjectNode>> matching = new HashMap<>();
    if (RecordTable.isIndexed(reference)) {
      for (String id : ids) {
        add(matching, id, query.source().with(query.type(), reference, id), query);
      }
    } else {
      for (ObjectNode child : query.source().all(query.type())) {
        String parent = child.get(reference.name()).textValue();
        if (parent != null && ids.contains(parent)) {
          add(matching, parent, List.of(child), query);
        }
      }
    }
    matching.replaceAll((id, found) -> query.arrange(found.stream()));
    return matching;
  }

  private static void add(
      Map<String, List<ObjectNode>> matching, String id, List<ObjectNode> found, Query query) {
    found.stream()
        .filter(query.where()::test)
        .forEach(child -> matching.computeIfAbsent(id, it -> new ArrayList<>()).add(child));
  }
}
