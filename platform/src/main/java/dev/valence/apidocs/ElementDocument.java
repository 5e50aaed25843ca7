package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an element's instances can be asked, as a document of Swagger 2.0 or OpenAPI 3.1 (contract,
 * core 2.1 and 3.1, platform 7.5). Documents are valid whatever the definition holds.
 */
public final class ElementDocument {

  /** The methods that Swagger has. */
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");

  /** What is the platform's own even with an element token, so that the hub has to be named. */
  private static final Set<String> PLATFORM_ONLY = Set.of("elements", "hubs", "instances");

  private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9]+([A-Za-z0-9])?");

  private final Element element;
  private final DocumentRequest request;
  private final ElementObjects objects;
  private final Models models;
  private final Models.Model failure;
  private final List<Operation> operations = new ArrayList<>();

  /** The document of an element. */
  public ElementDocument(Element element, DocumentRequest request) {
    this.element = element;
    this.request = request;
    this.objects = ElementObjects.of(element);
    this.models = new Models(request.basic());
    Models.Scopes platform = models.add(PlatformResources.models());
    this.failure = platform.answer().find(PlatformResources.FAILURE).orElseThrow();
    collect();
    models.name();
    operations.forEach(operation ->
        operation
            .sent()
            .ifPresent(model -> vendorObject(operation).ifPresent(name -> models.of(model, name))));
  }

  private Optional<String> vendorObject(Operation operation) {
    return objects.vendorNameOf(operation.resource(), operation.own());
  }

  /** The whole document. */
  public JsonNode whole() {
    return finished(document(Operation::isPublic));
  }

  /**
   * The document with one operation only.
   *
   * @param operationId the operation's id, or its method and path as in {@code GET-contacts}
   * @throws ApiException 404 for an operation that the element has not
   */
  public JsonNode of(String operationId) {
    Operation wanted = operation(operationId);
    return finished(document(wanted::equals));
  }

  /**
   * The models of one operation, by their names.
   *
   * @param operationId as for {@link #of}
   * @throws ApiException 404 for an operation that the element has not
   */
  public JsonNode definitionsOf(String operationId) {
    Operation wanted = operation(operationId);
    ObjectNode definitions = (ObjectNode) document(wanted::equals).path("definitions");
    definitions.remove(models.definition(failure));
    if (request.resolveReferences()) {
      definitions = new References(definitions).inlinedDefinitions();
    }
    return request.format() == DocumentFormat.OPENAPI ? OpenApi.schemas(definitions) : definitions;
  }

  /** The document, still of Swagger 2.0 and with references, of the operations that are wanted. */
  ObjectNode document(Predicate<Operation> wanted) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
    document
        .putObject("info")
        .put("title", element.name())
        .put("description", element.description())
        .put("version", "api-v2")
        .put("x-element-key", element.key())
        .put("x-element-hub", element.hub());
    request.location().host().ifPresent(host -> document.put("host", host));
    document.put("basePath", request.location().path());
    request.location().scheme().ifPresent(scheme -> document.putArray("schemes").add(scheme));
    document.putArray("consumes").add("application/json");
    document.putArray("produces").add("application/json");
    OperationWriter writer =
        new OperationWriter(models, failure, element.parameters(), objects, request.basic());
    ObjectNode paths = document.putObject("paths");
    operations.stream()
        .filter(wanted)
        .forEach(operation ->
            paths
                .withObjectProperty(path(operation))
                .set(
                    operation.resource().method().toLowerCase(Locale.ROOT),
                    writer.write(operation)));
    ObjectNode definitions = document.putObject("definitions");
    models.definitions(writer.needed()).forEach(definitions::set);
    return document;
  }

  /** The document in the form that was asked for. */
  JsonNode finished(ObjectNode document) {
    if (request.basic()) {
      document.withObjectProperty("info").remove(List.of("x-element-key", "x-element-hub"));
    }
    if (request.resolveReferences()) {
      new References(document.path("definitions")).inline(document);
    }
    return request.format() == DocumentFormat.OPENAPI
        ? OpenApi.of(document, request.location())
        : document;
  }

  private void collect() {
    List<Resource> called = new ArrayList<>();
    element.resources().stream()
        .filter(ElementObjects::isCalled)
        .filter(resource -> METHODS.contains(resource.method().toLowerCase(Locale.ROOT)))
        .filter(resource -> !ElementObjects.isGeneric(resource))
        .forEach(called::add);
    // Last, since of two resources with one path it is the first that answers.
    called.addAll(PlatformResources.of(element, objects.names()));
    Set<String> ids = new HashSet<>();
    Set<String> routes = new HashSet<>();
    Map<String, ResourcePath> templates = new HashMap<>();
    for (Resource resource : called) {
      ResourcePath own = ResourcePath.of(resource);
      if (routes.add(resource.method().toLowerCase(Locale.ROOT) + " " + own.shape())) {
        String id = UniqueNames.unlike(ids, id(resource, own));
        ids.add(id);
        ResourcePath template = templates.computeIfAbsent(own.shape(), shape -> own);
        operations.add(new Operation(resource, id, own, template, models.add(resource.model())));
      }
    }
  }

  private Operation operation(String operationId) {
    return operations.stream()
        .filter(operation -> operation.isCalled(operationId))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("operation", operationId));
  }

  /** The name that the definition gives, else one made of the method and the path. */
  private static String id(Resource resource, ResourcePath path) {
    String given = resource.operationId();
    return given == null || given.isBlank()
        ? resource.method().toLowerCase(Locale.ROOT)
            + WORD.matcher(path.text()).replaceAll(ElementDocument::capital)
        : given.strip();
  }

  private static String capital(MatchResult next) {
    return next.group(1) == null ? "" : next.group(1).toUpperCase(Locale.ROOT);
  }

  private String path(Operation operation) {
    String text = operation.template().text();
    return PLATFORM_ONLY.contains(operation.template().first())
        ? "/hubs/" + element.hub() + text
        : text;
  }
}
