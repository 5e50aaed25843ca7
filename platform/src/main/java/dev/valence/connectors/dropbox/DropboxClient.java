package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.hubs.documents.MimeTypes;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three kinds of calls of Dropbox's API: RPC (JSON in, JSON out), upload (arguments in a
 * header, bytes in the body) and download (arguments in a header, bytes in the answer).
 */
final class DropboxClient {

  /** Metadata of 2,000 items, the largest answer, is about 2 MiB. */
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  /** As much as is told of a failure that is not JSON. */
  private static final int LONGEST_WORDS = 1000;

  private static final String JSON = "application/json";

  /** The tag of what is not done now, since the account is being changed by somebody else. */
  private static final String PUT_OFF = "too_many_write_operations";

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final Sender sender;
  private final String apiUrl;
  private final String contentUrl;

  /**
   * @param apiUrl the base of RPC calls, with the version
   * @param contentUrl the base of uploads and downloads, with the version
   */
  DropboxClient(Sender sender, String apiUrl, String contentUrl) {
    this.sender = sender;
    this.apiUrl = apiUrl;
    this.contentUrl = contentUrl;
  }

  /**
   * Calls an RPC endpoint.
   *
   * @param argument the argument; null for an endpoint that has none
   * @throws EndpointError when Dropbox answers 409
   */
  JsonNode rpc(String endpoint, @Nullable Object argument) {
    return json(rpcRequest(endpoint, argument));
  }

  /**
   * Calls an RPC endpoint that has the same effect when it is called twice, most often none; so it
   * is called again when it fails.
   *
   * @param argument the argument; null for an endpoint that has none
   * @throws EndpointError when Dropbox answers 409
   */
  JsonNode query(String endpoint, @Nullable Object argument) {
    return json(rpcRequest(endpoint, argument).asIdempotent());
  }

  private EgressRequest rpcRequest(String endpoint, @Nullable Object argument) {
    // An endpoint without an argument wants the body "null".
    return request(apiUrl, endpoint, Map.of(), Body.text(write(argument), JSON));
  }

  /**
   * Sends bytes, and sends them again when that fails: for calls that Dropbox takes twice without
   * harm.
   *
   * @throws EndpointError when Dropbox answers 409
   */
  JsonNode upload(String endpoint, Object argument, byte[] content) {
    return json(uploadRequest(endpoint, argument, content).asIdempotent());
  }

  /**
   * Sends bytes once.
   *
   * @throws EndpointError when Dropbox answers 409
   */
  JsonNode uploadOnce(String endpoint, Object argument, byte[] content) {
    return json(uploadRequest(endpoint, argument, content));
  }

  private EgressRequest uploadRequest(String endpoint, Object argument, byte[] content) {
    return request(
        contentUrl, endpoint, argumentHeader(argument), Body.bytes(content, MimeTypes.UNKNOWN));
  }

  /**
   * Asks for bytes, which the answer's owner closes.
   *
   * @param range the value of a Range header, or null
   * @throws EndpointError when Dropbox answers 409
   */
  EgressResponse download(String endpoint, Object argument, @Nullable String range) {
    Map<String, String> headers = new LinkedHashMap<>(argumentHeader(argument));
    if (range != null) {
      headers.put("Range", range);
    }
    EgressResponse response =
        sender.send(request(contentUrl, endpoint, headers, null).asIdempotent());
    if (!response.successful()) {
      try (response) {
        throw failure(response);
      }
    }
    return response;
  }

  /** Reads JSON that Dropbox has put into a header. */
  static JsonNode readHeader(String json) {
    // Dropbox escapes what is not ASCII, so that the characters are the bytes.
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw ApiException.ofProvider(502, "Dropbox answered with something that is not JSON.", null);
    }
  }

  /** The answer to a request; one that Dropbox put off, though not by 429, is sent again. */
  private JsonNode json(EgressRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return answer(request);
      } catch (EndpointError e) {
        if (!e.has(PUT_OFF) || attempt == ATTEMPTS) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressException(EgressException.Kind.BROKEN, "The call was interrupted.", e);
    }
  }

  private JsonNode answer(EgressRequest request) {
    boolean again = request.idempotent();
    while (true) {
      try (EgressResponse response = sender.send(request)) {
        if (!response.successful()) {
          throw failure(response);
        }
        return read(content(response));
      } catch (BrokenAnswer e) {
        // The sender has seen a good answer begin; that it broke off is only seen here.
        if (!again) {
          throw e.cause;
        }
        again = false;
      }
    }
  }

  private static byte[] content(EgressResponse response) throws BrokenAnswer {
    try {
      return response.readAll(LARGEST_ANSWER);
    } catch (EgressException e) {
      throw new BrokenAnswer(e);
    }
  }

  /** An answer that has begun well and broken off. */
  private static final class BrokenAnswer extends Exception {

    private static final long serialVersionUID = 1L;
    private final EgressException cause;

    private BrokenAnswer(EgressException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private static EgressRequest request(
      String baseUrl, String endpoint, Map<String, String> headers, @Nullable Body body) {
    return new EgressRequest("POST", URI.create(baseUrl + endpoint), headers, body);
  }

  private static Map<String, String> argumentHeader(Object argument) {
    // The mapper lets pass one character that is ASCII and yet not allowed in a header.
    return Map.of("Dropbox-API-Arg", write(argument).replace("\u007f", "\\u007F"));
  }

  private static String write(@Nullable Object argument) {
    try {
      return MAPPER.writeValueAsString(argument);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an unsuccessful answer means; a 409 has its own exception. */
  private static RuntimeException failure(EgressResponse response) {
    byte[] content = response.readAll(LARGEST_ANSWER);
    int status = response.status();
    if (status == 409) {
      return new EndpointError(read(content));
    }
    String words = words(content);
    return switch (status) {
      case 401 ->
          words.startsWith("missing_scope")
              ? ApiException.ofProvider(
                  403, "The account was connected without the permission for this.", words)
              : ApiException.ofProvider(
                  401, "Dropbox does not accept the account's access token.", words);
      case 403 -> ApiException.ofProvider(403, "Dropbox does not allow this.", words);
      case 416 -> ApiException.ofProvider(416, "The file has no such range of bytes.", words);
      case 429 ->
          ApiException.tooManyRequests(
              "Dropbox asks to wait.", words, response.header("Retry-After").orElse(null));
      case 400, 422 -> ApiException.ofProvider(400, "Dropbox does not accept the request.", words);
      default ->
          ApiException.ofProvider(502, "Dropbox answered with status " + status + ".", words);
    };
  }

  /** The summary of a failure: a field when it is JSON, else the text itself. */
  private static String words(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    try {
      JsonNode summary = MAPPER.readTree(text).path("error_summary");
      if (summary.isTextual()) {
        return summary.asText();
      }
    } catch (JacksonException e) {
      // Plain text or HTML: told as it is.
    }
    return text.substring(0, Math.min(text.length(), LONGEST_WORDS));
  }
}
