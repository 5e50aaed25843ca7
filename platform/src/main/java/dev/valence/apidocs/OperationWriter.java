package dev.valence.apidocs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.apidocs.Models.Model;
import dev.valence.apidocs.Models.Scope;
import dev.valence.model.ModelDescription;
import dev.valence.model.Parameter;
import dev.valence.model.ResponseDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes an operation of Swagger 2.0, and remembers which models it needs. */
final class OperationWriter {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String JSON_TYPE = "application/json";
  private static final String ITEM = "Object";
  private static final String MULTIPART = "multipart/form-data";

  /** What a call can be answered with beside 200 (contract, platform 7.5). */
  private static final Map<String, String> FAILURES = failures();

  private static final Set<String> PAGING = Set.of("page", "pageSize", "nextPage", "where");

  private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");

  private final Models models;
  private final Model failure;
  private final List<Parameter> ofElement;
  private final ElementObjects objects;
  private final boolean basic;
  private final List<Model> needed = new ArrayList<>();

  /**
   * A writer.
   *
   * @param models the models of the element
   * @param failure the model of failures
   * @param ofElement the parameters that each of the element's calls has
   * @param objects the element's objects
   * @param basic whether extensions are left out
   */
  OperationWriter(
      Models models,
      Model failure,
      List<Parameter> ofElement,
      ElementObjects objects,
      boolean basic) {
    this.models = models;
    this.failure = failure;
    this.ofElement = ofElement;
    this.objects = objects;
    this.basic = basic;
  }

  /** The models that what was written refers to. */
  List<Model> needed() {
    return needed;
  }

  ObjectNode write(Operation operation) {
    ObjectNode written = object().put("operationId", operation.id());
    String description = operation.resource().description();
    if (description != null && !description.isBlank()) {
      written.put("summary", description);
    }
    written.putArray("tags").add(tag(operation));
    Parameters parameters = new Parameters(operation);
    parameters.write(written);
    responses(operation, written);
    return written;
  }

  private static String tag(Operation operation) {
    return operation.own().first().replaceAll("[{}]", "");
  }

  /** Collects what a caller sends, by place and name, each once. */
  private final class Parameters {

    private final Operation operation;
    private final Map<String, ObjectNode> written = new LinkedHashMap<>();
    private final List<Parameter> bodies = new ArrayList<>();
    private final List<Parameter> fields = new ArrayList<>();
    private final List<Parameter> forms = new ArrayList<>();

    Parameters(Operation operation) {
      this.operation = operation;
    }

    void write(ObjectNode target) {
      add(
          "header",
          object()
              .put("name", "Authorization")
              .put("in", "header")
              .put("description", "User <user secret>, Element <element token>")
              .put("required", true)
              .put("type", "string"));
      List<Parameter> declared = new ArrayList<>(operation.resource().parameters());
      ofElement.stream()
          .filter(parameter -> !"value".equals(parameter.vendorType()))
          .forEach(declared::add);
      declared.removeIf(
          parameter -> !parameter.source().equals("request") || parameter.name().isBlank());
      path(declared);
      declared.forEach(this::sort);
      if (isList(declared)) {
        paging(declared);
      }
      body(target);
      target.putArray("parameters").addAll(written.values());
    }

    /**
     * Every placeholder is a parameter, and no other is one of the path. One that is declared in
     * another place is taken from the path all the same (contract, element format 6.2).
     */
    private void path(List<Parameter> declared) {
      List<String> own = operation.own().placeholders();
      for (int i = 0; i < own.size(); i++) {
        String name = own.get(i);
        List<Parameter> same =
            declared.stream().filter(parameter -> parameter.name().equals(name)).toList();
        Optional<Parameter> ofPath =
            same.stream().filter(parameter -> parameter.type().equals("path")).findFirst();
        Optional<Parameter> meant = ofPath.or(() -> same.stream().findFirst());
        if (ofPath.isEmpty()) {
          declared.removeAll(same);
        }
        ObjectNode parameter =
            object().put("name", operation.template().placeholders().get(i)).put("in", "path");
        meant.ifPresent(from -> describe(from, parameter));
        parameter.put("required", true);
        if (!SchemaRepair.putType(parameter, dataType(meant.orElse(null)))
            || !SCALARS.contains(parameter.path("type").asText())) {
          parameter.put("type", "string");
        }
        add("path", parameter);
      }
      declared.removeIf(parameter -> parameter.type().equals("path"));
    }

