package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * A field of a record, or of one that its references lead to.
 *
 * @param source where the records are
 * @param root the kind of the record
 * @param references what leads to the field's record; nothing for a field of the record itself
 * @param field the field at the end
 */
record FieldPath(
    RecordSource source, SObjectType root, List<SObjectField> references, SObjectField field)
    implements Operand {

  /** A record on a path, with its kind. */
  record Place(SObjectType type, ObjectNode record) {}

  @Override
  public String name() {
    return field.name();
  }

  @Override
  public FieldType type() {
    return field.type();
  }

  @Override
  public JsonNode of(ObjectNode record) {
    return references.isEmpty()
        ? record.get(field.name())
        : place(record).map(this::valueAt).orElse(NullNode.getInstance());
  }

  /** The record that the references lead to from one; empty when they lead nowhere. */
  Optional<Place> place(ObjectNode record) {
    Place at = new Place(root, record);
    for (SObjectField reference : references) {
      Optional<Place> next = follow(at, reference);
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  /** The record behind a reference. */
  Optional<Place> follow(Place from, SObjectField reference) {
    JsonNode id = from.record().path(reference.name());
    return id.isTextual()
        ? source
            .typeOf(id.textValue())
            .flatMap(
                type -> source.find(type, id.textValue()).map(record -> new Place(type, record)))
        : Optional.empty();
  }

  /** The field's value at the end of the path. */
  JsonNode valueAt(Place place) {
    if (references.isEmpty() || !references.getLast().isPolymorphic()) {
      return place.record().get(field.name());
    }
    // Behind a reference to several kinds of object is what they have in common.
    return switch (field.name()) {
      case "Type" -> TextNode.valueOf(place.type().name());
      case "Name" ->
          place
              .type()
              .nameField()
              .map(name -> place.record().get(name.name()))
              .orElse(NullNode.getInstance());
      default ->
          place.type().has(field.name())
              ? place.record().get(field.name())
              : NullNode.getInstance();
    };
  }
}
