package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.User;
import java.util.List;

/** The records for the control API; they belong to the organization, whoever made them. */
final class SalesforceRecords implements FaceRecords {

  private final Schema schema;
  private final RecordStore records;

  SalesforceRecords(Schema schema, RecordStore records) {
    this.schema = schema;
    this.records = records;
  }

  @Override
  public ObjectNode create(User user, String type, ObjectNode fields) {
    try {
      return records.create(find(type), fields, user.id());
    } catch (RestException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public List<ObjectNode> all(User user, String type) {
    return records.all(find(type)).stream()
        .filter(record -> !RecordStore.isDeleted(record))
        .toList();
  }

  private SObjectType find(String type) {
    return schema
        .find(type)
        .orElseThrow(() -> new IllegalArgumentException("there is no type " + type));
  }
}
