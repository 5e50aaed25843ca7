package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something in a query that has a value for each record. */
interface Operand {

  /** What it is called in messages. */
  String name();

  /** What kind of value it has. */
  FieldType type();

  /** Its value for a record; JSON's null for none. */
  JsonNode of(ObjectNode record);
}
