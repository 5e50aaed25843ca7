package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.List;

/**
 * What Salesforce says of a kind of object.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm">
 *     DescribeSObjectResult</a>
 */
final class Describe {

  private static final int BYTES_OF_A_CHARACTER = 3;

  private Describe() {}

  /** What is said of it in the list of all. */
  static ObjectNode summary(SObjectType type, String base) {
    ObjectNode summary = Json.object();
    for (String flag :
        List.of(
            "activateable",
            "customSetting",
            "deepCloneable",
            "deprecatedAndHidden",
            "hasSubtypes",
            "isInterface",
            "isSubtype",
            "mergeable")) {
      summary.put(flag, false);
    }
    for (String flag :
        List.of(
            "feedEnabled",
            "layoutable",
            "mruEnabled",
            "queryable",
            "replicateable",
            "retrieveable",
            "searchable",
            "triggerable")) {
      summary.put(flag, true);
    }
    summary
        .put("createable", type.createable())
        .put("custom", type.custom())
        .put("updateable", type.updateable())
        .put("deletable", type.deletable())
        .put("undeletable", type.deletable())
        .put("keyPrefix", type.keyPrefix())
        .put("label", type.label())
        .put("labelPlural", type.labelPlural())
        .put("name", type.name());
    String url = base + "/sobjects/" + type.name();
    summary
        .putObject("urls")
        .put("sobject", url)
        .put("describe", url + "/describe")
        .put("rowTemplate", url + "/{ID}");
    return summary;
  }

  /** All that is said of it. */
  static ObjectNode full(Schema schema, SObjectType type, String base) {
    ObjectNode description = summary(type, base);
    ArrayNode children = description.putArray("childRelationships");
    for (Schema.Relationship relationship : schema.children(type)) {
      children
          .addObject()
          .put("cascadeDelete", relationship.field().cascade())
          .put("childSObject", relationship.child().name())
          .put("deprecatedAndHidden", false)
          .put("field", relationship.field().name())
          .put("relationshipName", relationship.name())
          .put("restrictedDelete", false);
    }
    description.putArray("recordTypeInfos");
    ArrayNode fields = description.putArray("fields");
    type.fields().forEach(field -> fields.add(field(field)));
    return description;
  }

  private static ObjectNode field(SObjectField field) {
    boolean writable = !field.readOnly();
    ObjectNode description =
        Json.object()
            .put("name", field.name())
            .put("label", field.label())
            .put("type", field.type().word())
            .put("soapType", field.type().soapType())
            .put("length", field.length())
            .put("byteLength", field.length() * BYTES_OF_A_CHARACTER)
            .put("precision", field.precision())
            .put("scale", field.scale())
            .put("digits", field.type() == FieldType.INT ? 8 : 0)
            .put("nillable", field.nillable())
            .put("createable", writable)
            .put("updateable", writable && !field.createOnly())
            .put("filterable", field.filterable())
            .put("sortable", field.filterable())
            .put("groupable", field.groupable())
            .put("aggregatable", field.filterable())
            .put("custom", field.custom())
            .put("calculated", false)
            .put("autoNumber", field.autoNumber() != null)
            .put("defaultedOnCreate", field.defaultedOnCreate())
            .put("deprecatedAndHidden", false)
            .put("externalId", field.externalId())
            .put("idLookup", field.isLookup() || field.type() == FieldType.EMAIL)
            .put("nameField", field.nameField())
            .put("restrictedPicklist", field.restricted())
            .put("dependentPicklist", false)
            .put("caseSensitive", false)
            .put("unique", field.unique())
            .put("cascadeDelete", field.cascade())
            .put("polymorphicForeignKey", field.isPolymorphic())
            .put("relationshipName", field.relationshipName());
    description.set("defaultValue", field.usual());
    field.referenceTo().forEach(description.putArray("referenceTo")::add);
    ArrayNode values = description.putArray("picklistValues");
    for (String value : field.values()) {
      values
          .addObject()
          .put("active", true)
          .put("defaultValue", field.usual() != null && value.equals(field.usual().textValue()))
          .put("label", value)
          .putNull("validFor")
          .put("value", value);
    }
    return description;
  }
}