    private void sort(Parameter parameter) {
      switch (parameter.type()) {
        case "query", "header" -> add(parameter.type(), simple(parameter, parameter.type()));
        case "body" -> bodies.add(parameter);
        case "bodyField" -> fields.add(parameter);
        case "form", "multipart" -> forms.add(parameter);
        default -> {
          // not a caller's to give
        }
      }
    }

    private boolean isList(List<Parameter> declared) {
      if (!operation.resource().method().equalsIgnoreCase("GET")
          || "NO_PAGINATION".equals(operation.resource().paginationType())) {
        return false;
      }
      return declared.stream()
              .anyMatch(parameter ->
                  parameter.type().equals("query") && PAGING.contains(parameter.name()))
          || answersWithArray();
    }

    private boolean answersWithArray() {
      Scope scope = operation.models().answer();
      ModelDescription model = operation.resource().model();
      return model != null
          && scope
              .find(model.name())
              .map(found -> models.schema(found).path("type").asText().equals("array"))
              .orElseGet(() -> scope.find(model.name() + ITEM).isPresent());
    }

    /** What every list takes. A page's number is told by the token (contract, format 8). */
    private void paging(List<Parameter> declared) {
      if (declared.stream().noneMatch(parameter -> parameter.name().equals("nextPage"))) {
        written.remove(key("query", "page"));
      }
      add("query", option("where", "string", "A condition in CEQL: name = 'x'."));
      add("query", option("pageSize", "integer", "How many items at most."));
      add(
          "query",
          option(
              "nextPage",
              "string",
              "Where the page begins: the Elements-Next-Page-Token of the page before."));
    }

    private ObjectNode option(String name, String type, String description) {
      return object()
          .put("name", name)
          .put("in", "query")
          .put("description", description)
          .put("required", false)
          .put("type", type);
    }

    private void body(ObjectNode target) {
      if (forms.isEmpty()) {
        if (!bodies.isEmpty() || !fields.isEmpty()) {
          add("body", jsonBody());
        }
        return;
      }
      forms.forEach(parameter -> add("formData", simple(parameter, "formData")));
      // Swagger knows no body beside a form: there it is a part of its own.
      bodies.forEach(parameter -> add("formData", part(parameter)));
      fields.forEach(parameter -> add("formData", part(parameter)));
      boolean multipart =
          !bodies.isEmpty()
              || forms.stream().anyMatch(parameter -> parameter.type().equals("multipart"))
              || written.values().stream()
                  .anyMatch(parameter -> parameter.path("type").asText().equals("file"));
      target.putArray("consumes").add(multipart ? MULTIPART : "application/x-www-form-urlencoded");
    }

    private ObjectNode part(Parameter parameter) {
      ObjectNode part = object().put("name", parameter.name()).put("in", "formData");
      describe(parameter, part);
      return part.put("required", parameter.required()).put("type", "string");
    }

    private ObjectNode jsonBody() {
      Parameter first = bodies.isEmpty() ? fields.getFirst() : bodies.getFirst();
      ObjectNode body =
          object().put("name", bodies.isEmpty() ? "body" : first.name()).put("in", "body");
      if (!bodies.isEmpty()) {
        describe(first, body);
      }
      body.put(
          "required",
          bodies.stream().anyMatch(Parameter::required)
              || fields.stream().anyMatch(Parameter::required));
      body.set("schema", requestSchema());
      return body;
    }

    /** Beside a reference nothing may stand, so a model says itself which object it is of. */
    private ObjectNode requestSchema() {
      Optional<Model> model = operation.sent();
      if (model.isPresent()) {
        return reference(model.get());
      }
      ModelDescription described = operation.resource().model();
      ObjectNode schema =
          referred(operation.models().request(), described == null ? null : described.requestName())
              .orElseGet(this::ofFields);
      if (!basic) {
        objects
            .vendorNameOf(operation.resource(), operation.own())
            .ifPresent(name -> schema.put(Models.VENDOR_OBJECT, name));
      }
      return schema;
    }

    private ObjectNode ofFields() {
      ObjectNode schema = object().put("type", "object");
      for (Parameter field : fields) {
        ObjectNode property = object().put("type", dataType(field));
        describe(field, property);
        schema
            .withObjectProperty("properties")
            .set(field.name(), property.put("required", field.required()));
      }
      return new SchemaRepair(type -> Optional.empty(), basic).repaired(schema);
    }

