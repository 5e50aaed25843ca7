package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instances a list has, and how they are counted (contract, core 3.1 and 7.4). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstanceListTest extends InstancesRestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "?tags%5B%5D=red; One, Two",
        "?tags%5B%5D=red&tags%5B%5D=round; Two",
        "?tags%5B%5D=round; Two, Three",
        "?searchText=tW; Two",
        "?searchText=ropbo; One, Two, Three",
        "?searchText=o&tags%5B%5D=red; One, Two",
        "?state=connected; One, Two, Three",
        "?searchText=%25; ",
        "?tags%5B%5D=re; ",
        "?tags%5B%5D=red&searchText=three; ",
        "?state=needs_consent; "
      })
  void aListHasWhatMeetsAllOfWhatIsAsked(String query, String names) {
    connect("One", "red");
    connect("Two", "red", "round");
    connect("Three", "round");

    for (String path :
        List.of("/instances", "/elements/dropbox/instances", "/accounts/instances")) {
      Answer answer = api.get(path + query, api.organization());
      if (names == null) {
        failed(answer, 404);
      } else {
        assertThat(names(succeeded(answer)))
            .as(path)
            .containsExactlyElementsOf(List.of(names.split(", ")));
      }
    }
  }

  @Test
  void anInstanceThatNeedsConsentIsFoundByItsState() {
    String token = api.element(connect("One", "red").path("token").asText());
    connect("Two", "red");
    dropbox.revokeTokens();
    failed(api.get("/hubs/documents/ping", token), 401);

    Answer found = succeeded(api.get("/instances?state=needs_consent", api.organization()));

    assertThat(names(found)).containsExactly("One");
    assertThat(found.json().path(0).path("state").path("reason").asText()).isNotBlank();
    assertThat(names(api.get("/instances?state=connected", api.organization())))
        .containsExactly("Two");
  }

  @Test
  void wrongQuestionsAreNamedAtOnce() {
    connect();

    Answer answer = api.get("/instances?state=broken&hydrate=perhaps", api.organization());

    assertThat(failed(answer, 400).message()).contains("state").contains("hydrate");
  }

  @Test
  void withoutHydrationTheConfigurationIsLeftOut() {
    connect();

    JsonNode bare =
        succeeded(api.get("/instances?hydrate=false", api.organization())).json().path(0);
    JsonNode whole = succeeded(api.get("/instances", api.organization())).json().path(0);

    assertThat(bare.has("configuration")).isFalse();
    JsonNode without = ((ObjectNode) whole.deepCopy()).without("configuration");
    assertThat(without).isEqualTo(bare);
  }

  @Test
  void instancesAreCountedInAllAndByElement() {
    connect();
    connect();

    JsonNode count = succeeded(api.get("/instances/count", api.organization())).json();

    assertThat(count.path("totalInstances").asLong()).isEqualTo(2);
    assertThat(count.path("elementInstances")).hasSize(1);
    assertThat(count.path("elementInstances").path(0).path("element").asText())
        .isEqualTo("dropbox");
    assertThat(count.path("elementInstances").path(0).path("count").asLong()).isEqualTo(2);
  }

  @Test
  void theInstancesOfAnAccountAreListed() {
    JsonNode instance = connect();
    long account =
        succeeded(api.get("/users/me", api.organization())).json().path("accountId").asLong();

    JsonNode list =
        succeeded(api.get("/accounts/" + account + "/instances", api.organization())).json();
    assertThat(list).hasSize(1);
    assertThat(list.path(0)).isEqualTo(instance);
    failed(api.get("/accounts/" + (account + 1000) + "/instances", api.organization()), 404);
    failed(api.get("/accounts/x/instances", api.organization()), 404);
  }

  private JsonNode connect(String name, String... tags) {
    ObjectNode body = body().put("name", name);
    for (String tag : tags) {
      body.withArray("tags").add(tag);
    }
    return succeeded(create(body)).json();
  }

  private static List<String> names(Answer list) {
    List<String> names = new ArrayList<>();
    list.json().forEach(instance -> names.add(instance.path("name").asText()));
    return names;
  }

  @Test
  void aNulCharacterInAQuestionIsNamed() {
    connect();

    for (String parameter : List.of("searchText", "tags[]")) {
      String query = Api.encode(parameter) + "=a%00";
      assertThat(failed(api.get("/instances?" + query, api.organization()), 400).message())
          .isEqualTo(parameter + " has a NUL character.");
    }
  }
}
