package dev.valence.descriptions;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An element that a test had made, and what tests ask of it. */
public record MadeElement(JsonNode json) {

  public static MadeElement of(String document) {
    return of(document.getBytes(StandardCharsets.UTF_8));
  }

  public static MadeElement of(byte[] document) {
    return new MadeElement(
        new Descriptions().convert(Optional.empty(), document, Optional.empty()));
  }

  List<JsonNode> resources() {
    return json.path("resources").valueStream().toList();
  }

  JsonNode resource(String method, String path) {
    return one(
        resources().stream()
            .filter(resource -> resource.path("method").asText().equals(method))
            .filter(resource -> resource.path("path").asText().equals("/hubs/general" + path))
            .toList(),
        method + " " + path + " of " + json.findValuesAsText("path"));
  }

  JsonNode setting(String key) {
    return one(
        json.path("configuration")
            .valueStream()
            .filter(entry -> entry.path("key").asText().equals(key))
            .toList(),
        key);
  }

  /** A parameter as {@code type name → vendorType vendorName}, with a bang if it is required. */
  static List<String> parameters(JsonNode owner) {
    return owner
        .path("parameters")
        .valueStream()
        .map(parameter ->
            "%s %s → %s %s%s"
                .formatted(
                    parameter.path("type").asText(),
                    parameter.path("name").asText(),
                    parameter.path("vendorType").asText(),
                    parameter.path("vendorName").asText(),
                    parameter.path("required").asBoolean() ? "!" : ""))
        .toList();
  }

  /** What a resource takes of its caller, in the words of {@link PlainDescription.Call}. */
  static Set<String> taken(JsonNode resource) {
    Set<String> taken = new TreeSet<>();
    for (JsonNode parameter : resource.path("parameters")) {
      String place = parameter.path("vendorType").asText();
      if (Set.of("path", "query", "header").contains(place)
          && Set.of("path", "query", "header").contains(parameter.path("type").asText())) {
        taken.add(
            place
                + " "
                + parameter.path("vendorName").asText()
                + (parameter.path("required").asBoolean() ? "!" : ""));
      }
    }
    return taken;
  }

  /** The kind of body that a resource sends. */
  static String body(JsonNode resource) {
    boolean typed =
        resource
            .path("parameters")
            .valueStream()
            .filter(parameter -> parameter.path("type").asText().equals("value"))
            .filter(parameter -> parameter.path("vendorName").asText().equals("Content-Type"))
            .anyMatch(parameter -> !parameter.path("name").asText().contains("json"));
    List<String> kinds =
        resource
            .path("parameters")
            .valueStream()
            .filter(
                parameter -> Set.of("body", "multipart").contains(parameter.path("type").asText()))
            .map(parameter -> parameter.path("vendorType").asText())
            .distinct()
            .toList();
    return switch (kinds.isEmpty() ? "none" : kinds.getFirst()) {
      case "body" -> typed ? "raw" : "json";
      case String other -> other;
    };
  }

  private static JsonNode one(List<JsonNode> found, String wanted) {
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + wanted);
    }
    return found.getFirst();
  }
}
