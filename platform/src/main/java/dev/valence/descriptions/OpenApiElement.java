package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.descriptions.SwaggerModels.Models;
import dev.valence.descriptions.UnifiedPaths.UnifiedPath;
import dev.valence.descriptions.UnifiedPaths.VendorCall;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element made of a description in Swagger 2.0 or OpenAPI 3: a resource for each operation. */
final class OpenApiElement {

  private static final Set<PathItem.HttpMethod> METHODS =
      Set.of(
          PathItem.HttpMethod.GET,
          PathItem.HttpMethod.POST,
          PathItem.HttpMethod.PUT,
          PathItem.HttpMethod.PATCH,
          PathItem.HttpMethod.DELETE);

  private static final int TEXT = 2000;

  /** An operation with what surrounds it. */
  private record Described(
      VendorCall call, Operation operation, List<Parameter> parameters, List<Server> servers) {}

  /** What a call is answered with. */
  private record Answer(@Nullable String type, Schema<?> schema) {}

  private final OpenAPI api;
  private final Optional<URI> base;
  private final References references;
  private final ElementDraft draft;

  OpenApiElement(OpenAPI api, Optional<URI> base) {
    this.api = api;
    this.base = base;
    this.references = new References(api);
    this.draft = new ElementDraft(api.getInfo().getTitle().strip(), "http");
  }

  ObjectNode definition() {
    List<Described> calls = calls();
    if (calls.isEmpty()) {
      throw Descriptions.refused(List.of("there are no operations"));
    }
    UnifiedPaths paths = new UnifiedPaths(calls.stream().map(Described::call).toList());
    Set<String> placeholders =
        calls.stream()
            .flatMap(call -> paths.of(call.call()).names().values().stream())
            .collect(Collectors.toSet());
    Servers servers = new Servers(draft, base, placeholders);
    servers.base(api.getServers());
    List<Operation> operations = calls.stream().map(Described::operation).toList();
    String signing = new SecurityPlan(draft, api, operations, servers::absolute).apply();
    draft.description(about(signing));
    draft.parameter(Assignment.header("Accept", "application/json"));
    Map<Object, VendorPaging.Plan> pages = pages(calls);
    SwaggerModels models = new SwaggerModels(references, calls.size());
    ObjectCollections collections =
        new ObjectCollections(
            calls.stream().map(call -> resource(call, paths, servers, pages, models)).toList());
    if (!references.faults().isEmpty()) {
      throw Descriptions.refused(references.faults());
    }
    collections.addTo(draft);
    return draft.definition();
  }

  private String about(String signing) {
    String own = api.getInfo().getDescription();
    String first =
        own == null || own.isBlank()
            ? "Made of the description of " + api.getInfo().getTitle().strip() + "."
            : own.strip().split("\\R\\s*\\R", 2)[0];
    String sentence = shortened(first);
    return (sentence.endsWith(".") ? sentence : sentence + ".") + " " + signing;
  }

  private static String shortened(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
  }

  private List<Described> calls() {
    List<Described> calls = new ArrayList<>();
    api.getPaths()
        .forEach((path, item) -> {
          if (item == null) {
            return;
          }
          PathItem followed = followed(item);
          followed
              .readOperationsMap()
              .forEach((method, operation) -> {
                if (METHODS.contains(method)) {
                  calls.add(
                      new Described(
                          new VendorCall(method.name(), path),
                          operation,
                          parameters(followed, operation),
                          servers(followed, operation)));
                }
              });
        });
    return calls;
  }

  /** A path may be another one's, or a component's. */
  private PathItem followed(PathItem item) {
    if (item.get$ref() == null) {
      return item;
    }
    String name = References.name(item.get$ref());
    PathItem found = api.getPaths().get(name);
    if (found == null
        && api.getComponents() != null
        && api.getComponents().getPathItems() != null) {
      found = api.getComponents().getPathItems().get(name);
    }
    if (found == null || found.get$ref() != null) {
      references.faults().add("$ref '" + item.get$ref() + "' names nothing");
      return new PathItem();
    }
    return found;
  }

