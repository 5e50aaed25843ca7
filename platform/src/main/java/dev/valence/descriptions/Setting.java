package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an element's configuration (contract, element format 2).
 *
 * @param key its name; dots are part of it
 * @param name the label
 * @param description the help text
 * @param type the kind of field
 * @param value the default, or null
 * @param required whether an instance needs a value
 * @param hidden whether a form leaves it out
 * @param internal whether the platform keeps it
 * @param options the values of a COMBO
 */
record Setting(
    String key,
    String name,
    String description,
    String type,
    @Nullable String value,
    boolean required,
    boolean hidden,
    boolean internal,
    List<String> options) {

  /** What whoever connects an account is asked for. */
  static Setting asked(String key, String name, String description, @Nullable String value) {
    return new Setting(
        key, name, description, "TEXTFIELD_1000", value, true, false, false, List.of());
  }

  /** What whoever connects an account is asked for and nobody is shown. */
  static Setting secret(String key, String name, String description) {
    return new Setting(key, name, description, "PASSWORD", null, true, false, false, List.of());
  }

  /** What the description says. */
  static Setting known(String key, String name, String description, String value) {
    return new Setting(
        key, name, description, "TEXTFIELD_1000", value, false, true, false, List.of());
  }

  /** What the platform keeps. */
  static Setting kept(String key, String name) {
    return new Setting(
        key,
        name,
        name + ", kept by the platform",
        "TEXTFIELD_1000",
        null,
        false,
        true,
        true,
        List.of());
  }

  /** One of several values. */
  Setting oneOf(List<String> values) {
    return values.isEmpty()
        ? this
        : new Setting(key, name, description, "COMBO", value, required, hidden, internal, values);
  }

  ObjectNode json(int order) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", key);
    json.put("name", name);
    json.put("description", description);
    json.put("type", type);
    if (value != null) {
      json.put("defaultValue", value);
    }
    json.put("required", required);
    json.put("hideFromConsole", hidden);
    json.put("internal", internal);
    json.put("active", true);
    json.put("displayOrder", order);
    json.put("companyConfig", false);
    json.put("resellerConfig", false);
    json.put("groupControl", false);
    if (!options.isEmpty()) {
      ArrayNode choices = json.putArray("options");
      options.forEach(
          option -> choices.addObject().put("value", option).put("description", option));
    }
    return json;
  }
}
