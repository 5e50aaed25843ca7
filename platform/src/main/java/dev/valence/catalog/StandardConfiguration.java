package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The configuration entries that many elements share (contract, core 2.6), in groups that a
 * definition names under {@code standard}, so that it only says what is special about it.
 */
final class StandardConfiguration {

  private static final String FILE = "/standard-configuration.yaml";

  private final JsonNode groups;

  StandardConfiguration() {
    try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(FILE), FILE)) {
      groups = new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The groups that a definition names and that there are not. */
  List<Fault> faults(JsonNode definition) {
    List<Fault> faults = new ArrayList<>();
    JsonNode named = definition.path("standard");
    for (int i = 0; i < named.size(); i++) {
      String group = named.path(i).asText();
      if (!groups.has(group)) {
        faults.add(Fault.at("/standard/" + i, "there is no group '" + group + "'"));
      }
    }
    return faults;
  }

  /**
   * Gives the definition the entries of the groups that it names: its own entries of the same keys
   * get what they leave out, the others come after its own.
   */
  void complete(JsonNode definition) {
    if (!(definition instanceof ObjectNode element) || !element.path("standard").isArray()) {
      return;
    }
    Map<String, ObjectNode> entries = new LinkedHashMap<>();
    for (JsonNode group : element.path("standard")) {
      for (JsonNode entry : groups.path(group.asText())) {
        entries.put(entry.path("key").asText(), entry.deepCopy());
      }
    }
    if (element.has("configuration") && !element.path("configuration").isArray()) {
      return; // which the schema finds
    }
    for (JsonNode own : element.withArrayProperty("configuration")) {
      ObjectNode entry = entries.remove(own.path("key").asText());
      if (entry != null && own instanceof ObjectNode refined) {
        entry.properties().stream()
            .filter(field -> !refined.has(field.getKey()))
            .forEach(field -> refined.set(field.getKey(), field.getValue()));
      }
    }
    entries.values().forEach(element.withArrayProperty("configuration")::add);
  }
}
