package dev.valence.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An element as its folder describes it.
 *
 * @param definition the definition with its defaults and scripts; fields without meaning are kept
 * @param image the bytes of its image, a PNG
 */
// The bytes are shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
record LoadedElement(ObjectNode definition, byte @Nullable [] image) {

  String key() {
    return definition.path("key").asText();
  }
}
