package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.ceql.CeqlException;
import dev.valence.ceql.Where;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Hook;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.oauth.Masking;
import dev.valence.script.Script;
import dev.valence.script.ScriptCall;
import dev.valence.script.ScriptException;
import dev.valence.script.ScriptOutcome;
import dev.valence.script.Scripts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks around one vendor call and does what they say (contract, element format 7): maps
 * are merged, a null takes a value away, bodies and paths are replaced.
 *
 * @param instance the account
 * @param scripts what runs them
 * @param network what their own calls are sent by
 * @param given what the run was given
 * @param ofElement whether the element's hooks run besides the resource's
 * @param trail hears of it
 */
record Hooks(
    ConnectedInstance instance,
    Scripts scripts,
    Sender network,
    ResourceCall given,
    boolean ofElement,
    Trail trail) {

  static final String BEFORE = "preRequest";
  static final String AFTER = "postRequest";

  private static final String NEXT_PAGE = "nextPage";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Whether any hook of a type has a script; published definitions have some without. */
  static boolean run(Element element, Resource resource, String type) {
    return any(element.hooks(), type) || any(resource.hooks(), type);
  }

  private static boolean any(List<Hook> hooks, String type) {
    return !hooks.isEmpty() && hooks.stream().anyMatch(hook -> runs(hook, type));
  }

  private static boolean runs(Hook hook, String type) {
    return hook.type().equals(type) && hook.body() != null && !hook.body().isBlank();
  }

  /**
   * Runs the hooks before the call, which may change the request.
   *
   * @return the answer in the place of the vendor's, where a hook wants no call; else empty
   * @throws ApiException 400 when a hook fails, 429 when too many run
   */
  Optional<VendorAnswer> before(VendorRequest request, SigningSender.Access access) {
    if (!run(instance.element(), given.resource(), BEFORE)) {
      return Optional.empty();
    }
    Variables variables = new Variables(request, access, null);
    if (ofElement) {
      for (Hook hook : instance.element().hooks()) {
        Optional<VendorAnswer> answer = before(hook, false, request, variables);
        if (answer.isPresent()) {
          return answer;
        }
      }
    }
    for (Hook hook : given.resource().hooks()) {
      Optional<VendorAnswer> answer = before(hook, true, request, variables);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  /** Runs the element's hooks after the call, which see the whole body. */
  void afterOfElement(VendorRequest request, SigningSender.Access access, VendorAnswer answer) {
    if (ofElement && any(instance.element().hooks(), AFTER)) {
      after(instance.element().hooks(), false, new Variables(request, access, answer), answer);
    }
    answer.whole = answer.body;
  }

  /** Runs the resource's hooks after the call, which see the body without its root. */
  void afterOfResource(VendorRequest request, SigningSender.Access access, VendorAnswer answer) {
    if (any(given.resource().hooks(), AFTER)) {
      after(given.resource().hooks(), true, new Variables(request, access, answer), answer);
    }
  }

  private Optional<VendorAnswer> before(
      Hook hook, boolean ofResource, VendorRequest request, Variables variables) {
    if (!runs(hook, BEFORE)) {
      return Optional.empty();
    }
    ObjectNode result = result(hook, ofResource, variables);
    change(request, result);
    keep(result);
    if (!result.path("continue").isBoolean() || result.path("continue").asBoolean()) {
      return Optional.empty();
    }
    VendorAnswer answer =
        VendorAnswer.of(
            status(result).orElse(200),
            result.path("response_body").isMissingNode()
                ? NullNode.getInstance()
                : result.path("response_body"));
    change(answer, result);
    return Optional.of(answer);
  }

  private void after(
      List<Hook> hooks, boolean ofResource, Variables variables, VendorAnswer answer) {
    for (Hook hook : hooks) {
      if (runs(hook, AFTER)) {
        ObjectNode result;
        try {
          result = result(hook, ofResource, variables);
        } catch (ApiException e) {
          if (answer.failed()) { // of which the vendor's words say more
            return;
          }
          throw e;
        }
        change(answer, result);
        keep(result);
      }
    }
  }

  private ObjectNode result(Hook hook, boolean ofResource, Variables variables) {
    String body = String.valueOf(hook.body());
    try {
      Script script = new Script(name(hook, ofResource), body, hook.legacy());
      ScriptOutcome outcome =
          scripts.run(
              script, new ScriptCall(instance.organizationId(), variables.of(body), network));
      trail.ran(hook, ofResource, outcome.result());
      return outcome.result();
    } catch (ScriptException e) {
      throw failure(e);
    }
  }

  private String name(Hook hook, boolean ofResource) {
    return ofResource
        ? "the %s hook of %s %s"
            .formatted(hook.type(), given.resource().method(), given.resource().path())
        : "the " + hook.type() + " hook of the element " + instance.element().key();
  }

  /** What a script says of itself may hold a secret that it has seen. */
  private ApiException failure(ScriptException e) {
    String said =
        new Masking(SigningSender.configured(instance)).apply(String.valueOf(e.getMessage()));
    return switch (e.kind()) {
      case FAILED, LIMIT -> ApiException.badRequest(said);
      case BUSY -> ApiException.tooManyRequests(said, null, "1");
    };
  }

  private static void change(VendorRequest request, ObjectNode result) {
    present(result, "request_vendor_parameters")
        .filter(JsonNode::isObject)
        .ifPresent(parameters -> merge(request.query, parameters));
    present(result, "request_vendor_headers")
        .filter(JsonNode::isObject)
        .ifPresent(headers ->
            headers
                .properties()
                .forEach(header -> change(request, header.getKey().strip(), header.getValue())));
    present(result, "request_vendor_path")
        .filter(JsonNode::isTextual)
        .ifPresent(path -> request.path = path.asText());
    present(result, "request_vendor_url")
        .filter(url -> url.isTextual() && !url.asText().isBlank())
        .ifPresent(url -> request.url = url.asText().strip());
    present(result, "request_vendor_method")
        .filter(method -> method.isTextual() && !method.asText().isBlank())
        .ifPresent(method -> request.method = method.asText().strip().toUpperCase(Locale.ROOT));
    if (result.has("request_vendor_body") && !(request.body instanceof VendorBody.Multipart)) {
      JsonNode body = result.path("request_vendor_body");
      request.body = new VendorBody.Text(body.isNull() ? "" : Json.text(body));
    }
  }

  private static void change(VendorRequest request, String header, JsonNode value) {
    if (value.isNull()) {
      request.headers.remove(header);
      request.anonymous |= header.equalsIgnoreCase(SigningSender.AUTHORIZATION);
    } else {
      request.headers.put(header, Json.text(value));
    }
  }

  private static void change(VendorAnswer answer, ObjectNode result) {
    if (result.has("response_body")) {
      answer.body = result.path("response_body");
    }
    present(result, "response_body_raw").ifPresent(raw -> answer.raw = raw);
    status(result)
        .ifPresent(status -> {
          answer.status = status;
          answer.chosenStatus = status;
        });
    present(result, "response_headers")
        .filter(JsonNode::isObject)
        .ifPresent(headers ->
            headers
                .properties()
                .forEach(header -> {
                  String name = header.getKey().strip().toLowerCase(Locale.ROOT);
                  if (header.getValue().isNull()) {
                    answer.headers.remove(name);
                  } else {
                    answer.headers.put(name, header.getValue());
                  }
                }));
    present(result, "response_error_message")
        .or(() -> present(result, "response_error").filter(JsonNode::isTextual))
        .map(Json::text)
        .filter(text -> !text.isBlank())
        .ifPresent(text -> answer.message = text);
  }

  private static void merge(Map<String, JsonNode> values, JsonNode others) {
    for (Map.Entry<String, JsonNode> other : others.properties()) {
      if (other.getValue().isNull()) {
        values.remove(other.getKey());
      } else {
        values.put(other.getKey(), other.getValue());
      }
    }
  }

  private void keep(ObjectNode result) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> value : result.path("configuration").properties()) {
      String text = value.getValue().isNull() ? "" : Json.text(value.getValue());
      if (!instance.configuration(value.getKey()).orElse("").equals(text)) {
        kept.put(value.getKey(), text);
      }
    }
    if (!kept.isEmpty()) {
      instance.keep(kept);
    }
  }

  private static Optional<JsonNode> present(ObjectNode result, String name) {
    return Optional.ofNullable(result.get(name)).filter(value -> !value.isNull());
  }

  private static Optional<Integer> status(ObjectNode result) {
    return present(result, "response_status_code")
        .map(value -> value.asInt(0))
        .filter(status -> status >= 100 && status <= 599);
  }

  /** What a script sees, made when it is asked for. */
  private final class Variables {

    private final VendorRequest request;
    private final SigningSender.Access access;
    private final @Nullable VendorAnswer answer;

    Variables(VendorRequest request, SigningSender.Access access, @Nullable VendorAnswer answer) {
      this.request = request;
      this.access = access;
      this.answer = answer;
    }

    /**
     * The variables of a script.
     *
     * @throws ApiException 400 when it looks at a condition that cannot be read
     */
    Map<String, Supplier<JsonNode>> of(String script) {
      Map<String, Supplier<JsonNode>> all = new HashMap<>();
      HubCall call = given.call();
      CallBody body = given.body();
      if (script.contains("request_body")) {
        body.text(); // what is too large is told by us, and not within the script
      }
      all.put("request_body", () -> text(body.text()));
      all.put("request_body_map", () -> body.json().orElse(NullNode.getInstance()));
      all.put("request_headers", () -> callersHeaders(call));
      all.put(
          "request_path",
          () -> TextNode.valueOf("/hubs/" + instance.element().hub() + call.path()));
      all.put("request_path_variables", () -> object(given.route().pathValues()));
      all.put("request_parameters", this::parameters);
      all.put("request_method", () -> TextNode.valueOf(given.resource().method()));
      all.put("request_vendor_parameters", () -> vendorParameters());
      all.put("request_vendor_headers", () -> object(request.headers));
      all.put("request_vendor_method", () -> TextNode.valueOf(request.method));
      all.put("request_vendor_path", () -> TextNode.valueOf(request.filledPath()));
      all.put("request_vendor_url", () -> TextNode.valueOf(request.filledUrl()));
      all.put("request_vendor_body", () -> nonEmpty(request.bodyText()));
      all.put(
          "request_vendor_body_map",
          () ->
              Json.parse(request.bodyText().getBytes(StandardCharsets.UTF_8))
                  .filter(JsonNode::isContainerNode)
                  .orElse(NullNode.getInstance()));
      if (script.contains("request_expression")) {
        JsonNode expression = expression(call);
        all.put("request_expression", () -> expression);
      }
      ResourceCall.Previous previous = given.previous();
      if (previous != null) {
        all.put("request_previous_response", () -> shown(previous.body()));
        all.put("request_previous_response_headers", () -> objectOf(previous.headers()));
      }
      all.put("configuration", this::configuration);
      all.put("object_name", this::objectName);
      all.put("objectName", this::objectName);
      all.put("meta_data", NODES::objectNode);
      if (answer != null) {
        putAnswer(all, answer);
      }
      return all;
    }

    private static void putAnswer(Map<String, Supplier<JsonNode>> all, VendorAnswer answer) {
      all.put("response_body", () -> shown(answer.body));
      all.put(
          "response_body_map",
          () -> answer.body.isContainerNode() ? answer.body : NullNode.getInstance());
      all.put(
          "response_body_raw",
          () ->
              answer.raw.isMissingNode()
                  ? NullNode.getInstance()
                  : TextNode.valueOf(
                      answer.raw.isTextual() ? answer.raw.asText() : answer.raw.toString()));
      all.put("response_body_raw_map", () -> shown(answer.raw));
      all.put("response_headers", () -> objectOf(answer.headers));
      all.put("response_status_code", () -> IntNode.valueOf(answer.status));
      all.put("response_iserror", () -> BooleanNode.valueOf(answer.isError()));
      all.put("response_error", () -> text(Optional.ofNullable(answer.message)));
      all.put("response_error_message", () -> text(Optional.ofNullable(answer.message)));
    }

    /** The caller's query and form; what is declared and was not sent is null. */
    private ObjectNode parameters() {
      ObjectNode parameters = NODES.objectNode();
      for (Parameter parameter : given.resource().parameters()) {
        if (parameter.type().equals("query") && parameter.source().equals("request")) {
          parameters.putNull(parameter.name());
        }
      }
      given.call().query().forEach((name, values) -> parameters.set(name, several(values)));
      if (given.pages().containsKey(NEXT_PAGE) && given.call().query().containsKey(NEXT_PAGE)) {
        parameters.put(NEXT_PAGE, given.pages().get(NEXT_PAGE));
      }
      given.body().fields().forEach(parameters::put);
      return parameters;
    }

    private ObjectNode vendorParameters() {
      ObjectNode parameters = NODES.objectNode();
      request.query.forEach(parameters::set);
      return parameters;
    }

    /** Every declared key, and what was kept besides; null where there is no value. */
    private ObjectNode configuration() {
      ObjectNode values = NODES.objectNode();
      for (ConfigurationEntry entry : instance.element().configuration()) {
        values.put(entry.key(), access.configuration(entry.key()).orElse(null));
      }
      for (String key : instance.configurationKeys()) {
        values.put(key, access.configuration(key).orElse(null));
      }
      return values;
    }

    private JsonNode objectName() {
      String own = given.resource().objectName();
      String[] segments = given.call().path().split("/", 3);
      return own != null && !own.isBlank()
          ? TextNode.valueOf(own)
          : segments.length > 1 ? TextNode.valueOf(segments[1]) : NullNode.getInstance();
    }

    private static JsonNode expression(HubCall call) {
      Optional<String> where = call.queryValue("where").filter(text -> !text.isBlank());
      if (where.isEmpty()) {
        return NullNode.getInstance();
      }
      ArrayNode comparisons = NODES.arrayNode();
      try {
        for (Where.Comparison each : Where.parse(where.get()).comparisons()) {
          comparisons
              .addObject()
              .put("attribute", each.attribute())
              .put("operator", each.operator())
              .put("value", each.value());
        }
      } catch (CeqlException e) {
        throw ApiException.badRequest(String.valueOf(e.getMessage()));
      }
      return comparisons;
    }

    /** The caller's credentials are for this platform alone. */
    private static ObjectNode callersHeaders(HubCall call) {
      ObjectNode headers = NODES.objectNode();
      call.headers()
          .forEach((name, value) -> {
            if (!name.equalsIgnoreCase(SigningSender.AUTHORIZATION)) {
              headers.put(name, value);
            }
          });
      return headers;
    }

    private static JsonNode several(List<String> values) {
      if (values.size() == 1) {
        return TextNode.valueOf(values.getFirst());
      }
      ArrayNode all = NODES.arrayNode();
      values.forEach(all::add);
      return all;
    }

    private static JsonNode shown(JsonNode body) {
      return body instanceof MissingNode ? NullNode.getInstance() : body;
    }

    private static JsonNode nonEmpty(String text) {
      return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
    }

    private static JsonNode text(Optional<String> text) {
      return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance());
    }

    private static ObjectNode object(Map<String, String> values) {
      ObjectNode object = NODES.objectNode();
      values.forEach(object::put);
      return object;
    }

    private static ObjectNode objectOf(Map<String, JsonNode> values) {
      ObjectNode object = NODES.objectNode();
      values.forEach(object::set);
      return object;
    }
  }
}
