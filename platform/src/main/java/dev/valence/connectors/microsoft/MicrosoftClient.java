package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the API, with the account's token, and of the addresses that the API names, which are an
 * authorization themselves and are called without it.
 *
 * <p>Every method fails with {@link MicrosoftError} when the answer is not a success.
 */
final class MicrosoftClient {

  /** An item is about 2 KiB, and a portion has 999 at most. */
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Sender sender;
  private final Sender unsigned;

  /**
   * @param sender calls with the account's token
   * @param unsigned calls without it
   */
  MicrosoftClient(Sender sender, Sender unsigned) {
    this.sender = sender;
    this.unsigned = unsigned;
  }

  /** An empty object, to be filled and sent. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Asks for something. */
  JsonNode get(URI url) {
    return json(EgressRequest.of("GET", url));
  }

  /** Sends an object. */
  JsonNode post(URI url, ObjectNode body) {
    return json(EgressRequest.of("POST", url).withBody(body(body)));
  }

  /** Sends an object where sending it twice does no harm. */
  JsonNode postOrRepeat(URI url, ObjectNode body) {
    return json(EgressRequest.of("POST", url).withBody(body(body)).asIdempotent());
  }

  /** Changes something to a state that the object names. */
  JsonNode patch(URI url, ObjectNode body) {
    return json(EgressRequest.of("PATCH", url).withBody(body(body)).asIdempotent());
  }

  /**
   * Stores bytes.
   *
   * @param repeatable whether storing them twice is as good as once
   */
  JsonNode put(URI url, byte[] content, boolean repeatable) {
    Body body = Body.bytes(content, "application/octet-stream");
    EgressRequest request = EgressRequest.of("PUT", url).withBody(body);
    return json(
        repeatable
            ? request
            : new EgressRequest(request.method(), url, request.headers(), body, false));
  }

  /** Does something that is answered with nothing. */
  void act(String method, URI url) {
    answered(sender, EgressRequest.of(method, url)).close();
  }

  /**
   * The address that an answer names instead of having a body.
   *
   * @param method GET for a redirect, POST for the monitor of something that goes on
   */
  URI location(String method, URI url, @Nullable ObjectNode body) {
    // A request with a body is not sent on to another address, which would get the token as well
    // if it is on the same host.
    Body sent = body == null ? Body.bytes(new byte[0], "") : body(body);
    try (EgressResponse response = sender.send(EgressRequest.of(method, url).withBody(sent))) {
      byte[] content = response.readAll(LARGEST_ANSWER);
      boolean named = response.status() == 202 || response.status() / 100 == 3;
      if (!named) {
        throw MicrosoftError.of(
            response.status(), content, response.header("Retry-After").orElse(null));
      }
      return response
          .header("Location")
          .flatMap(Urls::complete)
          .orElseThrow(() ->
              ApiException.ofProvider(
                  502, "Microsoft's answer does not say where to go on.", null));
    }
  }

  /**
   * Opens what is at an address of its own.
   *
   * @param range the value of a Range header, or null for the whole
   * @return the answer, which is a success; its owner closes it
   */
  EgressResponse open(URI url, @Nullable String range) {
    return answered(unsigned, EgressRequest.of("GET", url), range);
  }

  /** The same, whatever the answer. */
  EgressResponse openAnyhow(URI url, String range) {
    return unsigned.send(EgressRequest.of("GET", url).withHeader("Range", range));
  }

  /** Calls an address of its own. */
  JsonNode unsigned(EgressRequest request) {
    try (EgressResponse response = answered(unsigned, request)) {
      return response.status() == 204 ? object() : object(response.readAll(LARGEST_ANSWER));
    }
  }

  private JsonNode json(EgressRequest request) {
    try (EgressResponse response =
        answered(sender, request.withHeader("Accept", "application/json"))) {
      return object(response.readAll(LARGEST_ANSWER));
    }
  }

  private static EgressResponse answered(Sender sender, EgressRequest request) {
    EgressResponse response = sender.send(request);
    if (response.successful()) {
      return response;
    }
    try (response) {
      throw MicrosoftError.of(
          response.status(),
          response.readAll(LARGEST_ANSWER),
          response.header("Retry-After").orElse(null));
    }
  }

  private static EgressResponse answered(
      Sender sender, EgressRequest request, @Nullable String range) {
    return answered(sender, range == null ? request : request.withHeader("Range", range));
  }

  private static Body body(ObjectNode object) {
    return Body.text(object.toString(), "application/json");
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
