package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An element's definition while it is made (contract, element format 1). */
final class ElementDraft {

  /** The hub of all elements that are made of descriptions. */
  static final String HUB = "/hubs/general";

  private static final int KEY_LENGTH = 40;

  /**
   * The largest definition, in characters: parts of a description that are shared are not, here.
   */
  private static final long SIZE = 40_000_000;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final Map<String, Setting> configuration = new LinkedHashMap<>();
  private final Set<Assignment> parameters = new LinkedHashSet<>();
  private final ArrayNode resources = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode objects = JsonNodeFactory.instance.arrayNode();
  private long size;

  ElementDraft(String name, String protocol) {
    json.put("key", key(name));
    json.put("name", name);
    json.put("description", "");
    json.put("hub", "general");
    json.put("active", true);
    json.put("deleted", false);
    json.put("typeOauth", false);
    json.put("trialAccount", false);
    json.put("protocolType", protocol);
    json.putObject("authentication").put("type", "custom");
    json.put("transformationsEnabled", true);
    json.put("bulkDownloadEnabled", false);
    json.put("bulkUploadEnabled", false);
    json.put("cloneable", true);
    json.put("extendable", true);
    json.put("extended", false);
    json.put("beta", false);
    json.put("private", true);
    json.put("useModelsForMetadata", true);
    json.put("modelType", "basic");
  }

  /** Letters and digits of a name in lower case. */
  private static String key(String name) {
    String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return key.isEmpty() ? "element" : key.substring(0, Math.min(key.length(), KEY_LENGTH));
  }

  void description(String text) {
    json.put("description", text);
  }

  void authentication(String type) {
    json.putObject("authentication").put("type", type);
  }

  /** Adds an entry, unless there is one of that key. */
  void configuration(Setting setting) {
    configuration.putIfAbsent(setting.key(), setting);
  }

  /** Adds a parameter of every call. */
  void parameter(Assignment assignment) {
    parameters.add(assignment);
  }

  /**
   * Counts a resource that will be added.
   *
   * @throws dev.valence.model.ApiException 400 when the definition becomes too large
   */
  ObjectNode counted(ObjectNode resource) {
    size += resource.toString().length();
    if (size > SIZE) {
      throw Descriptions.refused(
          List.of("its definition would have more than " + SIZE + " characters"));
    }
    return resource;
  }

  void resource(ObjectNode resource) {
    resources.add(resource);
  }

  void object(ObjectNode object) {
    objects.add(object);
  }

  ObjectNode definition() {
    configuration(
        new Setting(
            "filter.response.nulls",
            "Filter nulls",
            "Whether fields without a value are left out of answers",
            "BOOLEAN",
            "true",
            false,
            true,
            false,
            List.of()));
    ArrayNode entries = json.putArray("configuration");
    configuration.values().forEach(setting -> entries.add(setting.json(entries.size() + 1)));
    ArrayNode everywhere = json.putArray("parameters");
    parameters.forEach(parameter -> {
      ObjectNode assigned = parameter.json();
      assigned.remove("dataType"); // parameters of an element have none
      assigned.remove("vendorDataType");
      everywhere.add(assigned);
    });
    json.putArray("hooks");
    json.set("resources", resources);
    json.set("objects", objects);
    json.putArray("models");
    return json;
  }
}
