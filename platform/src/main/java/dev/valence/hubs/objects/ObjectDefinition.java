package dev.valence.hubs.objects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object as an element defines it for its hub: which records of the provider it stands for, and
 * what can be done with them.
 *
 * @param name the hub's name, such as {@code accounts}
 * @param vendorName the provider's name
 * @param operations what can be done with the records
 * @param fixed the values of fields that make a record of the provider one of this object
 * @param listed the values of fields that a list is limited to, unless its condition names the
 *     field
 * @param valuesOf the field whose possible values are the records; null where they are records
 * @param own whether the connected account is one of the records
 * @param children what belongs to each record
 */
record ObjectDefinition(
    String name,
    String vendorName,
    Set<ObjectsOperation> operations,
    Map<String, String> fixed,
    Map<String, String> listed,
    @Nullable String valuesOf,
    boolean own,
    List<Child> children) {

  private static final Set<ObjectsOperation> ALL =
      EnumSet.of(
          ObjectsOperation.LIST,
          ObjectsOperation.CREATE,
          ObjectsOperation.READ,
          ObjectsOperation.UPDATE,
          ObjectsOperation.DELETE);

  /**
   * An object of which records belong to a record.
   *
   * @param name the hub's name, such as {@code notes}
   * @param vendorName the provider's name
   * @param operations what can be done with them
   * @param parentField the field that names the record to which they belong
   * @param memberField where records of this object do not belong to one another but are joined by
   *     records of {@link #vendorName()}: the field that names the member
   * @param memberName the provider's name of the members, if there are any
   */
  record Child(
      String name,
      String vendorName,
      Set<ObjectsOperation> operations,
      String parentField,
      @Nullable String memberField,
      @Nullable String memberName) {

    private static Child of(JsonNode child) {
      JsonNode members = child.path("members");
      return new Child(
          child.path("name").asText(),
          child.path("vendorName").asText(),
          members.isObject()
              ? EnumSet.of(
                  ObjectsOperation.LIST,
                  ObjectsOperation.ADD_MEMBER,
                  ObjectsOperation.REMOVE_MEMBER)
              : operationsOf(child),
          child.path("parentField").asText(),
          members.path("field").textValue(),
          members.path("vendorName").textValue());
    }
  }

  ObjectDefinition {
    operations = Set.copyOf(operations);
    fixed = Map.copyOf(fixed);
    listed = Map.copyOf(listed);
    children = List.copyOf(children);
  }

  /** Reads an entry of an element's objects. */
  static ObjectDefinition of(JsonNode object) {
    String name = object.path("name").asText();
    String valuesOf = object.path("valuesOf").textValue();
    return new ObjectDefinition(
        name,
        object.path("vendorName").asText(name),
        valuesOf == null ? operationsOf(object) : EnumSet.of(ObjectsOperation.VALUES),
        texts(object.path("fixed")),
        texts(object.path("listed")),
        valuesOf,
        object.path("own").asBoolean(),
        object.path("children").valueStream().map(Child::of).toList());
  }

  private static Set<ObjectsOperation> operationsOf(JsonNode object) {
    if (!object.path("operations").isArray()) {
      return ALL;
    }
    Set<ObjectsOperation> operations = EnumSet.noneOf(ObjectsOperation.class);
    object
        .path("operations")
        .forEach(operation ->
            operations.add(ObjectsOperation.valueOf(operation.asText().toUpperCase(Locale.ROOT))));
    return operations;
  }

  static Map<String, String> texts(JsonNode values) {
    Map<String, String> texts = new HashMap<>();
    values.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
