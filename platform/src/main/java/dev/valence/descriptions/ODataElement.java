package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.descriptions.ODataModel.Call;
import dev.valence.descriptions.ODataModel.EntitySet;
import dev.valence.descriptions.ODataModel.Property;
import dev.valence.descriptions.ODataModel.Structure;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element made of the metadata of an OData service: the calls of each entity set, and the
 * functions and actions of the service.
 */
final class ODataElement {

  private final ODataModel model;
  private final ElementDraft draft;

  ODataElement(ODataModel model, Optional<URI> base) {
    this.model = model;
    this.draft = new ElementDraft(model.namespace(), "odata");
    draft.description(
        "OData %d service %s. Calls are not signed: the metadata does not say how."
            .formatted(model.version(), model.namespace()));
    String known =
        base.map(URI::toString)
            .map(text -> text.replaceFirst("[?#].*$", "").replaceFirst("/?\\$metadata$", ""))
            .map(text -> text.replaceFirst("/+$", ""))
            .orElse(null);
    draft.configuration(
        known == null
            ? Setting.asked(
                Servers.BASE_URL, "Base URL", "The root of the service, without $metadata", null)
            : Setting.known(Servers.BASE_URL, "Base URL", "The root of the service", known));
    draft.configuration(
        Setting.known("pagination.type", "Pagination type", "How the vendor pages", "offset"));
    draft.configuration(Setting.known("pagination.max", "Page size", "The size of a page", "100"));
  }

  ObjectNode definition() {
    draft.parameter(Assignment.header("Accept", "application/json"));
    if (model.version() == 4) {
      draft.parameter(Assignment.header("OData-MaxVersion", "4.0"));
    } else {
      draft.parameter(
          Assignment.header("MaxDataServiceVersion", model.version() == 3 ? "3.0" : "2.0"));
    }
    model.sets().forEach(this::set);
    model.calls().forEach(this::call);
    return draft.definition();
  }

  private void set(EntitySet set) {
    String path = "/" + set.name();
    List<String> keys = set.type().keys();
    if (set.single()) {
      item(set, path, path, List.of());
      return;
    }
    draft.object(
        JsonNodeFactory.instance
            .objectNode()
            .put("name", set.name())
            .put("vendorName", set.name())
            .put("primaryKeyName", keys.isEmpty() ? "id" : keys.getFirst())
            .put("bulkDownloadEnabled", false)
            .put("bulkUploadEnabled", false)
            .put("eventsEnabled", false)
            .put("metadataDiscovery", false));
    ObjectNode list = resource("GET", path, "GET", path, "Lists " + set.name(), listParameters());
    list.put("rootKey", model.version() == 2 ? "|d.results" : "|value");
    list.put("paginationType", "VENDOR_SUPPORTED");
    add(list, set, set.type(), null);
    add(
        one(resource("POST", path, "POST", path, "Makes one of " + set.name(), List.of(body()))),
        set,
        set.type(),
        set.type());
    if (!keys.isEmpty()) {
      List<Assignment> parameters = new ArrayList<>();
      boolean simple = keys.size() == 1;
      String hub = path;
      List<String> predicate = new ArrayList<>();
      for (String key : keys) {
        String name = simple ? "id" : key;
        hub += "/{" + name + "}";
        String literal = literal("{" + name + "}", set.type().property(key).type());
        predicate.add(simple ? literal : key + "=" + literal);
        parameters.add(
            new Assignment("path", name, "path", name, true, "string", "The key " + key, null));
      }
      item(set, hub, path + "(" + String.join(",", predicate) + ")", parameters);
    }
  }

  private void item(EntitySet set, String hub, String vendor, List<Assignment> key) {
    Structure type = set.type();
    String name = set.single() ? set.name() : "one of " + set.name();
    List<Assignment> read = new ArrayList<>(key);
    read.add(query("fields", "$select", "Which properties, separated by commas"));
    read.add(query("expand", "$expand", "Which related entities, separated by commas"));
    add(one(resource("GET", hub, "GET", vendor, "Shows " + name, read)), set, type, null);
    List<Assignment> change = new ArrayList<>(key);
    change.add(
        new Assignment(
            "header", "If-Match", "header", "If-Match", false, "string", "The ETag", null));
    List<Assignment> changed = new ArrayList<>(change);
    changed.add(body());
    add(
        one(
            resource(
                "PATCH",
                hub,
                model.version() == 2 ? "MERGE" : "PATCH",
                vendor,
                "Changes " + name,
                changed)),
        set,
        type,
        type);
    if (!set.single()) {
      add(resource("DELETE", hub, "DELETE", vendor, "Deletes " + name, change), set, null, null);
    }
  }

  /** In version 2 an entity is the only member of the answer. */
  private ObjectNode one(ObjectNode resource) {
    if (model.version() == 2) {
      resource.put("rootKey", "|d");
    }
    return resource;
  }

