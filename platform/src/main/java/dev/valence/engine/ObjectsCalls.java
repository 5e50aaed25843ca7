package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.ceql.CeqlException;
import dev.valence.ceql.Select;
import dev.valence.hubs.objects.FileDefinition;
import dev.valence.hubs.objects.ObjectDescription;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectTarget.AnyObject;
import dev.valence.hubs.objects.ObjectTarget.NoObject;
import dev.valence.hubs.objects.ObjectTarget.OfElement;
import dev.valence.hubs.objects.ObjectTarget.OfFiles;
import dev.valence.hubs.objects.ObjectsContract;
import dev.valence.hubs.objects.ObjectsContract.Meaning;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import dev.valence.hubs.objects.Projection;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hub of objects: from checked parameters to the connector's method, and from what it
 * gives to the hub's answer.
 *
 * @param hub the account
 * @param contract the resources of the element
 * @param elementKey the key of the account's element
 * @param arguments the checked parameters
 * @param body what was sent; null for nothing
 */
record ObjectsCalls(
    ObjectsHub hub,
    ObjectsContract contract,
    String elementKey,
    Arguments arguments,
    HubCall.@Nullable Body body) {

  private static final String HELIUM = "Helium";

  HubAnswer answer(Meaning meaning) {
    return switch (meaning.target()) {
      case NoObject() -> answer(meaning.operation());
      case OfElement target -> answer(meaning.operation(), target);
      case OfFiles(FileDefinition files) ->
          new RecordFileCalls(records(), files, contract).answer(meaning.operation());
      case AnyObject(boolean child) -> answerAny(meaning.operation(), child);
    };
  }

  private HubAnswer answer(ObjectsOperation operation) {
    return switch (operation) {
      case PING -> ping();
      case QUERY -> query();
      case OBJECTS -> objects();
      case DESCRIBE -> describe();
      default -> throw new IllegalStateException(operation + " is of an object.");
    };
  }

  private HubAnswer answer(ObjectsOperation operation, OfElement target) {
    if (target.child()) {
      return new ChildCalls(records(), target.records(), required("id"), target.narrowed())
          .answer(operation, target, arguments.text("childId"));
    }
    return switch (operation) {
      case VALUES -> new ValueCalls(hub, arguments).list(target);
      case READ_OWN -> records().read(target.records(), hub.ownId(target.records().object()));
      default ->
          records().answer(operation, target.records(), target.listed(), arguments.text("id"));
    };
  }

  /** Any object of the account, by the element's name of it or by the vendor's. */
  private HubAnswer answerAny(ObjectsOperation operation, boolean child) {
    Records records = Records.of(contract.vendorName(required("objectName")));
    if (!child) {
      return records().answer(operation, records, Map.of(), arguments.text("objectId"));
    }
    String relationshipName = required("childObjectName");
    ObjectDescription.Relationship relationship =
        hub.describe(records.object())
            .relationship(relationshipName)
            .orElseThrow(() -> ObjectsErrors.unknownChild(records.object(), relationshipName));
    String parent = required("objectId");
    return new ChildCalls(records(), records, parent, false)
        .answer(
            operation,
            new Records(relationship.object(), Map.of(relationship.field(), parent)),
            arguments.text("childObjectId"));
  }

  private HubAnswer ping() {
    hub.ping();
    return HubAnswer.alive(elementKey);
  }

  private HubAnswer query() {
    Select select = select(required("q"));
    List<ObjectQuery.Order> order =
        select.orders().stream()
            .map(by -> new ObjectQuery.Order(by.field(), by.descending()))
            .toList();
    ObjectQuery query =
        ObjectQuery.of(Records.of(contract.vendorName(select.object())))
            .where(select.where())
            .orderedBy(order)
            .atMost(select.limit())
            .giving(new Projection(select.fields(), arguments.flag("includeMetadata")));
    return records().list(query);
  }

  private static Select select(String statement) {
    try {
      return Select.parse(statement);
    } catch (CeqlException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** The hub's names first, then those that only the account knows. */
  private HubAnswer objects() {
    Map<String, String> own = contract.vendorNames();
    boolean named = arguments.text("Elements-Version").filter(HELIUM::equalsIgnoreCase).isPresent();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    own.forEach((name, vendorName) -> list.add(object(name, vendorName, named)));
    hub.objects().stream()
        .filter(name -> !own.containsKey(name))
        .forEach(name -> list.add(object(name, name, named)));
    return HubAnswer.json(list);
  }

  private static JsonNode object(String name, String vendorName, boolean named) {
    return named
        ? JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("vendorName", vendorName)
            .put("type", "vendor")
        : JsonNodeFactory.instance.textNode(name);
  }

  private HubAnswer describe() {
    ObjectDescription description = hub.describe(contract.vendorName(required("objectName")));
    boolean customOnly = arguments.flag("customFieldsOnly");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode fields = answer.putArray("fields");
    description.fields().stream()
        .filter(field -> field.custom() || !customOnly)
        .map(ObjectsCalls::field)
        .forEach(fields::add);
    return HubAnswer.json(answer);
  }

  /** A field as metadata tell it (contract, core 3.12). */
  private static ObjectNode field(ObjectDescription.Field field) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("path", field.name())
            .put("type", field.type())
            .put("vendorPath", field.name())
            .put("vendorNativeType", field.nativeType())
            .put("vendorDisplayName", field.label())
            .put("vendorRequired", field.required())
            .put("vendorReadOnly", !field.createable() && !field.updateable())
            .put("filterable", field.filterable())
            .put("createable", field.createable())
            .put("updateable", field.updateable())
            .put("custom", field.custom());
    if (!field.values().isEmpty()) {
      ArrayNode values = json.putArray("picklistValues");
      field
          .values()
          .forEach(value ->
              values
                  .addObject()
                  .put("value", value.value())
                  .put("label", value.label())
                  .put("active", value.active())
                  .put("defaultValue", value.usual()));
    }
    return json;
  }

  private RecordCalls records() {
    return new RecordCalls(hub, arguments, body);
  }

  private String required(String name) {
    return arguments.required(name);
  }
}
