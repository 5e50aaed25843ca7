package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How Salesforce's records become the hub's. */
final class SalesforceRecords {

  private static final String ATTRIBUTES = "attributes";

  private SalesforceRecords() {}

  /**
   * The record with its {@code Id} as {@code id} too, as apps expect of every element (contract,
   * core 5.2). Fields that only put together what others have as well, such as addresses, are left
   * out: lists do not have them.
   *
   * @param metadata whether it keeps {@code attributes}, which say where Salesforce has it
   */
  static ObjectNode of(JsonNode record, boolean metadata) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", record.path("Id"));
    for (var field : record.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals(ATTRIBUTES)) {
        if (metadata) {
          json.set(ATTRIBUTES, value);
        }
      } else if (!value.isObject() || value.path(ATTRIBUTES).isObject()) {
        json.set(field.getKey(), metadata ? value : related(value));
      }
    }
    return json;
  }

  /** A record that a field leads to has attributes as well, and may lead on. */
  private static JsonNode related(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    object.properties().stream()
        .filter(field -> !field.getKey().equals(ATTRIBUTES))
        .forEach(field -> record.set(field.getKey(), related(field.getValue())));
    return record;
  }
}
