package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.model.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What a resource's bodies are wrapped in (contract, element format 4.1): {@code request|response},
 * or the response's alone.
 */
record RootKey(BodyPath request, BodyPath response) {

  static RootKey of(Resource resource) {
    String text = resource.rootKey() == null ? "" : resource.rootKey().strip();
    int bar = text.indexOf('|');
    return new RootKey(
        BodyPath.of(bar < 0 ? "" : text.substring(0, bar)), BodyPath.of(text.substring(bar + 1)));
  }

  /** The vendor's body of the caller's. */
  JsonNode wrap(JsonNode body) {
    JsonNode wrapped = body;
    for (String name : List.copyOf(request.steps()).reversed()) {
      wrapped = JsonNodeFactory.instance.objectNode().set(name, wrapped);
    }
    return wrapped;
  }

  /** The caller's body of the vendor's; empty for one that has no such root. */
  Optional<JsonNode> unwrap(JsonNode body) {
    return response.steps().isEmpty() ? Optional.empty() : response.find(body);
  }
}
