package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values for a template, as they are sent with a file.
 *
 * @param templateId the template
 * @param fields the values by the names of the fields
 */
record PropertyGroup(String templateId, Map<String, String> fields) {

  /** The identifier of a template. */
  static final Pattern TEMPLATE_ID = Pattern.compile("(?s)(/|ptid:).*");

  private static final int LONGEST_VALUE_BYTES = 1024;

  /** Reads groups and checks them against their templates, each of which may occur once. */
  static List<PropertyGroup> read(List<Arguments> structures, Properties properties) {
    List<PropertyGroup> groups = structures.stream().map(PropertyGroup::read).toList();
    Set<String> templates = new HashSet<>();
    for (PropertyGroup group : groups) {
      if (!templates.add(group.templateId())) {
        throw ApiException.EndpointError.of(List.of("duplicate_property_groups"));
      }
      group.check(properties);
    }
    return groups;
  }

  private static PropertyGroup read(Arguments structure) {
    PropertyGroup group =
        new PropertyGroup(
            structure.text("template_id", TEMPLATE_ID),
            fields(structure.structs("fields", 0, Integer.MAX_VALUE)));
    structure.end();
    return group;
  }

  /** Reads names and values. */
  static Map<String, String> fields(List<Arguments> structures) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Arguments field : structures) {
      fields.put(field.text("name", PathRules.ANY), field.text("value", PathRules.ANY));
      field.end();
    }
    return fields;
  }

  /** Checks that the template exists and has such fields. */
  void check(Properties properties) {
    if (!template(properties, templateId).fieldNames().containsAll(fields.keySet())) {
      throw ApiException.EndpointError.of(List.of("does_not_fit_template"));
    }
    if (fields.values().stream()
        .anyMatch(value -> value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE_BYTES)) {
      throw ApiException.EndpointError.of(List.of("property_field_too_large"));
    }
  }

  /** The template of an identifier, or Dropbox's error that there is none. */
  static PropertyTemplate template(Properties properties, String id) {
    PropertyTemplate template = properties.template(id);
    if (template == null) {
      throw templateNotFound(id);
    }
    return template;
  }

  static ApiException templateNotFound(String id) {
    ObjectNode error = Json.object();
    return ApiException.EndpointError.of(
        error.put(".tag", "template_not_found").put("template_not_found", id),
        "template_not_found");
  }

  /** Reads by which templates groups are wanted with metadata; null for none. */
  static @Nullable List<String> filter(Arguments arguments) {
    Arguments.Tagged filter =
        arguments.optionalUnion("include_property_groups", List.of("filter_some"));
    return filter == null
        ? null
        : arguments.textsOf("include_property_groups", filter, TEMPLATE_ID);
  }

  /** Adds the wanted groups of an item to its metadata. */
  static void addTo(ObjectNode metadata, Properties properties, List<String> wanted) {
    ArrayNode groups = metadata.putArray("property_groups");
    properties
        .groupsOf(metadata.path("id").asText())
        .forEach((template, values) -> {
          if (wanted.contains(template)) {
            ArrayNode fields = groups.addObject().put("template_id", template).putArray("fields");
            new TreeMap<>(values)
                .forEach((name, value) -> fields.addObject().put("name", name).put("value", value));
          }
        });
  }
}
