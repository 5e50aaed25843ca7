package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Resource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a declared resource is given.
 *
 * @param route the resource with what its placeholders stand for
 * @param call the caller's call
 * @param body what the caller sent
 * @param pages what stands for the parameters that name a page
 * @param previous what the resource before it in a chain was answered with; null for the first
 */
record ResourceCall(
    Route route,
    HubCall call,
    CallBody body,
    Map<String, String> pages,
    @Nullable Previous previous) {

  Resource resource() {
    return route.resource();
  }

  /**
   * The answer of the resource before in a chain.
   *
   * @param body the body after its hooks
   * @param headers the headers, with names in lower case
   */
  record Previous(JsonNode body, Map<String, JsonNode> headers) {}
}
