package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.egress.EgressResponse;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A vendor's answer that is no failure.
 *
 * @param head the status and the headers; its body has been read
 * @param body the JSON; {@link MissingNode} when there was none
 */
record VendorAnswer(EgressResponse head, JsonNode body) {

  private static final int LARGEST = 32 * 1024 * 1024;

  Optional<String> header(String name) {
    return head.header(name);
  }

  /**
   * Reads an answer, and closes it.
   *
   * @throws ApiException with the vendor's words for a failure (contract, core 1.6): 502 for what
   *     cannot be read, 501 for XML
   */
  static VendorAnswer read(Element element, SigningSender sender, EgressResponse response) {
    try (response) {
      if (!response.successful()) {
        byte[] content = response.peek(SigningSender.LARGEST_FAILURE);
        throw failure(element, response, sender.words(content));
      }
      byte[] content = response.readAll(LARGEST);
      return Json.parse(content)
          .or(() -> blank(content) ? Optional.of(MissingNode.getInstance()) : Optional.empty())
          .map(body -> new VendorAnswer(response, body))
          .orElseThrow(() -> unreadable(element, response, sender.words(content)));
    }
  }

  private static boolean blank(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).isBlank();
  }

  private static ApiException unreadable(Element element, EgressResponse response, String words) {
    String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    boolean xml = type.matches("[^;]*[/+]xml\\b.*") && !type.contains("xhtml");
    return xml
        ? ApiException.ofProvider(
            501, element.name() + " answered with XML, which is not read.", words)
        : ApiException.ofProvider(
            502, element.name() + " answered with something that is not JSON.", words);
  }

  private static ApiException failure(Element element, EgressResponse response, String words) {
    String name = element.name();
    int status = response.status();
    return switch (status) {
      case 401 ->
          ApiException.ofProvider(401, name + " does not accept the account's credentials.", words);
      case 403 -> ApiException.ofProvider(403, name + " does not allow this.", words);
      case 404, 410 -> ApiException.ofProvider(404, name + " does not find this.", words);
      case 409 -> ApiException.ofProvider(409, name + " has something that is in conflict.", words);
      case 429 ->
          ApiException.tooManyRequests(
              name + " asks to wait.", words, response.header("Retry-After").orElse(null));
      case 408 -> unexpected(name, status, words);
      default ->
          status / 100 == 4
              ? ApiException.ofProvider(400, name + " does not accept the request.", words)
              : unexpected(name, status, words);
    };
  }

  private static ApiException unexpected(String name, int status, String words) {
    return ApiException.ofProvider(502, name + " answered with status " + status + ".", words);
  }
}
