package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Gives the parts of definitions their numbers. */
final class Numbering {

  /** What other systems, and we, tell about a part beside what was defined. */
  private static final List<String> BOOKKEEPING =
      List.of(
          "elementId",
          "resourceId",
          "modelId",
          "ownerAccountId",
          "ownerCompanyId",
          "accountId",
          "companyId",
          "userId",
          "createdDate",
          "updatedDate");

  private Numbering() {}

  /**
   * Numbers the parts of a version: those that were there before keep their numbers. Numbers that
   * are not those of the version before are another system's and have no meaning.
   *
   * @param before the version before, or an empty object
   * @param fresh gives as many new numbers as it is asked for
   */
  static void number(ObjectNode definition, ObjectNode before, IntFunction<List<Long>> fresh) {
    List<ObjectNode> unknown = new ArrayList<>();
    for (PartList list : PartList.ofElement()) {
      carryOver(list, definition, before, unknown);
    }
    if (!unknown.isEmpty()) {
      List<Long> numbers = fresh.apply(unknown.size());
      for (int i = 0; i < unknown.size(); i++) {
        unknown.get(i).put("id", numbers.get(i));
      }
    }
  }

  private static void carryOver(
      PartList list, JsonNode owner, JsonNode ownerBefore, List<ObjectNode> unknown) {
    List<ObjectNode> parts = list.of(owner);
    List<ObjectNode> former = list.of(ownerBefore);
    IdentityHashMap<ObjectNode, ObjectNode> same = new IdentityHashMap<>();
    Function<ObjectNode, String> id = part -> part.path("id").asText();
    Function<ObjectNode, String> identity = list::identity;
    match(parts, former, same, part -> id.apply(part) + " " + identity.apply(part));
    match(parts, former, same, identity);
    match(parts, former, same, id);
    for (ObjectNode part : parts) {
      part.remove(BOOKKEEPING);
      ObjectNode before = same.get(part);
      if (before == null) {
        part.remove("id");
        unknown.add(part);
      } else {
        part.set("id", before.get("id"));
      }
      for (PartList below : list.ofPart()) {
        carryOver(below, part, before == null ? part.objectNode() : before, unknown);
      }
    }
  }

  /** Pairs what is unpaired yet and has the same feature. */
  private static void match(
      List<ObjectNode> parts,
      List<ObjectNode> former,
      IdentityHashMap<ObjectNode, ObjectNode> same,
      Function<ObjectNode, String> feature) {
    IdentityHashMap<ObjectNode, Boolean> taken = new IdentityHashMap<>();
    same.values().forEach(part -> taken.put(part, true));
    Map<String, Deque<ObjectNode>> free = new HashMap<>();
    former.stream()
        .filter(part -> !taken.containsKey(part))
        .forEach(
            part -> free.computeIfAbsent(feature.apply(part), key -> new ArrayDeque<>()).add(part));
    for (ObjectNode part : parts) {
      Deque<ObjectNode> candidates = same.containsKey(part) ? null : free.get(feature.apply(part));
      if (candidates != null && !candidates.isEmpty()) {
        same.put(part, candidates.poll());
      }
    }
  }

  /**
   * Visits every part of a definition, but for its settings, with what makes it the same for ever:
   * its own identity and those of the parts that it is in, and which of several alike it is.
   */
  static void visit(ObjectNode definition, BiConsumer<ObjectNode, String> visitor) {
    for (PartList list : PartList.ofElement()) {
      if (list != PartList.CONFIGURATION) {
        visit(list, definition, "", visitor);
      }
    }
  }

  private static void visit(
      PartList list, JsonNode owner, String place, BiConsumer<ObjectNode, String> visitor) {
    Map<String, Integer> alike = new HashMap<>();
    for (ObjectNode part : list.of(owner)) {
      String identity = place + "/" + list.field() + "/" + list.identity(part);
      String unique = identity + "#" + alike.merge(identity, 1, Integer::sum);
      visitor.accept(part, unique);
      list.ofPart().forEach(below -> visit(below, part, unique, visitor));
    }
  }

  /** The definition without the numbers of its parts. */
  static ObjectNode without(ObjectNode definition) {
    ObjectNode plain = definition.deepCopy();
    PartList.ofElement().forEach(list -> strip(list, plain));
    return plain;
  }

  private static void strip(PartList list, JsonNode owner) {
    for (ObjectNode part : list.of(owner)) {
      part.remove("id");
      list.ofPart().forEach(below -> strip(below, part));
    }
  }
}
