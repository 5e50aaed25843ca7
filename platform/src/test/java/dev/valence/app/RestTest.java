package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** What the tests over HTTP share: the running server and a user's application. */
abstract class RestTest {

  static final String ELEMENTS = "/elements/api-v2";
  static final String YOUR_MOMS = "/your_moms/api-v2";
  static final String INVALID_CREDENTIALS =
      "Invalid Organization or User secret, or invalid Element token provided.";

  @TestHTTPResource("/")
  URI server;

  @ConfigProperty(name = "valence.data")
  Path data;

  Api api;

  @BeforeEach
  void meetServer() {
    api = new Api(server, data);
  }

  /** Deletes what other tests have connected; the provider is forgotten with it. */
  void disconnectAll() {
    TestPlatform.sandbox().reset();
    for (Answer all = api.get("/instances", api.organization());
        all.status() == 200;
        all = api.get("/instances", api.organization())) {
      for (JsonNode instance : all.json()) {
        succeeded(api.delete(Api.path(instance), api.organization()));
      }
    }
    TestPlatform.sandbox().reset();
  }

  /** A call without a body, of any path of the server, with headers as name, value, name, value. */
  Answer call(String method, String path, String... headers) {
    return send(method, path, null, headers);
  }

  Answer get(String path, String... headers) {
    return call("GET", path, headers);
  }

  /** A call with JSON. */
  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  private Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = api.request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.setHeader("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    return Api.send(request.build());
  }

  /** An answer in the contract's error shape, with this status. */
  static Answer failed(Answer answer, int status) {
    String body = answer.response().body();
    assertThat(answer.status()).as(body).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().path("requestId").asText())
        .matches("[0-9a-f]{24}")
        .isEqualTo(answer.header("Elements-Request-Id"));
    assertThat(answer.message()).as(body).isNotBlank();
    assertThat(answer.json().properties())
        .extracting(Map.Entry::getKey)
        .isSubsetOf("requestId", "message", "providerMessage");
    // A provider may call its errors exceptions.
    assertThat(body)
        .doesNotContain("\\tat ", "dev.valence", "java.")
        .doesNotContainPattern("\\b(java|jakarta|org)\\.[a-z.]+Exception");
    return answer;
  }

  static Answer succeeded(Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.header("Elements-Request-Id")).matches("[0-9a-f]{24}");
    return answer;
  }
}
