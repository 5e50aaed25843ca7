package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.jdbc.DatabaseStatement;
import dev.valence.model.Hook;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what becomes of a call: the way of each parameter, what each hook changes, and each
 * request and answer of the vendor, without secrets and what is made of them.
 *
 * <p>Secrets of the configuration are masked wherever they stand, and so is the value of every
 * parameter that holds one. What a hook gives, and a signature, may be made of a secret in any way:
 * only words of it that stand in the definition, in the call or in what is no secret are shown.
 */
final class Explanation implements Trail {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");

  /** Too short to tell anything. */
  private static final int HARMLESS = 2;

  /** As much as is shown of a body. */
  private static final int LONGEST_BODY = 64 * 1024;

  private final List<ObjectNode> calls = new ArrayList<>();
  private final List<Secret> secrets;
  private final Set<String> known = new HashSet<>();

  /** Whether what is sent may be made of secrets in a way that is not known. */
  private boolean suspicious;

  private ObjectNode current = JsonNodeFactory.instance.objectNode();

  /**
   * Explains calls of an account.
   *
   * @param secrets those of its configuration
   */
  Explanation(ConnectedInstance instance, HubCall call, List<Secret> secrets) {
    this.secrets = new ArrayList<>(secrets);
    know(call.path());
    call.query().values().forEach(values -> values.forEach(this::know));
    call.query().keySet().forEach(this::know);
    call.headers()
        .forEach((name, value) -> {
          if (!name.equalsIgnoreCase(SigningSender.AUTHORIZATION)) {
            know(value);
          }
        });
    instance.element().configuration().stream()
        .filter(entry -> !entry.secret())
        .forEach(entry -> instance.configuration(entry.key()).ifPresent(this::know));
    String authentication = instance.element().authentication().type();
    suspicious = authentication.equals("oauth1") || authentication.startsWith("aws");
    know("http https");
  }

  /** The calls of the vendor so far, one after the other. */
  List<ObjectNode> calls() {
    return calls;
  }