    private ObjectNode simple(Parameter parameter, String place) {
      ObjectNode written = object().put("name", parameter.name()).put("in", place);
      describe(parameter, written);
      written.put("required", parameter.required());
      String dataType = dataType(parameter);
      if (place.equals("formData") && dataType.equalsIgnoreCase("file")) {
        return written.put("type", "file");
      }
      if (!SchemaRepair.putType(written, dataType)
          || written.path("type").asText().equals("object")) {
        written.put("type", "string");
      }
      if (written.path("type").asText().equals("array")) {
        written.putObject("items").put("type", "string");
      }
      return written;
    }

    private void describe(Parameter parameter, ObjectNode written) {
      if (parameter.description() != null) {
        written.put("description", parameter.description());
      }
      if (!basic && parameter.sampleData() != null && !parameter.sampleData().isBlank()) {
        written.put("x-samplevalue", parameter.sampleData());
      }
    }

    private void add(String place, ObjectNode parameter) {
      written.putIfAbsent(key(place, parameter.path("name").asText()), parameter);
    }

    private static String key(String place, String name) {
      return place + " " + (place.equals("header") ? name.strip().toLowerCase(Locale.ROOT) : name);
    }
  }

  private static String dataType(@Nullable Parameter parameter) {
    return parameter == null
        ? "string"
        : Objects.requireNonNullElse(parameter.dataType(), "string");
  }

  private void responses(Operation operation, ObjectNode written) {
    ObjectNode responses = written.putObject("responses");
    ObjectNode success = responses.putObject("200").put("description", "It worked.");
    ResponseDescription response = operation.resource().response();
    String type = contentType(response);
    if (type.equals(JSON_TYPE)) {
      ObjectNode schema = answerSchema(operation);
      if (!schema.isEmpty()) {
        success.set("schema", schema);
      }
    } else {
      written.putArray("produces").add(type);
      success
          .putObject("schema")
          .put("type", type.startsWith("text/") || type.endsWith("xml") ? "string" : "file");
    }
    if (response != null) {
      example(response.sampleData())
          .ifPresent(example -> success.putObject("examples").set(type, example));
    }
    FAILURES.forEach((status, description) -> {
      needed.add(failure);
      responses
          .putObject(status)
          .put("description", description)
          .set("schema", SchemaRepair.referenceTo(models.definition(failure)));
    });
  }

  private static String contentType(@Nullable ResponseDescription response) {
    String type = response == null ? null : response.contentType();
    return type == null || !type.contains("/") ? JSON_TYPE : type.strip();
  }

  /** The schema of what a call is answered with; empty where nobody says it. */
  private ObjectNode answerSchema(Operation operation) {
    ModelDescription model = operation.resource().model();
    return referred(operation.models().answer(), model == null ? null : model.name())
        .orElseGet(OperationWriter::object);
  }

  /**
   * A reference to a model of a name. Lists are often called after a model that is there for their
   * items only: of {@code contactsList} there is {@code contactsListObject}.
   */
  private Optional<ObjectNode> referred(Scope scope, @Nullable String name) {
    Optional<Model> model = scope.find(name);
    if (model.isPresent()) {
      return Optional.of(reference(model.get()));
    }
    return scope
        .find(name + ITEM)
        .map(item -> {
          ObjectNode list = object().put("type", "array");
          list.set("items", reference(item));
          return list;
        });
  }

  private ObjectNode reference(Model model) {
    needed.add(model);
    return SchemaRepair.referenceTo(models.definition(model));
  }

  private static Optional<JsonNode> example(@Nullable String sample) {
    if (sample == null || sample.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(sample));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    failures.put("400", "What was sent is wrong; the message names every fault.");
    failures.put("401", "The credentials are wrong, or the account needs its user's consent.");
    failures.put("403", "The instance is disabled, or the provider does not allow it.");
    failures.put("404", "There is no such resource.");
    failures.put("405", "The resource does not have this method.");
    failures.put("406", "There is no answer of a type that is accepted.");
    failures.put("409", "It conflicts with what there is.");
    failures.put("415", "The type of the body is not understood.");
    failures.put("500", "The platform failed.");
    failures.put("502", "The provider failed, or could not be reached.");
    return failures;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
