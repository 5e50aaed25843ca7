package dev.valence.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests to a control API and reads its JSON. */
final class ControlConnection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          // A newer sandbox may say more than this client knows.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  ControlConnection(URI base) {
    this.base = base;
  }

  <T> T json(String method, String path, @Nullable Object body, TypeReference<T> type) {
    try {
      return MAPPER.readValue(
          send(method, path, publisher(body), BodyHandlers.ofByteArray()).body(), type);
    } catch (IOException e) {
      throw new SandboxException(method + " " + path + " has no readable answer", e);
    }
  }

  void call(String method, String path, @Nullable Object body) {
    HttpResponse<byte[]> _ = send(method, path, publisher(body), BodyHandlers.ofByteArray());
  }

  <T> HttpResponse<T> send(String method, String path, BodyPublisher body, BodyHandler<T> handler) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/_sandbox" + path)).method(method, body).build();
    try {
      HttpResponse<T> response = client.send(request, handler);
      if (response.statusCode() / 100 != 2) {
        throw new SandboxException(
            method
                + " "
                + path
                + " was answered with "
                + response.statusCode()
                + (response.body() instanceof byte[] bytes
                    ? " " + new String(bytes, StandardCharsets.UTF_8)
                    : ""));
      }
      return response;
    } catch (IOException e) {
      throw new SandboxException("the sandbox at " + base + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted", e);
    }
  }

  private static BodyPublisher publisher(@Nullable Object body) {
    try {
      return body == null
          ? BodyPublishers.noBody()
          : BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new SandboxException("cannot write the request", e);
    }
  }
}
