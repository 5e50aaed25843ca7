package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of object of the organization, as {@code objects.json} describes them. */
final class Schema {

  /**
   * The records that refer to a record.
   *
   * @param child their kind
   * @param field the reference
   * @param name how a query names them; null for not at all
   */
  record Relationship(SObjectType child, SObjectField field, @Nullable String name) {}

  private record Description(
      List<SObjectField.Description> systemFields,
      SObjectType.Description nameObject,
      List<SObjectType.Description> objects) {}

  private static final int PREFIX_LENGTH = 3;

  private final List<SObjectType> types;
  private final SObjectType nameObject;
  private final Map<String, SObjectType> byName = new HashMap<>();
  private final Map<String, SObjectType> byPrefix = new HashMap<>();

  private Schema(List<SObjectType> types, SObjectType nameObject) {
    this.types = types;
    this.nameObject = nameObject;
    for (SObjectType type : types) {
      byName.put(type.name().toLowerCase(Locale.ROOT), type);
      byPrefix.put(type.keyPrefix(), type);
    }
  }

  /**
   * Reads the description.
   *
   * @throws IOException when it cannot be read
   */
  static Schema load() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("objects.json")) {
      if (in == null) {
        throw new FileNotFoundException("objects.json");
      }
      Description description = Json.MAPPER.readValue(in, Description.class);
      return new Schema(
          description.objects().stream()
              .map(type -> type.toType(description.systemFields()))
              .toList(),
          description.nameObject().toType(List.of()));
    }
  }

  /** All of them in order. */
  List<SObjectType> types() {
    return types;
  }

  /** The kind of object of a name, in which capitals do not matter. */
  Optional<SObjectType> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The kind of object of a name that there is. */
  SObjectType get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** The kind of the record that would have an id in the long form. */
  Optional<SObjectType> ofId(String id) {
    return Optional.ofNullable(byPrefix.get(id.substring(0, PREFIX_LENGTH)));
  }

  /** What a query finds behind a reference: of several kinds, what they have in common. */
  Optional<SObjectType> behind(SObjectField reference) {
    return reference.isPolymorphic()
        ? Optional.of(nameObject)
        : find(reference.referenceTo().getFirst());
  }

  /** The records that may refer to records of a kind. */
  List<Relationship> children(SObjectType parent) {
    return types.stream()
        .filter(child -> child.viewOf() == null)
        .flatMap(child ->
            child.fields().stream()
                .filter(field -> field.referenceTo().contains(parent.name()))
                .map(field -> new Relationship(child, field, field.children())))
        .toList();
  }

  /** The children of a kind of object by the name of the relationship. */
  Optional<Relationship> children(SObjectType parent, String name) {
    return children(parent).stream()
        .filter(relationship -> name.equalsIgnoreCase(relationship.name()))
        .findFirst();
  }

  /** The reference of a record to another by the name of the relationship. */
  static Optional<SObjectField> parent(SObjectType child, String name) {
    return child.fields().stream()
        .filter(field -> name.equalsIgnoreCase(field.relationshipName()))
        .findFirst();
  }
}
