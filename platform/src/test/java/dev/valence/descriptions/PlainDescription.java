package dev.valence.descriptions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a Swagger or OpenAPI document says of its calls, read by plain Jackson: the judge of what
 * the converter makes of it, with no line of code in common.
 */
public final class PlainDescription {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> RESERVED = Set.of("accept", "content-type", "authorization");

  /**
   * A call of the vendor: its parameters are written {@code place name} with a bang if required.
   */
  public record Call(String method, String path, Set<String> parameters, String body) {}

  private final JsonNode document;

  private PlainDescription(JsonNode document) {
    this.document = document;
  }

  public static PlainDescription read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ObjectMapper mapper = text.stripLeading().startsWith("{") ? new JsonMapper() : new YAMLMapper();
    try {
      return new PlainDescription(mapper.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String title() {
    return document.path("info").path("title").asText().strip();
  }

  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            followed(path.getValue()).properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .forEach(member ->
                    calls.add(
                        call(
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            followed(path.getValue()),
                            member.getValue()))));
    return calls;
  }

  private Call call(String method, String path, JsonNode item, JsonNode operation) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    Stream.of(item, operation)
        .forEach(owner ->
            owner
                .path("parameters")
                .forEach(one -> {
                  JsonNode parameter = followed(one);
                  parameters.put(
                      parameter.path("in").asText() + " " + parameter.path("name").asText(),
                      parameter);
                }));
    Set<String> names = new TreeSet<>();
    parameters.values().forEach(parameter -> names.addAll(written(path, parameter)));
    String body = document.has("swagger") ? body2(operation, parameters) : body3(operation);
    return new Call(method, path, names, body);
  }

  private List<String> written(String path, JsonNode parameter) {
    String name = parameter.path("name").asText();
    boolean required = parameter.path("required").asBoolean();
    String mark = required ? "!" : "";
    return switch (parameter.path("in").asText()) {
      case "path" -> path.contains("{" + name + "}") ? List.of("path " + name + "!") : List.of();
      case "header" ->
          RESERVED.contains(name.toLowerCase(Locale.ROOT))
              ? List.of()
              : List.of("header " + name + mark);
      case "cookie" -> List.of("header Cookie");
      case "query" -> query(name, mark, parameter);
      default -> List.of();
    };
  }

  /** Objects are written out, by their style. */
  private List<String> query(String name, String mark, JsonNode parameter) {
    JsonNode schema = followed(parameter.path("schema"));
    String style = parameter.path("style").asText("form");
    boolean deep = style.equals("deepObject");
    if (deep && schema.path("type").asText().equals("array")) {
      return List.of("query " + name + "[]" + mark);
    }
    boolean exploded = parameter.path("explode").asBoolean(style.equals("form"));
    if (schema.path("properties").isEmpty() || !(deep || exploded)) {
      return List.of("query " + name + mark);
    }
    List<String> members = new ArrayList<>();
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(member -> {
          boolean required =
              !mark.isEmpty()
                  && schema
                      .path("required")
                      .valueStream()
                      .anyMatch(one -> one.asText().equals(member));
          members.add(
              "query " + (deep ? name + "[" + member + "]" : member) + (required ? "!" : ""));
        });
    return members;
  }

  private static String body2(JsonNode operation, Map<String, JsonNode> parameters) {
    if (parameters.keySet().stream().anyMatch(key -> key.startsWith("formData "))) {
      return operation.path("consumes").toString().contains("multipart") ? "multipart" : "form";
    }
    return parameters.keySet().stream().anyMatch(key -> key.startsWith("body ")) ? "json" : "none";
  }

  private String body3(JsonNode operation) {
    JsonNode content = followed(operation.path("requestBody")).path("content");
    List<String> types = new ArrayList<>();
    content.fieldNames().forEachRemaining(type -> types.add(type.replaceFirst(";.*", "").strip()));
    if (types.isEmpty()) {
      return "none";
    }
    if (types.stream().anyMatch(type -> type.matches("application/(json|.+\\+json)"))) {
      return "json";
    }
    if (types.contains("multipart/form-data")) {
      return "multipart";
    }
    if (types.contains("application/x-www-form-urlencoded")) {
      return "form";
    }
    boolean anything = types.contains("*/*") || types.contains("application/*");
    return anything
            && !followed(content.elements().next().path("schema"))
                .path("format")
                .asText()
                .equals("binary")
        ? "json"
        : "raw";
  }

  private JsonNode followed(JsonNode node) {
    JsonNode found = node;
    for (int i = 0; i < 10 && found.path("$ref").asText().startsWith("#/"); i++) {
      found = document.at(JsonPointer.compile(found.path("$ref").asText().substring(1)));
    }
    return found;
  }
}