  /** The calls of the vendor by {@code METHOD:/path}. */
  ObjectNode byCall() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (ObjectNode call : calls) {
      JsonNode request = call.path("request");
      String key = request.path("method").asText("NONE") + ":" + request.path("path").asText();
      String free = key;
      for (int i = 2; all.has(free); i++) {
        free = key + " (" + i + ")";
      }
      all.set(free, call);
    }
    return all;
  }

  @Override
  public void begins(Resource resource) {
    begin().put("resource", resource.method() + " " + resource.path());
    know(resource.path());
    know(resource.vendorPath());
    know(resource.vendorMethod());
    know(resource.method());
    resource.hooks().forEach(hook -> know(hook.body()));
  }

  @Override
  public void skipped(Parameter parameter, boolean ofResource) {
    parameter(parameter, ofResource).put("outcome", "no value");
  }

  @Override
  public void assigned(Parameter parameter, boolean ofResource, JsonNode value, boolean secret) {
    ObjectNode step = parameter(parameter, ofResource);
    step.put("outcome", Mapping.takesEffect(parameter) ? "assigned" : "for hooks alone");
    if (secret) {
      secrets.add(Secret.of(Json.text(value)));
      step.put("value", Secret.MASK);
    } else {
      know(Json.text(value));
      step.set("value", masked(value));
    }
  }

  private ObjectNode parameter(Parameter parameter, boolean ofResource) {
    know(parameter.vendorName());
    know(parameter.type().equals("value") ? "" : parameter.name());
    ObjectNode step =
        steps()
            .addObject()
            .put("step", "parameter")
            .put("of", ofResource ? "resource" : "element")
            .put("type", parameter.type())
            .put("vendorType", parameter.vendorType())
            .put("vendorName", parameter.vendorName());
    return parameter.type().equals("value") ? step : step.put("name", parameter.name());
  }

  @Override
  public void ran(Hook hook, boolean ofResource, JsonNode given) {
    suspicious = true;
    know(hook.body());
    steps()
        .addObject()
        .put("step", "hook")
        .put("of", ofResource ? "resource" : "element")
        .put("type", hook.type())
        .set("done", shown(given));
  }

  /** A request is about to be sent. */
  void sends(EgressRequest request) {
    if (calls.isEmpty() || current.has("request")) {
      begin();
    }
    request
        .headers()
        .forEach((name, value) -> {
          if (name.equalsIgnoreCase(SigningSender.AUTHORIZATION)) {
            secrets.add(Secret.of(value.substring(value.indexOf(' ') + 1)));
          }
        });
    ObjectNode shown = current.putObject("request");
    shown.put("method", request.method());
    shown.put("path", shown(String.valueOf(request.uri().getRawPath())));
    shown.put("url", shown(request.uri().toString()));
    ObjectNode headers = shown.putObject("headers");
    request.headers().forEach((name, value) -> headers.put(name, header(name, value)));
    switch (request.body()) {
      case EgressRequest.Bytes(byte[] content, String contentType) -> {
        headers.put("Content-Type", contentType);
        shown.put("body", shown(text(content)));
      }
      case EgressRequest.Streamed streamed -> {
        headers.put("Content-Type", streamed.contentType());
        shown.put("body", "(a stream)");
      }
      case null -> {}
    }
  }

  /** A database is about to be asked. */
  void asks(DatabaseStatement statement) {
    if (calls.isEmpty() || current.has("request")) {
      begin();
    }
    know(statement.sql());
    ObjectNode shown = current.putObject("request");
    shown.put("method", "SQL");
    shown.put("path", shown(statement.sql()));
    ObjectNode parameters = shown.putObject("parameters");
    statement.parameters().forEach((name, value) -> parameters.set(name, shown(value)));
  }

  /** The vendor has answered; a body of JSON or text is looked at and left to be read. */
  void answered(EgressResponse response) {
    ObjectNode shown = current.putObject("response");
    shown.put("status", response.status());
    ObjectNode headers = shown.putObject("headers");
    response
        .headers()
        .forEach((name, values) -> {
          boolean cookie = name.contains("cookie");
          headers.put(name, cookie ? Secret.MASK : masking().apply(String.join(", ", values)));
        });
    String type = response.header("content-type").orElse("");
    if (type.matches("(?i)(text/|application/[^;]*(json|xml|form)).*")) {
      byte[] body = response.peek(LONGEST_BODY);
      Optional<JsonNode> json = Json.parse(body);
      if (json.isPresent()) {
        shown.set("body", masked(json.get()));
      } else {
        shown.put("body", masking().apply(text(body)));
      }
    }
  }

  /** There is no answer. */
  void failed(EgressException failure) {
    current.put("failure", failure.getMessage());
  }

  private ObjectNode begin() {
    current = JsonNodeFactory.instance.objectNode();
    calls.add(current);
    return current;
  }

  private ArrayNode steps() {
    return current.withArrayProperty("steps");
  }

  /** Of what says who calls, only how it says so is shown. */
  private String header(String name, String value) {
    if (!name.equalsIgnoreCase(SigningSender.AUTHORIZATION)) {
      return shown(value);
    }
    int blank = value.indexOf(' ');
    return blank < 0 ? Secret.MASK : value.substring(0, blank) + " " + Secret.MASK;
  }

  private void know(@Nullable String text) {
    if (text != null) {
      WORD.matcher(text).results().forEach(word -> known.add(word.group()));
    }
  }

  private Masking masking() {
    return new Masking(secrets);
  }

  private JsonNode masked(JsonNode value) {
    return MaskingFilter.apply(value, masking());
  }

  /** A value without secrets. */
  JsonNode shown(JsonNode value) {
    if (value.isObject()) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        shown.set(shown(field.getKey()), shown(field.getValue()));
      }
      return shown;
    }
    if (value.isArray()) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> shown.add(shown(item)));
      return shown;
    }
    if (value.isNull() || value.isBoolean()) {
      return value;
    }
    String text = shown(value.asText());
    return text.equals(value.asText()) ? value : JsonNodeFactory.instance.textNode(text);
  }

  private String shown(String text) {
    String masked = masking().apply(text);
    if (!suspicious) {
      return masked;
    }
    return WORD.matcher(masked)
        .replaceAll(word ->
            word.group().length() <= HARMLESS || known.contains(word.group())
                ? word.group()
                : Matcher.quoteReplacement(Secret.MASK));
  }

  private static String text(byte[] content) {
    return new String(content, 0, Math.min(content.length, LONGEST_BODY), StandardCharsets.UTF_8);
  }
}
