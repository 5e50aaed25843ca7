package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The records that a query may be about. */
interface RecordSource {

  /** All of a kind in the order in which they were made. */
  List<ObjectNode> all(SObjectType type);

  /** The one with an id. */
  Optional<ObjectNode> find(SObjectType type, String id);

  /**
   * Those with a value in a field, in the order in which they were made.
   *
   * @param field is {@linkplain RecordTable#isIndexed indexed}
   */
  List<ObjectNode> with(SObjectType type, SObjectField field, String value);

  /** The kind of the record that would have an id. */
  Optional<SObjectType> typeOf(String id);
}