  private static List<Server> servers(PathItem item, Operation operation) {
    return Stream.of(
            Optional.ofNullable(operation.getServers()), Optional.ofNullable(item.getServers()))
        .flatMap(Optional::stream)
        .filter(servers -> !servers.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Those of the path, unless the operation has its own of the same name and place. */
  private List<Parameter> parameters(PathItem item, Operation operation) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Stream.of(
            Optional.ofNullable(item.getParameters()),
            Optional.ofNullable(operation.getParameters()))
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .flatMap(parameter -> references.parameter(parameter).stream())
        .filter(parameter -> parameter.getName() != null && parameter.getIn() != null)
        .forEach(
            parameter -> parameters.put(parameter.getIn() + " " + parameter.getName(), parameter));
    return List.copyOf(parameters.values());
  }

  private Map<Object, VendorPaging.Plan> pages(List<Described> calls) {
    VendorPaging paging = new VendorPaging(references);
    for (Described call : calls) {
      if (call.call().method().equals("GET")) {
        paging.look(
            call.call(),
            call.parameters(),
            answer(call.operation()).schema(),
            call.call().path().replaceFirst("^.*/", ""));
      }
    }
    return paging.apply(draft);
  }

  private ObjectNode resource(
      Described call,
      UnifiedPaths paths,
      Servers servers,
      Map<Object, VendorPaging.Plan> pages,
      SwaggerModels models) {
    Operation operation = call.operation();
    UnifiedPath path = paths.of(call.call());
    String method = call.call().method();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String text =
        Stream.of(operation.getSummary(), operation.getDescription())
            .filter(part -> part != null && !part.isBlank())
            .map(String::strip)
            .distinct()
            .collect(Collectors.joining("\n\n"));
    json.put("description", text.isEmpty() ? method + " " + call.call().path() : shortened(text));
    if (operation.getOperationId() != null) {
      json.put("operationId", operation.getOperationId());
    }
    json.put("kind", "eb");
    json.put("type", "api");
    json.put("method", method);
    json.put("path", ElementDraft.HUB + path.hub());
    json.put("vendorMethod", method);
    json.put(
        "vendorPath", Servers.chosen(call.servers()).map(servers::url).orElse("") + path.vendor());
    VendorPaging.Plan plan = pages.get(call.call());
    json.put("paginationType", plan == null ? "NO_PAGINATION" : "VENDOR_SUPPORTED");
    if (plan != null && plan.rootKey() != null) {
      json.put("rootKey", plan.rootKey());
    }
    if (plan != null && plan.nextPageKey() != null) {
      json.put("nextPageKey", plan.nextPageKey());
    }
    CallParameters parameters = new CallParameters(references, path.names());
    List<Assignment> assignments = new ArrayList<>();
    call.parameters().forEach(parameter -> assignments.addAll(parameters.of(parameter)));
    assignments.addAll(parameters.undeclared(assignments));
    Optional<RequestBodies.Body> body =
        new RequestBodies(references).of(operation.getRequestBody());
    body.ifPresent(found -> assignments.addAll(found.parameters()));
    Answer answer = answer(operation);
    accept(answer).ifPresent(assignments::add);
    ArrayNode all = json.putArray("parameters");
    assignments.stream()
        .map(assignment -> plan == null ? assignment : paged(assignment, plan))
        .distinct()
        .forEach(assignment -> all.add(assignment.json()));
    json.putArray("hooks");
    String content = readable(answer.type()) ? "application/json" : "application/octet-stream";
    json.putObject("response")
        .put("contentType", content)
        .put("contentTypeAsString", answer.type() == null ? content : answer.type());
    model(json, call, answer, plan, body, models);
    return draft.counted(json);
  }

  private static Assignment paged(Assignment assignment, VendorPaging.Plan plan) {
    String name = plan.names().get(assignment.name());
    return name == null || !assignment.type().equals("query") ? assignment : assignment.named(name);
  }

  private static boolean readable(@Nullable String type) {
    if (type == null || type.contains("*")) {
      return true;
    }
    String plain = RequestBodies.plain(type);
    return RequestBodies.json(plain) || RequestBodies.xml(plain);
  }

  /** What the vendor is to answer with, where that is not JSON. */
  private static Optional<Assignment> accept(Answer answer) {
    return Optional.ofNullable(answer.type())
        .filter(
            type -> !type.contains("*") && !RequestBodies.plain(type).equals("application/json"))
        .map(type -> Assignment.header("Accept", type));
  }

  /** The first success that has a body, in JSON if it can be. */
  private Answer answer(Operation operation) {
    if (operation.getResponses() == null) {
      return new Answer(null, new Schema<>());
    }
    Optional<ApiResponse> success =
        operation.getResponses().entrySet().stream()
            .filter(response -> response.getKey().matches("2..|default"))
            .sorted(Map.Entry.comparingByKey())
            .flatMap(response -> references.response(response.getValue()).stream())
            .filter(response -> response.getContent() != null && !response.getContent().isEmpty())
            .findFirst();
    return success
        .map(response -> answer(response.getContent()))
        .orElseGet(() -> new Answer(null, new Schema<>()));
  }

  private static Answer answer(Content content) {
    String type =
        content.keySet().stream().min(Comparator.comparingInt(OpenApiElement::rank)).orElseThrow();
    MediaType media = content.get(type);
    Schema<?> schema = media == null ? null : media.getSchema();
    return new Answer(type, schema == null ? new Schema<>() : schema);
  }

  private static int rank(String type) {
    String plain = RequestBodies.plain(type);
    if (plain.equals("application/json")) {
      return 0;
    }
    return RequestBodies.json(plain)
        ? 1
        : plain.equals("*/*") ? 2 : RequestBodies.xml(plain) ? 3 : 4;
  }

  private void model(
      ObjectNode json,
      Described call,
      Answer answer,
      VendorPaging.@Nullable Plan plan,
      Optional<RequestBodies.Body> body,
      SwaggerModels models) {
    String name =
        Optional.ofNullable(call.operation().getOperationId())
            .orElse(call.call().method() + call.call().path().replaceAll("[^A-Za-z0-9]+", "_"));
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    Schema<?> shown = answer.schema();
    if (plan != null && plan.rootKey() != null) {
      shown =
          Optional.<Schema<?>>ofNullable(
                  references.properties(shown).get(plan.rootKey().substring(1)))
              .orElse(shown);
    }
    if (readable(answer.type()) && says(shown)) {
      Models of = models.of(name + "Response", shown);
      model.put("name", of.name());
      model.set("swagger", of.definitions());
    }
    Schema<?> sent = body.map(RequestBodies.Body::schema).orElse(null);
    if (sent != null && says(sent)) {
      Models of = models.of(name + "Request", sent);
      model.put("requestName", of.name());
      model.set("requestSwagger", of.definitions());
    }
    if (!model.isEmpty()) {
      model.put("transform", false);
      json.set("model", model);
    }
  }

  /** Whether a schema tells of anything. */
  private boolean says(Schema<?> schema) {
    Schema<?> found = references.schema(schema);
    return schema.get$ref() != null
        || !SwaggerModels.type(found).isEmpty()
        || found.getAllOf() != null
        || found.getOneOf() != null
        || found.getAnyOf() != null;
  }
}
