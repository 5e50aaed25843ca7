package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubCall;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls the documents hub of one account as an app does, in a test's few words. */
public final class HubCaller {

  /** The content of a small file. */
  static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final Function<HubCall, HubAnswer> account;

  /**
   * @param account answers a call, or throws {@link ApiException}
   */
  public HubCaller(Function<HubCall, HubAnswer> account) {
    this.account = account;
  }

  /** A call without a body; names and values of query parameters in turn. */
  public HubAnswer call(String method, String path, String... query) {
    return account.apply(new HubCall(method, path, pairs(query), Map.of(), null));
  }

  /** A call of GET that is answered with JSON. */
  public JsonNode json(String path, String... query) {
    return json(call("GET", path, query));
  }

  /** The failure of a call without a body. */
  public ApiException failure(String method, String path, String... query) {
    return failure(() -> call(method, path, query));
  }

  /** The failure of anything. */
  public static ApiException failure(Runnable call) {
    ApiException failure = catchThrowableOfType(ApiException.class, call::run);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  /** The failure of anything, if it fails. */
  public static Optional<ApiException> failureOrNothing(Runnable call) {
    return Optional.ofNullable(catchThrowableOfType(ApiException.class, call::run));
  }

  /** Uploads a file, as an app does that sends nothing but the file. */
  public JsonNode upload(String path, byte[] content, String... query) {
    return upload(path, new ByteArrayInputStream(content), query);
  }

  /** Uploads a file of a stream. */
  public JsonNode upload(String path, InputStream content, String... query) {
    Map<String, List<String>> parameters = new HashMap<>(pairs(query));
    parameters.put("path", List.of(path));
    return json(
        account.apply(
            new HubCall(
                "POST",
                "/files",
                parameters,
                Map.of(),
                new HubCall.Body(content, -1, "application/octet-stream"))));
  }

  /** A call with a JSON body. */
  public JsonNode send(String method, String path, String body, String... query) {
    return json(answer(method, path, body, query));
  }

  /** The whole answer to a call with a JSON body. */
  public HubAnswer answer(String method, String path, String body, String... query) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return account.apply(
        new HubCall(
            method,
            path,
            pairs(query),
            Map.of(),
            new HubCall.Body(new ByteArrayInputStream(bytes), bytes.length, "application/json")));
  }

  /** A call with the fields and the file of a form. */
  public JsonNode multipart(
      String method, String path, Map<String, String> fields, String fileName, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((name, value) ->
        body.writeBytes(
            ("--limit\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n")
                .formatted(name, value)
                .getBytes(StandardCharsets.UTF_8)));
    body.writeBytes(
        ("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
            .formatted(fileName)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
    return json(
        account.apply(
            new HubCall(
                method,
                path,
                Map.of(),
                Map.of(),
                new HubCall.Body(
                    new ByteArrayInputStream(body.toByteArray()),
                    body.size(),
                    "multipart/form-data; boundary=limit"))));
  }

  /** The path of a new place as the body of a copy or a change. */
  public static String to(String path) {
    return JsonNodeFactory.instance.objectNode().put("path", path).toString();
  }

  /** The bytes of a file. */
  public byte[] content(String path, String... query) {
    return content(call("GET", path, query));
  }

  /** The bytes of an answer. */
  public static byte[] content(HubAnswer answer) {
    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part of a file that a Range header names. */
  public HubAnswer range(String path, String range) {
    return account.apply(
        new HubCall("GET", "/files", Map.of("path", List.of(path)), Map.of("Range", range), null));
  }

  /** The names of a folder's items, page after page. */
  public List<String> walk(String folder, int pageSize) {
    return walk(pageSize, "/folders/contents", "path", folder);
  }

  /** The names of a list's items, page after page. */
  public List<String> walk(int pageSize, String path, String... query) {
    List<String> names = new ArrayList<>();
    List<String> parameters = new ArrayList<>(List.of(query));
    parameters.addAll(List.of("pageSize", String.valueOf(pageSize)));
    HubAnswer page = call("GET", path, parameters.toArray(String[]::new));
    while (true) {
      assertThat(json(page)).hasSizeLessThanOrEqualTo(pageSize);
      json(page).forEach(item -> names.add(item.path("name").asText()));
      if (page.nextPage().isEmpty()) {
        return names;
      }
      List<String> next = new ArrayList<>(parameters);
      next.addAll(List.of("nextPage", page.nextPage().get()));
      page = call("GET", path, next.toArray(String[]::new));
    }
  }

  /** The JSON of an answer. */
  public static JsonNode json(HubAnswer answer) {
    return ((HubAnswer.Json) answer.body()).content();
  }

  /** A text as one segment of a URL's path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, List<String>> pairs(String... query) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.put(query[i], List.of(query[i + 1]));
    }
    return parameters;
  }
}
