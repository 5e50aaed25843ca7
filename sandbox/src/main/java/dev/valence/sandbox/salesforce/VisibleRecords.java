package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The records that a user sees.
 *
 * @param withDeleted whether those in the recycle bin are among them
 */
record VisibleRecords(
    Schema schema, RecordStore records, ContentAccess access, String userId, boolean withDeleted)
    implements RecordSource {

  @Override
  public List<ObjectNode> all(SObjectType type) {
    return visible(type, access.all(type, userId));
  }

  @Override
  public Optional<ObjectNode> find(SObjectType type, String id) {
    return access.isStored(type)
        ? records.find(type, id).filter(it -> sees(type, it))
        : all(type).stream().filter(it -> it.get("Id").textValue().equals(id)).findFirst();
  }

  @Override
  public List<ObjectNode> with(SObjectType type, SObjectField field, String value) {
    return access.isStored(type)
        ? records.with(type, field, value).stream().filter(it -> sees(type, it)).toList()
        : all(type).stream()
            .filter(it -> value.equalsIgnoreCase(it.get(field.name()).textValue()))
            .toList();
  }

  @Override
  public Optional<SObjectType> typeOf(String id) {
    return schema.ofId(id);
  }

  private List<ObjectNode> visible(SObjectType type, List<ObjectNode> all) {
    return withDeleted || !type.has("IsDeleted")
        ? all
        : all.stream().filter(record -> !RecordStore.isDeleted(record)).toList();
  }

  private boolean sees(SObjectType type, ObjectNode record) {
    return (withDeleted || !RecordStore.isDeleted(record)) && access.sees(type, userId, record);
  }
}
