package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.io.UncheckedIOException;
import java.util.Map;

/** The result of a function whose answer is bytes: JSON in a header. */
final class HeaderJson {

  private static final ObjectWriter ASCII =
      Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private HeaderJson() {}

  /** The header with a result. */
  static Map<String, String> result(ObjectNode node) {
    try {
      // The delete character is ASCII, but not allowed in a header.
      return Map.of(
          "Dropbox-API-Result", ASCII.writeValueAsString(node).replace("\u007f", "\\u007f"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
