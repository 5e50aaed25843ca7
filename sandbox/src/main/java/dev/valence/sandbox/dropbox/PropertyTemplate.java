package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a group of custom properties may hold.
 *
 * @param name what people call it
 * @param description what it is for
 * @param fields its fields, of different names
 */
record PropertyTemplate(String name, String description, List<Field> fields) {

  /** One property; all of them are texts. */
  record Field(String name, String description) {}

  private static final int MOST_FIELDS = 32;
  private static final int LONGEST_NAME_BYTES = 256;
  private static final int LONGEST_DESCRIPTION_BYTES = 1024;

  PropertyTemplate {
    fields = List.copyOf(fields);
  }

  /** Reads a template. */
  static PropertyTemplate read(Arguments arguments) {
    PropertyTemplate template =
        new PropertyTemplate(
            arguments.text("name", PathRules.ANY),
            arguments.text("description", PathRules.ANY),
            fields(arguments.structs("fields", 0, Integer.MAX_VALUE)));
    arguments.end();
    return template.checked();
  }

  /** The template as an argument changes it. */
  PropertyTemplate changedBy(Arguments arguments) {
    String newName = arguments.optionalText("name", PathRules.ANY);
    String newDescription = arguments.optionalText("description", PathRules.ANY);
    List<Arguments> added = arguments.optionalStructs("add_fields");
    arguments.end();
    List<Field> all = new ArrayList<>(fields);
    if (added != null) {
      all.addAll(fields(added));
    }
    return new PropertyTemplate(
            newName == null ? name : newName,
            newDescription == null ? description : newDescription,
            all)
        .checked();
  }

  Set<String> fieldNames() {
    return fields.stream().map(Field::name).collect(Collectors.toSet());
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("name", name).put("description", description);
    ArrayNode array = json.putArray("fields");
    for (Field field : fields) {
      array
          .addObject()
          .put("name", field.name())
          .put("description", field.description())
          .putObject("type")
          .put(".tag", "string");
    }
    return json;
  }

  private static List<Field> fields(List<Arguments> structures) {
    return structures.stream()
        .map(structure -> {
          Field field =
              new Field(
                  structure.text("name", PathRules.ANY),
                  structure.text("description", PathRules.ANY));
          structure.union("type", List.of("string"));
          structure.end();
          return field;
        })
        .toList();
  }

  private PropertyTemplate checked() {
    if (fieldNames().size() < fields.size()) {
      throw ApiException.EndpointError.of(List.of("conflicting_property_names"));
    }
    if (fields.size() > MOST_FIELDS) {
      throw ApiException.EndpointError.of(List.of("too_many_properties"));
    }
    boolean fits =
        fits(name, LONGEST_NAME_BYTES)
            && fits(description, LONGEST_DESCRIPTION_BYTES)
            && fields.stream()
                .allMatch(field ->
                    fits(field.name(), LONGEST_NAME_BYTES)
                        && fits(field.description(), LONGEST_DESCRIPTION_BYTES));
    if (!fits) {
      throw ApiException.EndpointError.of(List.of("template_attribute_too_large"));
    }
    return this;
  }

  private static boolean fits(@Nullable String text, int bytes) {
    return text == null || text.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }
}
