package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.net.URI;

/** Calls that are answered with JSON. */
final class MicrosoftClient {

  /** An item is about 2 KiB, and a portion has 999 at most. */
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Sender sender;

  MicrosoftClient(Sender sender) {
    this.sender = sender;
  }

  /**
   * Asks for something.
   *
   * @throws MicrosoftError when the answer is not a success
   */
  JsonNode get(URI url) {
    EgressRequest request = EgressRequest.of("GET", url).withHeader("Accept", "application/json");
    try (EgressResponse response = sender.send(request)) {
      byte[] content = response.readAll(LARGEST_ANSWER);
      if (!response.successful()) {
        throw MicrosoftError.of(
            response.status(), content, response.header("Retry-After").orElse(null));
      }
      return object(content);
    }
  }

  private static JsonNode object(byte[] content) {
    try {
      JsonNode answer = MAPPER.readTree(content);
      if (answer.isObject()) {
        return answer;
      }
    } catch (IOException e) {
      // Told below.
    }
    throw ApiException.ofProvider(502, "Microsoft's answer is not a JSON object.", null);
  }
}
