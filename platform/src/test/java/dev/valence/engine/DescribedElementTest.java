package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.descriptions.MadeElement;
import dev.valence.descriptions.PlainDescription;
import dev.valence.descriptions.PlainDescription.Call;
import dev.valence.descriptions.RealDescriptionsTest;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Elements that are made of descriptions of others are called, and what the vendor gets is compared
 * with the description.
 */
class DescribedElementTest extends DeclaredTest {

  private static final String BODY = "{\"sent\":[1]}";
  private static final Set<String> CARRIED = Set.of("query", "path", "header", "body");

  @ParameterizedTest
  @CsvSource({
    "apicurio-registry-common/META-INF/openapi.json, 60",
    "apicurio-registry-common/META-INF/openapi-v2.json, 50",
    "camunda-engine-rest-openapi/openapi.json, 350",
    "microprofile-openapi-tck/simpleapi.yaml, 5",
    "mockserver-core/org/mockserver/openapi/mock-server-openapi-embedded-model.yaml, 8",
    "nessie-model/META-INF/openapi/openapi.json, 35",
    "wiremock/swagger/wiremock-admin-api.json, 38"
  })
  void theVendorGetsWhatTheDescriptionSays(String file, int atLeast) throws IOException {
    byte[] document = Files.readAllBytes(RealDescriptionsTest.DOCUMENTS.resolve(file));
    ObjectNode definition = (ObjectNode) MadeElement.of(document).json();
    definition.putArray("hosts").add(vendor.authority());
    definition.putObject("authentication").put("type", "custom");
    TestInstance instance =
        TestInstance.of(
            TestVendor.JSON.treeToValue(definition, Element.class),
            "base.url",
            vendor.url() + "/v1");
    Map<String, Call> described =
        PlainDescription.read(document).calls().stream()
            .collect(Collectors.toMap(call -> call.method() + " " + call.path(), call -> call));

    int called = 0;
    for (Resource resource : instance.element().resources()) {
      Call call = described.get(resource.vendorMethod() + " " + resource.vendorPath());
      if (call != null && carried(resource) && Set.of("none", "json").contains(call.body())) {
        engine.call(instance, hubCall(resource, call));
        assertSent(resource, call);
        called++;
      }
    }

    assertThat(called).isGreaterThanOrEqualTo(atLeast);
  }

  /** Answers that are files are the business of other tests. */
  private static boolean carried(Resource resource) {
    return "application/json".equals(resource.response().contentType())
        && resource.parameters().stream()
            .allMatch(one -> one.type().equals("value") || CARRIED.contains(one.vendorType()));
  }

  private static HubCall hubCall(Resource resource, Call call) {
    Map<String, List<String>> query = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    resource
        .parameters()
        .forEach(parameter -> {
          if (parameter.type().equals("query") && !parameter.name().matches("page|nextPage")) {
            query.put(
                parameter.name(), List.of(parameter.name().equals("pageSize") ? "5" : "q 1&"));
          } else if (parameter.type().equals("header")) {
            headers.put(parameter.name(), "h1");
          }
        });
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    return new HubCall(
        resource.method(),
        resource.path().substring("/hubs/general".length()).replaceAll("\\{[^{}/]+}", "p%201%2F"),
        query,
        headers,
        call.body().equals("none")
            ? null
            : new HubCall.Body(new ByteArrayInputStream(body), body.length, "application/json"));
  }

  private void assertSent(Resource resource, Call call) throws IOException {
    TestVendor.Seen seen = vendor.last();
    String name = call.method() + " " + call.path();
    assertThat(seen.method()).as(name).isEqualTo(call.method());
    String[] target = seen.target().split("\\?", 2);
    assertThat(target[0])
        .as(name)
        .isEqualTo("/v1" + call.path().replaceAll("\\{[^{}/]+}", "p%201%2F"));
    Set<String> numbers =
        resource.parameters().stream()
            .filter(one -> one.type().equals("query") && one.name().matches("page|nextPage"))
            .map(one -> one.vendorName())
            .collect(Collectors.toSet());
    Set<String> expected = new TreeSet<>(named(call, "query"));
    expected.removeAll(numbers);
    Set<String> sent =
        target.length == 1
            ? Set.of()
            : Arrays.stream(target[1].split("&"))
                .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(sent).as(name).isEqualTo(expected);
    for (String header : named(call, "header")) {
      assertThat(seen.headers()).as(name).containsEntry(header, "h1");
    }
    if (call.body().equals("json")) {
      JsonNode content = TestVendor.JSON.readTree(seen.body());
      assertThat(content).as(name).isEqualTo(TestVendor.JSON.readTree(BODY));
    } else {
      assertThat(seen.body()).as(name).isEmpty();
    }
  }

  private static Set<String> named(Call call, String place) {
    return call.parameters().stream()
        .filter(one -> one.startsWith(place + " "))
        .map(one -> one.substring(place.length() + 1).replaceFirst("!$", ""))
        .collect(Collectors.toSet());
  }
}
