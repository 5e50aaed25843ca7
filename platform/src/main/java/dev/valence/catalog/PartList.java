package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lists of which a definition is made (contract, element format 1). Each item of one is a part:
 * it has a number of its own, and some fields make it the same part in another version.
 */
public enum PartList {
  /** The settings of instances. */
  CONFIGURATION("configuration", "configuration"),
  /** The calls. */
  RESOURCES("resources", "resource"),
  /** What becomes what, of the element or of a resource. */
  PARAMETERS("parameters", "parameter"),
  /** The scripts, of the element or of a resource. */
  HOOKS("hooks", "hook"),
  /** The shapes of objects. */
  MODELS("models", "model"),
  /** The catalogue of objects. */
  OBJECTS("objects", "object"),
  /** The fields of a model or of an object. */
  FIELDS("fields", "field");

  private final String field;
  private final String word;

  PartList(String field, String word) {
    this.field = field;
    this.word = word;
  }

  /** The name of the list in a definition. */
  public String field() {
    return field;
  }

  /** What one of its items is called. */
  public String word() {
    return word;
  }

  /** The lists of an element itself. */
  static List<PartList> ofElement() {
    return Arrays.stream(values()).filter(list -> list != FIELDS).toList();
  }

  /** The lists that an item of this list has. */
  List<PartList> ofPart() {
    return switch (this) {
      case RESOURCES -> List.of(PARAMETERS, HOOKS);
      case MODELS, OBJECTS -> List.of(FIELDS);
      default -> List.of();
    };
  }

  /** The fields that make a part the same in another version. */
  private List<String> identifying() {
    return switch (this) {
      case CONFIGURATION -> List.of("key");
      case RESOURCES -> List.of("method", "path", "type");
      case PARAMETERS -> List.of("name", "type", "vendorName", "vendorType", "source");
      case HOOKS -> List.of("type");
      case MODELS, OBJECTS -> List.of("name");
      case FIELDS -> List.of("name", "vendorName");
    };
  }

  /** What makes a part the same in another version of the definition. */
  public String identity(JsonNode part) {
    StringBuilder text = new StringBuilder();
    for (String name : identifying()) {
      String value = part.path(name).asText();
      text.append(value.length()).append(':').append(value);
    }
    return text.toString();
  }

  /** The items of an owner's list that are objects. */
  public List<ObjectNode> of(JsonNode owner) {
    return owner
        .path(field)
        .valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /**
   * The part of an owner with a number, or with a name where the list has names.
   *
   * @param idOrName a number; the key of a setting; the name of a model or an object
   */
  public Optional<ObjectNode> find(JsonNode owner, String idOrName) {
    List<ObjectNode> parts = of(owner);
    Optional<ObjectNode> byName =
        identifying().size() == 1 && this != HOOKS
            ? parts.stream()
                .filter(part -> part.path(identifying().getFirst()).asText().equals(idOrName))
                .findFirst()
            : Optional.empty();
    return byName.or(
        () -> parts.stream().filter(part -> part.path("id").asText().equals(idOrName)).findFirst());
  }
}
