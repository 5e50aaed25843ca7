package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.TestVendor.Question;
import dev.valence.app.TestVendor.Reply;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of connecting share: elements of their own, and the vendor behind them. */
abstract class TestElementsTest extends RestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  final TestVendor vendor = TestElements.vendor();

  private final AtomicInteger grants = new AtomicInteger();

  @BeforeEach
  void clean() {
    vendor.reset();
    disconnectAll();
    vendor.reset();
    vendor.on("/token", question -> granted(""));
    vendor.on("/ping", 200, "{}");
    vendor.on("/me", 200, "{}");
  }

  /** Tokens with numbers of their own, and further members. */
  Reply granted(String members) {
    int number = grants.incrementAndGet();
    return Reply.json(
        "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\"%s}"
            .formatted(number, number, members));
  }

  /** A vendor that takes one access token and says of others that they have expired. */
  static Function<Question, Reply> unless(String token) {
    return question ->
        ("Bearer " + token).equals(question.authorization())
            ? Reply.json("{}")
            : new Reply(401, "expired");
  }

  /** A body that connects an element with OAuth 2.0. */
  static ObjectNode body(String element) {
    ObjectNode body = named(element);
    body.putObject("providerData").put("code", "code-" + System.nanoTime());
    body.withObject("configuration")
        .put("oauth.api.key", "key")
        .put("oauth.api.secret", "the-client-secret")
        .put("oauth.callback.url", Api.CALLBACK);
    return body;
  }

  /** A body with a name and an element. */
  static ObjectNode named(String element) {
    ObjectNode body = object();
    body.putObject("element").put("key", element);
    body.putObject("configuration");
    return body.put("name", "Mine");
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** A body with nothing but one value of the configuration. */
  static ObjectNode configuration(String key, String value) {
    ObjectNode body = object();
    body.putObject("configuration").put(key, value);
    return body;
  }

  Answer create(JsonNode body) {
    return api.post("/instances", api.organization(), body);
  }

  JsonNode connect(String element) {
    return succeeded(create(body(element))).json();
  }

  Answer put(JsonNode instance, JsonNode body) {
    return send("PUT", instance, body);
  }

  Answer patch(JsonNode instance, JsonNode body) {
    return send("PATCH", instance, body);
  }

  private Answer send(String method, JsonNode instance, JsonNode body) {
    return api.call(method, Api.path(instance), api.organization(), body.toString());
  }

  JsonNode show(JsonNode instance) {
    return succeeded(api.get(Api.path(instance), api.organization())).json();
  }

  /** A call that asks the vendor once. */
  Answer ping(JsonNode instance) {
    return api.get("/hubs/documents/ping", api.element(instance));
  }

  void assertNothingStored() {
    failed(api.get("/instances", api.organization()), 404);
  }

  static String shown(JsonNode instance, String key) {
    return instance.path("configuration").path(key).asText(null);
  }

  static String state(JsonNode instance) {
    return instance.path("state").path("name").asText();
  }
}
