package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.ModelDescription;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an element's instances can be asked, as a document of Swagger 2.0, which is what clients of
 * this API read (contract, core 2.1 and 3.1).
 */
public final class ElementDocument {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> CALLED = Set.of("api", "apiNoDocumentation");
  private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9]+([A-Za-z0-9])?");

  private final Element element;
  private final String basePath;

  /**
   * The document of an element.
   *
   * @param basePath where the API begins, such as {@code /elements/api-v2}
   */
  public ElementDocument(Element element, String basePath) {
    this.element = element;
    this.basePath = basePath;
  }

  /** The whole document. */
  public JsonNode whole() {
    return document(documented());
  }

  /**
   * The document with one operation only.
   *
   * @throws ApiException 404 for an operation that the element has not
   */
  public JsonNode of(String operationId) {
    return document(List.of(operation(operationId)));
  }

  /**
   * The models of one operation, by their names.
   *
   * @throws ApiException 404 for an operation that the element has not
   */
  public JsonNode definitionsOf(String operationId) {
    return definitions(List.of(operation(operationId)));
  }

  private List<Resource> documented() {
    return element.resources().stream().filter(resource -> resource.type().equals("api")).toList();
  }

  private Resource operation(String operationId) {
    return element.resources().stream()
        .filter(resource -> CALLED.contains(resource.type()))
        .filter(resource -> operationId(resource).equals(operationId))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("operation", operationId));
  }

  private JsonNode document(List<Resource> resources) {
    ObjectNode document = object().put("swagger", "2.0");
    document
        .putObject("info")
        .put("title", element.name())
        .put("description", element.description())
        .put("version", "api-v2");
    document.put("basePath", basePath);
    document.putArray("consumes").add("application/json");
    document.putArray("produces").add("application/json");
    ObjectNode paths = document.putObject("paths");
    for (Resource resource : resources) {
      paths
          .withObjectProperty(resource.path())
          .set(resource.method().toLowerCase(Locale.ROOT), operation(resource));
    }
    document.set("definitions", definitions(resources));
    document
        .putObject("securityDefinitions")
        .putObject("credentials")
        .put("type", "apiKey")
        .put("name", "Authorization")
        .put("in", "header")
        .put("description", "User <secret>, Element <token>");
    document.putArray("security").addObject().putArray("credentials");
    return document;
  }

  private ObjectNode operation(Resource resource) {
    ObjectNode operation = object().put("operationId", operationId(resource));
    if (resource.description() != null) {
      operation.put("summary", resource.description());
    }
    operation.putArray("tags").add(tag(resource));
    boolean form = false;
    for (Parameter parameter : resource.parameters()) {
      Optional<String> place = place(parameter);
      if (place.isPresent() && parameter.source().equals("request")) {
        form |= place.get().equals("formData");
        operation.withArrayProperty("parameters").add(parameter(resource, parameter, place.get()));
      }
    }
    if (form) {
      operation.putArray("consumes").add("multipart/form-data");
    }
    operation.set("responses", responses(resource));
    return operation;
  }

  private static ObjectNode parameter(Resource resource, Parameter parameter, String place) {
    ObjectNode described =
        object()
            .put("name", parameter.name())
            .put("in", place)
            .put("required", parameter.required() || place.equals("path"));
    if (parameter.description() != null) {
      described.put("description", parameter.description());
    }
    if (place.equals("body")) {
      described.set("schema", schema(resource.model(), true));
    } else {
      described.put("type", type(parameter.dataType(), place));
    }
    return described;
  }

  /** Where Swagger has a parameter; empty for one that is not a caller's to give. */
  private static Optional<String> place(Parameter parameter) {
    return switch (parameter.type()) {
      case "query", "path", "header", "body" -> Optional.of(parameter.type());
      case "form", "multipart" -> Optional.of("formData");
      default -> Optional.empty();
    };
  }

  private static String type(@Nullable String dataType, String place) {
    return switch (Objects.requireNonNullElse(dataType, "string")) {
      case "boolean" -> "boolean";
      case "integer", "long" -> "integer";
      case "number", "double", "float" -> "number";
      case "file" -> place.equals("formData") ? "file" : "string";
      default -> "string";
    };
  }

  private static ObjectNode responses(Resource resource) {
    ObjectNode responses = object();
    ObjectNode success = responses.putObject("200").put("description", "It worked.");
    if (resource.model() != null && resource.model().name() != null) {
      success.set("schema", schema(resource.model(), false));
    }
    if (resource.response() != null) {
      example(resource.response().sampleData())
          .ifPresent(example -> success.putObject("examples").set("application/json", example));
    }
    responses
        .putObject("default")
        .put("description", "It failed; providerMessage has the provider's words.");
    return responses;
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

  private static ObjectNode schema(@Nullable ModelDescription model, boolean request) {
    String name = model == null ? null : request ? model.requestName() : model.name();
    return name == null
        ? object().put("type", "object")
        : object().put("$ref", "#/definitions/" + name);
  }

  private static ObjectNode definitions(List<Resource> resources) {
    ObjectNode definitions = object();
    for (Resource resource : resources) {
      ModelDescription model = resource.model();
      if (model != null) {
        add(definitions, model.name(), model.swagger());
        add(definitions, model.requestName(), model.requestSwagger());
      }
    }
    return definitions;
  }

  private static void add(
      ObjectNode definitions, @Nullable String name, @Nullable JsonNode models) {
    if (name != null) {
      definitions.putObject(name).put("type", "object");
    }
    if (models != null) {
      models.properties().forEach(model -> definitions.set(model.getKey(), model.getValue()));
    }
  }

  /** The name that the definition gives, else one made of the method and the path. */
  private String operationId(Resource resource) {
    String given = resource.operationId();
    return given == null || given.isBlank()
        ? resource.method().toLowerCase(Locale.ROOT)
            + WORD.matcher(withoutHub(resource)).replaceAll(ElementDocument::capital)
        : given;
  }

  private String tag(Resource resource) {
    List<String> segments = new ArrayList<>(List.of(withoutHub(resource).split("/")));
    return segments.size() > 1 ? segments.get(1) : element.hub();
  }

  private String withoutHub(Resource resource) {
    return resource.path().replaceFirst("^/hubs/[^/]+", "");
  }

  private static String capital(MatchResult next) {
    return next.group(1) == null ? "" : next.group(1).toUpperCase(Locale.ROOT);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