  private void add(
      ObjectNode resource, EntitySet set, @Nullable Structure answer, @Nullable Structure body) {
    if (!set.single()) {
      resource.put("objectName", set.name());
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    if (answer != null) {
      shown.put("name", answer.name());
      shown.set("swagger", definitions(answer));
    }
    if (body != null) {
      shown.put("requestName", body.name());
      shown.set("requestSwagger", definitions(body));
    }
    if (!shown.isEmpty()) {
      resource.set("model", shown.put("transform", false));
    }
    draft.resource(draft.counted(resource));
  }

  private void call(Call call) {
    String path = "/" + call.name();
    List<Assignment> parameters = new ArrayList<>();
    String vendor = path;
    if (call.inBody()) {
      if (!call.parameters().isEmpty()) {
        parameters.add(body());
      }
    } else {
      List<String> values = new ArrayList<>();
      for (Property parameter : call.parameters()) {
        String name = parameter.name();
        values.add(name + "=" + literal("{" + name + "}", parameter.type()));
        parameters.add(new Assignment("query", name, "path", name, true, "string", null, null));
      }
      vendor +=
          model.version() == 4
              ? "(" + String.join(",", values) + ")"
              : values.isEmpty() ? "" : "?" + String.join("&", values);
    }
    draft.resource(
        draft.counted(
            one(
                resource(
                    call.method(),
                    path,
                    call.method(),
                    vendor,
                    "Calls " + call.name(),
                    parameters))));
  }

  private List<Assignment> listParameters() {
    return List.of(
        query(
            "where",
            Assignment.CONVERTER + (model.version() == 4 ? "toODataFilter" : "toODataV3Filter"),
            "What is listed, such as Name = 'x'"),
        query("fields", "$select", "Which properties, separated by commas"),
        query("orderBy", "$orderby", "In which order, such as Name desc"),
        query("expand", "$expand", "Which related entities, separated by commas"),
        page("page", "$skip", "The number of the page, from 1"),
        page("pageSize", "$top", "The size of a page"));
  }

  private static Assignment query(String name, String vendorName, String description) {
    return new Assignment("query", name, "query", vendorName, false, "string", description, null);
  }

  private static Assignment page(String name, String vendorName, String description) {
    return new Assignment("query", name, "query", vendorName, false, "integer", description, null);
  }

  private static Assignment body() {
    return Assignment.body(true, "object", null);
  }

  private ObjectNode resource(
      String method,
      String hub,
      String vendorMethod,
      String vendorPath,
      String description,
      List<Assignment> parameters) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("description", description);
    json.put("kind", "eb");
    json.put("type", "api");
    json.put("method", method);
    json.put("path", ElementDraft.HUB + hub);
    json.put("vendorMethod", vendorMethod);
    json.put("vendorPath", vendorPath);
    json.put("paginationType", "NO_PAGINATION");
    ArrayNode all = json.putArray("parameters");
    parameters.forEach(parameter -> all.add(parameter.json()));
    json.putArray("hooks");
    json.putObject("response").put("contentType", "application/json");
    return json;
  }

  /** A value in a URL (OData 4.01 URL Conventions, 5.1.1.11; OData 2.0 URI Conventions). */
  private String literal(String value, String type) {
    boolean old = model.version() != 4;
    return switch (type) {
      case "Edm.Boolean", "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" -> value;
      case "Edm.Int64" -> old ? value + "L" : value;
      case "Edm.Decimal" -> old ? value + "M" : value;
      case "Edm.Double" -> old ? value + "d" : value;
      case "Edm.Single" -> old ? value + "f" : value;
      case "Edm.Guid" -> old ? "guid'" + value + "'" : value;
      case "Edm.DateTime" -> "datetime'" + value + "'";
      case "Edm.DateTimeOffset" -> old ? "datetimeoffset'" + value + "'" : value;
      case "Edm.Time" -> "time'" + value + "'";
      case "Edm.Date", "Edm.TimeOfDay" -> value;
      case "Edm.Duration" -> "duration'" + value + "'";
      case "Edm.Binary" -> old ? "X'" + value + "'" : "binary'" + value + "'";
      default -> "'" + value + "'";
    };
  }

  /** A type with the complex types that it has. */
  private ObjectNode definitions(Structure type) {
    ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    Deque<Structure> open = new ArrayDeque<>(List.of(type));
    Set<String> known = new HashSet<>(Set.of(type.name()));
    while (!open.isEmpty()) {
      Structure next = open.poll();
      ObjectNode definition = definitions.putObject(next.name());
      definition.put("type", "object");
      ObjectNode properties = definition.putObject("properties");
      for (Property property : next.properties()) {
        Structure inner = model.structures().get(property.type());
        ObjectNode one;
        if (inner == null) {
          one = primitive(property.type());
        } else {
          one = JsonNodeFactory.instance.objectNode();
          one.put("$ref", "#/definitions/" + inner.name());
          if (known.add(inner.name())) {
            open.add(inner);
          }
        }
        if (property.many()) {
          properties.putObject(property.name()).put("type", "array").set("items", one);
        } else {
          properties.set(property.name(), one);
        }
      }
    }
    return definitions;
  }

  private static ObjectNode primitive(String type) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (type) {
      case "Edm.Boolean" -> json.put("type", "boolean");
      case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32" ->
          json.put("type", "integer").put("format", "int32");
      case "Edm.Int64" -> json.put("type", "integer").put("format", "int64");
      case "Edm.Decimal", "Edm.Double", "Edm.Single" -> json.put("type", "number");
      case "Edm.Date" -> json.put("type", "string").put("format", "date");
      case "Edm.DateTime", "Edm.DateTimeOffset" ->
          json.put("type", "string").put("format", "date-time");
      default -> json.put("type", "string");
    };
  }
}
