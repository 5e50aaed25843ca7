package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not a success. It has a code, a message, and inside further codes, each more
 * specific than the one around it.
 *
 * @see <a href="https://learn.microsoft.com/onedrive/developer/rest-api/concepts/errors">Error
 *     responses</a>
 */
final class MicrosoftError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** As much as is told of a failure that is not the API's JSON. */
  private static final int LONGEST_WORDS = 1000;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final int status;
  private final List<String> codes;
  private final String words;
  private final @Nullable String retryAfter;

  private MicrosoftError(
      int status, List<String> codes, String words, @Nullable String retryAfter) {
    this.status = status;
    this.codes = List.copyOf(codes);
    this.words = words;
    this.retryAfter = retryAfter;
  }

  /** Reads an answer. */
  static MicrosoftError of(int status, byte[] content, @Nullable String retryAfter) {
    JsonNode error = error(content);
    List<String> codes = new ArrayList<>();
    for (JsonNode at = error; at.isObject(); at = inner(at)) {
      if (at.path("code").isTextual()) {
        codes.add(at.path("code").asText());
      }
    }
    String text = new String(content, StandardCharsets.UTF_8);
    String words =
        codes.isEmpty()
            ? text.substring(0, Math.min(text.length(), LONGEST_WORDS))
            : String.join("/", codes) + ": " + message(error);
    return new MicrosoftError(status, codes, words, retryAfter);
  }

  @Override
  public String getMessage() {
    return words;
  }

  int status() {
    return status;
  }

  /** Whether one of the codes is there. */
  boolean has(String code) {
    return codes.contains(code);
  }

  /** The failure for the caller who asked for an item. */
  ApiException about(FileReference item) {
    return status == 404 ? DocumentsErrors.notFound(item, words) : toApiException();
  }

  /** The failure for a caller, whatever was asked for. */
  ApiException toApiException() {
    if (status == 429 || (status == 503 && (retryAfter != null || throttled()))) {
      return ApiException.tooManyRequests("Microsoft asks to wait.", words, retryAfter);
    }
    return switch (status) {
      case 400 -> failure(400, "Microsoft does not accept the request.");
      case 401 -> failure(401, "Microsoft does not accept the account's access token.");
      case 403 -> failure(403, "Microsoft does not allow this.");
      case 404 -> failure(404, "Microsoft does not find the account's drive.");
      case 409 -> failure(409, "An item of that name exists already.");
      case 412 -> failure(409, "The item has been changed meanwhile.");
      case 416 -> failure(416, "The file does not have the range that was asked for.");
      case 507 -> DocumentsErrors.outOfSpace(words);
      default -> failure(502, "Microsoft answered with status " + status + ".");
    };
  }

  private boolean throttled() {
    return codes.contains("activityLimitReached");
  }

  private ApiException failure(int ours, String message) {
    return ApiException.ofProvider(ours, message, words);
  }

  private static JsonNode error(byte[] content) {
    try {
      return MAPPER.readTree(new String(content, StandardCharsets.UTF_8)).path("error");
    } catch (JacksonException e) {
      return MAPPER.missingNode(); // plain text or HTML, told as it is
    }
  }

  /** Graph writes the name in another way than SharePoint. */
  private static JsonNode inner(JsonNode error) {
    return error.has("innerError") ? error.path("innerError") : error.path("innererror");
  }

  /** A text; older parts of SharePoint tell its language as well. */
  private static String message(JsonNode error) {
    JsonNode message = error.path("message");
    return message.path("value").asText(message.asText());
  }
}
