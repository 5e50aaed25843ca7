package dev.valence.apidocs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.Element;
import java.net.URI;
import java.util.Optional;

/** Elements as somebody would define them, and requests for their documents. */
final class Definitions {

  private static final JsonMapper JSON = new JsonMapper();

  private Definitions() {}

  /**
   * An element of the hub {@code crm}.
   *
   * @param parts what the definition has beside its labels, as JSON
   */
  static Element element(String parts) {
    ObjectNode definition = (ObjectNode) json(parts);
    definition
        .put("id", 7)
        .put("key", "acme")
        .put("name", "Acme")
        .put("description", "Acme's records")
        .put("hub", "crm")
        .put("protocolType", "http")
        .putObject("authentication")
        .put("type", "custom");
    for (JsonNode resource : definition.path("resources")) {
      ((ObjectNode) resource).put("kind", "eb");
      if (!resource.has("type")) {
        ((ObjectNode) resource).put("type", "api");
      }
      for (JsonNode parameter : resource.path("parameters")) {
        if (!parameter.has("source")) {
          ((ObjectNode) parameter).put("source", "request");
        }
      }
    }
    try {
      return JSON.treeToValue(definition, Element.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(parts, e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static DocumentRequest request(DocumentFormat format) {
    return new DocumentRequest(format, location(), false, false);
  }

  static ApiLocation location() {
    return new ApiLocation(Optional.of(URI.create("https://valence.example/")), "/elements/api-v2");
  }
}
