package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.EndpointOverlay.Endpoints;
import dev.valence.model.Element;
import java.util.Map;
import java.util.Set;

/** The elements that are packaged with the platform, for tests without a server. */
public final class BuiltInElements {

  private static final JsonMapper JSON = new JsonMapper();

  private BuiltInElements() {}

  /** An element as its definition has it. */
  public static Element of(String key) {
    return of(key, EndpointOverlay.none());
  }

  /** An element whose vendor is somewhere else. */
  public static Element of(String key, Endpoints endpoints) {
    return of(key, new EndpointOverlay(Map.of(key, endpoints)));
  }

  private static Element of(String key, EndpointOverlay overlay) {
    ObjectNode definition =
        new ElementLoader(Set.of("crm", "documents", "helpdesk", "marketing", "social"))
            .loadBuiltIn().stream()
                .filter(element -> element.key().equals(key))
                .findFirst()
                .orElseThrow()
                .definition();
    overlay.apply(definition);
    try {
      return JSON.treeToValue(definition, Element.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
