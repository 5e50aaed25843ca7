package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Calls of the sandbox's REST API by a user. */
record SalesforceApi(HttpClient http, String base, String token) {

  private static final String BOUNDARY = "part-of-a-test";

  /** The JSON of an answer that has to have a status. */
  JsonNode call(int status, String method, String path, String body) throws Exception {
    HttpResponse<byte[]> response =
        send(
            method,
            path,
            "application/json",
            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return json(response, status);
  }

  JsonNode get(String path) throws Exception {
    return call(200, "GET", path, "");
  }

  /** A multipart request with JSON and bytes. */
  JsonNode upload(
      int status,
      String path,
      String jsonPart,
      String json,
      String filePart,
      String name,
      byte[] bytes)
      throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + jsonPart
                + "\"\r\nContent-Type: application/json\r\n\r\n"
                + json
                + "\r\n--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + filePart
                + "\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(bytes);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return json(
        send(
            "POST",
            path,
            "multipart/form-data; boundary=" + BOUNDARY,
            BodyPublishers.ofByteArray(body.toByteArray())),
        status);
  }

  HttpResponse<byte[]> send(
      String method, String path, String contentType, BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> response, int status) throws IOException {
    assertThat(response.statusCode())
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    return Json.MAPPER.readTree(response.body());
  }
}
