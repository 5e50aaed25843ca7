package dev.valence.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.app.TestElements;
import dev.valence.catalog.Catalog;
import dev.valence.identity.AnotherOrganization;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What became of traced calls is kept sealed, for a day, and is its organization's alone. */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
@Tag("database")
class TracesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELEMENT = "testclient";
  private static final String ID = "0123456789abcdef01234567";

  @Inject Database database;
  @Inject Vault vault;
  @Inject Catalog catalog;
  @Inject Provisioning provisioning;
  @Inject InstanceRepository instances;
  @Inject InstanceConnections connections;
  @Inject Traces traces;

  private Principal owner;
  private Instance instance;

  @BeforeEach
  void connect() {
    TestElements.vendor().reset();
    TestElements.vendor().on("/token", 200, "{\"access_token\":\"one\"}");
    owner = organization();
    instance = connected(owner);
  }

  @Test
  void aTraceIsFoundByItsCallAndItsElementAndByNobodyElse() {
    JsonNode calls = calls("body");

    connection().record(calls);

    assertThat(traces.find(owner, ELEMENT, ID)).isEqualTo(calls);
    assertUnknown(organization(), ELEMENT, ID);
    assertUnknown(owner, "testsession", ID);
    assertUnknown(owner, ELEMENT, ID.replace('0', '1'));
    assertUnknown(owner, ELEMENT, "no id");
  }

  @Test
  void itIsSealedAndGoesWithItsInstance() {
    connection().record(calls("something of a customer's"));

    assertThat(rows("position('customer' in encode(sealed, 'escape')) = 0")).isEqualTo(1);
    assertThat(instances.delete(owner.organizationId(), instance.id())).isTrue();
    assertThat(rows("true")).isZero();
    connection().record(calls("too late"));
    assertThat(rows("true")).isZero();
  }

  @Test
  void itIsGoneAfterADayAndMakesRoomForNewOnes() {
    connection().record(calls("old"));
    execute("update traces set created_at = now() - interval '25 hours'");
    assertUnknown(owner, ELEMENT, ID);
    execute(
        """
        insert into traces
        select organization_id, id || n, instance_id, element_id, sealed,
               now() - n * interval '1 second'
        from traces, generate_series(1, 1000) n
        """);

    connection().record(calls("new"));

    assertThat(rows("created_at < now() - interval '1 day'")).isZero();
    assertThat(rows("true")).isEqualTo(1_000);
    assertThat(rows("id = '" + ID + "1000'")).as("the oldest one").isZero();
    assertThat(traces.find(owner, ELEMENT, ID)).isEqualTo(calls("new"));
  }

  @Test
  void whatIsTooLongIsShortenedUntilItFits() {
    ObjectNode calls = JSON.createObjectNode();
    ObjectNode call = calls.putObject("GET:/things");
    call.put("status", 200).put("body", "x".repeat(300_000));
    for (int i = 0; i < 5_000; i++) {
      call.withArray("list").add("item " + i);
    }

    JsonNode shortened = Shortened.of(calls).path("GET:/things");

    assertThat(shortened.path("status").asInt()).isEqualTo(200);
    assertThat(shortened.path("body").asText())
        .hasSizeLessThan(66_000)
        .endsWith("… 234464 more characters");
    assertThat(shortened.path("list")).hasSize(1_001);
    assertThat(shortened.path("list").get(1_000).asText()).isEqualTo("… 4000 more");
    assertThat(Shortened.of(calls("short"))).isEqualTo(calls("short"));
    for (int i = 0; i < 10_000; i++) {
      calls.putObject("GET:/" + i + "x".repeat(100)).put("body", "y".repeat(1_000));
    }
    assertThat(Shortened.of(calls).toString()).hasSizeLessThan(Shortened.LONGEST);
    assertThat(Shortened.of(calls)).isNotEmpty();
  }

  private InstanceConnection connection() {
    return connections.of(
        new LiveInstance(instance, catalog.require(owner, ELEMENT)), ID, () -> "http://localhost");
  }

  private void assertUnknown(Principal caller, String element, String id) {
    assertThatThrownBy(() -> traces.find(caller, element, id))
        .isInstanceOf(ApiException.class)
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(404);
  }

  private static JsonNode calls(String body) {
    ObjectNode calls = JSON.createObjectNode();
    calls.putObject("GET:/things").put("status", 200).put("body", body);
    return calls;
  }

  private Principal organization() {
    return AnotherOrganization.add(
        database,
        vault,
        UUID.randomUUID() + "@example.org",
        Secret.of("user-" + UUID.randomUUID()),
        Secret.of("organization-" + UUID.randomUUID()));
  }

  private Instance connected(Principal caller) {
    CreateInstance body =
        new CreateInstance(
            null,
            null,
            Map.of("oauth.api.key", text("key"), "oauth.api.secret", text("secret")),
            null,
            "Mine",
            null,
            null,
            null,
            null,
            null);
    return provisioning.create(caller, Optional.of(ELEMENT), body, (handle, id) -> {});
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  /** How many traces of the organization are so. */
  private long rows(String condition) {
    return database.read(handle ->
        handle
            .createQuery(
                "select count(*) from traces where organization_id = :organization and "
                    + condition)
            .bind("organization", owner.organizationId())
            .mapTo(Long.class)
            .one());
  }

  private void execute(String statement) {
    database.change(handle -> handle.execute(statement));
  }
}
