package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How Salesforce's records become the hub's. */
final class SalesforceRecords {

  private SalesforceRecords() {}

  /**
   * The record with its {@code Id} as {@code id} too, as apps expect of every element (contract,
   * core 5.2), and without {@code attributes}, which only says where Salesforce has it.
   */
  static ObjectNode of(JsonNode record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", record.path("Id"));
    for (var field : record.properties()) {
      if (!field.getKey().equals("attributes")) {
        json.set(field.getKey(), related(field.getValue()));
      }
    }
    return json;
  }

  /** A record that a field leads to has attributes as well. */
  private static JsonNode related(JsonNode value) {
    if (value instanceof ObjectNode object && object.path("attributes").isObject()) {
      return object.deepCopy().without("attributes");
    }
    return value;
  }
}
