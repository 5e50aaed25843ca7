package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that is not a success. Salesforce tells a list of errors, each with a message and a
 * code; what a code means depends on what was asked.
 */
final class SalesforceError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** There is a record, or a folder, of the same name already. */
  static final String DUPLICATE = "DUPLICATE_VALUE";

  /** As much as is told of a failure that is not Salesforce's JSON. */
  private static final int LONGEST_WORDS = 1000;

  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final List<String> codes;
  private final String words;

  private SalesforceError(int status, List<String> codes, String words) {
    this.status = status;
    this.codes = List.copyOf(codes);
    this.words = words;
  }

  /** Reads an answer. */
  static SalesforceError of(int status, byte[] content) {
    List<String> codes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (JsonNode error : errors(content)) {
      String code = error.path("errorCode").asText();
      codes.add(code);
      texts.add(code + ": " + error.path("message").asText());
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return new SalesforceError(
        status,
        codes,
        texts.isEmpty()
            ? text.substring(0, Math.min(text.length(), LONGEST_WORDS))
            : String.join(" ", texts));
  }

  /** Reads what became of a part of a request. */
  static SalesforceError of(int status, JsonNode result) {
    return of(status, result.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether one of the errors has a code. */
  boolean has(String code) {
    return codes.contains(code);
  }

  /** Whether Salesforce has failed, and may have done what was asked for all the same. */
  boolean mayHaveActed() {
    return status >= 500;
  }

  /** Whether Salesforce does not know what was named, or no longer. */
  boolean notFound() {
    return status == 404 || codes.contains("ENTITY_IS_DELETED") || codes.contains("MALFORMED_ID");
  }

  /** The failure for a caller who named a file or a folder. */
  ApiException about(FileReference item) {
    if (codes.contains("STORAGE_LIMIT_EXCEEDED")) {
      return DocumentsErrors.outOfSpace(words);
    }
    if (status == 416) {
      return failure(416, "The file has no such range.");
    }
    return notFound() ? DocumentsErrors.notFound(item, words) : toApiException();
  }

  @Override
  public String getMessage() {
    return words;
  }

  /** The failure for a caller who asked for an object's records. */
  ApiException about(String object) {
    return status == 404 || codes.contains("INVALID_TYPE")
        ? ObjectsErrors.unknownObject(object, words)
        : toApiException();
  }

  /** The failure for a caller, whatever was asked for. */
  ApiException toApiException() {
    if (codes.contains("REQUEST_LIMIT_EXCEEDED") || status == 429) {
      return ApiException.tooManyRequests("Salesforce asks to wait.", words, null);
    }
    if (codes.contains("INVALID_QUERY_LOCATOR")) {
      return ObjectsErrors.unknownPage(words);
    }
    if (codes.contains(DUPLICATE) || codes.contains("DUPLICATES_DETECTED")) {
      return failure(409, "Salesforce has such a record already.");
    }
    return switch (status) {
      case 400 -> failure(400, "Salesforce does not accept the request.");
      case 401 -> failure(401, "Salesforce does not accept the account's access token.");
      case 403 -> failure(403, "Salesforce does not allow this.");
      case 404 -> failure(404, "Salesforce does not find this.");
      case 414, 431 ->
          failure(400, "The query is too long for Salesforce: name fewer fields in 'fields'.");
      default -> failure(502, "Salesforce answered with status " + status + ".");
    };
  }

  private ApiException failure(int apiStatus, String message) {
    return ApiException.ofProvider(apiStatus, message, words);
  }

  private static JsonNode errors(byte[] content) {
    try {
      JsonNode errors = JSON.readTree(content);
      return errors.path(0).has("errorCode") ? errors : JSON.createArrayNode();
    } catch (IOException e) {
      return JSON.createArrayNode(); // plain text or HTML, told as it is
    }
  }
}
