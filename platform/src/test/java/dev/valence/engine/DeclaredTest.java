package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Governor;
import dev.valence.egress.TestGovernor;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.jdbc.DatabaseSettings;
import dev.valence.jdbc.Databases;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.oauth.OAuth1Signer;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** An engine, and a vendor whose element a test declares. */
abstract class DeclaredTest {

  final TestVendor vendor = new TestVendor();
  private final Egress egress = new Egress(EgressSettings.of("test"));
  private final Governor governor = TestGovernor.alone(patience());
  private final DocumentsContract contract = new DocumentsContract();
  private final Scripts scripts = new Scripts(ScriptLimits.standard());
  private final Databases databases = new Databases(databases());
  final Engine engine =
      new Engine(
          new ConnectorRegistry(List.of(), contract),
          contract,
          egress,
          governor,
          new OAuth1Signer(),
          scripts,
          databases);

  @AfterEach
  void stop() {
    vendor.close();
    governor.close();
    egress.close();
    scripts.close();
    databases.close();
  }

  /** How long a call waits for the vendor: hardly, unless a test says otherwise. */
  Duration patience() {
    return Duration.ofMillis(300);
  }

  /** The databases that elements may call: none, unless a test says otherwise. */
  DatabaseSettings databases() {
    return DatabaseSettings.of(List.of(), List.of(), List.of());
  }

  /** An instance of an element with these resources, as JSON that is quoted once. */
  TestInstance instance(String resources) {
    return instance("custom", "{'resources': [" + resources + "]}");
  }

  TestInstance instance(String authentication, String definition, String... configuration) {
    return account(vendor.element(authentication, definition), configuration);
  }

  /** An instance of an element that is given as JSON, which may have quotes of any kind. */
  TestInstance instanceOf(String authentication, ObjectNode definition) {
    return account(vendor.element(authentication, definition));
  }

  private TestInstance account(Element element, String... configuration) {
    TestInstance instance = TestInstance.of(element, configuration);
    instance.values().putIfAbsent("base.url", vendor.url() + "/v1");
    return instance;
  }

  HubAnswer get(TestInstance instance, String path, String... query) {
    return engine.call(instance, call("GET", path, query));
  }

  /** The JSON of an answer as text. */
  static String json(HubAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return ((HubAnswer.Json) answer.body()).content().toString().replace('"', '\'');
  }

  ApiException refused(int status, TestInstance instance, HubCall call) {
    ApiException failure = HubCaller.failure(() -> engine.call(instance, call));
    assertThat(failure.status()).as(failure.message()).isEqualTo(status);
    return failure;
  }

  ApiException refused(int status, TestInstance instance, String path, String... query) {
    return refused(status, instance, call("GET", path, query));
  }

  static HubCall call(String method, String path, String... query) {
    Map<String, List<String>> parameters =
        Arrays.stream(query)
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
    return new HubCall(method, path, parameters, Map.of("X-Sent", "header"), null);
  }

  static HubCall post(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HubCall(
        "POST",
        path,
        Map.of(),
        Map.of(),
        new HubCall.Body(new ByteArrayInputStream(bytes), bytes.length, "application/json"));
  }
}
