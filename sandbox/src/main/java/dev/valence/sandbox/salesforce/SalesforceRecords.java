package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The records for the control API; they belong to the organization, whoever made them. */
final class SalesforceRecords implements FaceRecords {

  private final Schema schema;
  private final RecordStore records;
  private final RecordWriter writer;
  private final Reports reports;

  SalesforceRecords(Schema schema, RecordStore records, RecordWriter writer, Reports reports) {
    this.schema = schema;
    this.records = records;
    this.writer = writer;
    this.reports = reports;
  }

  @Override
  public ObjectNode create(User user, String type, ObjectNode fields) {
    try {
      return type.equals(Reports.TYPE)
          ? reports.create(fields, user.id())
          : writer.create(find(type), fields, user.id());
    } catch (RestException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
