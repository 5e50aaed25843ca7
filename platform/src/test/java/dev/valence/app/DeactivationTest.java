package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import dev.valence.sandbox.Fault;
import dev.valence.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of instances when their users or accounts go (contract, platform 1.4 and 1.5). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class DeactivationTest extends RestTest {

  private static final String REVOKE = "/2/auth/token/revoke";
  private static final String OFF = "{'active': false}";
  private static final String ON = "{'active': true}";

  @Inject Database database;

  private People people;
  private String account;
  private Person person;
  private Person colleague;
  private JsonNode instance;

  @BeforeEach
  void connect() {
    disconnectAll();
    people = new People(api);
    long id = people.account().path("id").asLong();
    account = "/accounts/" + id;
    person = people.user(id);
    colleague = people.user(id);
    instance = connect(person);
  }

  @Test
  void aDeactivatedUserCannotCallAndKeepsTheInstances() {
    String user = "/users/" + person.id();

    assertThat(succeeded(people.send("PATCH", user, OFF)).json().path("active").asBoolean(true))
        .isFalse();

    assertRefused(person);
    succeeded(api.get("/users/me", colleague.credentials()));
    succeeded(people.get(Api.path(instance)));
    assertThat(succeeded(people.get(user)).json().path("active").asBoolean(true)).isFalse();

    succeeded(people.send("PATCH", user, ON));
    assertWorks(person);
    assertThat(revocations()).isZero();
  }

  @Test
  void aUserWhoIsDeactivatedForGoodLosesTheInstances() {
    JsonNode kept = connect(colleague);
    String user = "/users/" + person.id();

    succeeded(people.send("PATCH", user + "?permanent=true", OFF));

    failed(people.get(Api.path(instance)), 404);
    succeeded(people.get(Api.path(kept)));
    assertTokenIsGone(instance);
    assertRevoked(1);
    succeeded(people.send("PATCH", user, ON));
    succeeded(api.get("/users/me", person.credentials()));
  }

  @Test
  void withoutADeactivationPermanentChangesNothing() {
    succeeded(people.send("PATCH", "/users/" + person.id() + "?permanent=true", ON));
    succeeded(people.send("PATCH", account + "?permanent=true", "{'description': 'still there'}"));

    assertWorks(person);
  }

  @Test
  void aDeletedUserIsGoneWithTheInstances() {
    JsonNode kept = connect(colleague);
    JsonNode second = connect(person);

    succeeded(people.delete("/users/" + person.id()));

    for (JsonNode gone : List.of(instance, second)) {
      failed(people.get(Api.path(gone)), 404);
      assertTokenIsGone(gone);
    }
    succeeded(people.get(Api.path(kept)));
    assertRevoked(2);
    failed(people.get("/users/" + person.id()), 404);
    failed(people.send("PATCH", "/users/" + person.id(), ON), 404);
  }

  @Test
  void aDeactivatedAccountKeepsAllAndNobodyInItCanCall() {
    succeeded(people.send("PATCH", account, OFF));

    assertRefused(person);
    assertRefused(colleague);
    succeeded(people.get(Api.path(instance)));
    assertThat(succeeded(people.get(account + "/users")).json())
        .hasSize(2)
        .noneMatch(user -> user.path("active").asBoolean(true));

    succeeded(people.send("PATCH", account, ON));
    assertWorks(person);
    assertThat(revocations()).isZero();
  }

  @Test
  void aUserWhoWasInactiveStaysSoWhenTheAccountComesBack() {
    succeeded(people.send("PATCH", "/users/" + person.id(), OFF));
    succeeded(people.send("PATCH", account, OFF));
    for (Person each : List.of(person, colleague)) {
      succeeded(people.send("PATCH", "/users/" + each.id(), "{'city': 'Paris'}"));
    }
    succeeded(people.send("PATCH", account, ON));

    assertRefused(person);
    succeeded(api.get("/users/me", colleague.credentials()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PATCH"})
  void anAccountThatIsDeletedLosesUsersAndInstancesAndComesBackEmpty(String how) {
    JsonNode second = connect(colleague);
    JsonNode others = api.connectDropbox(TestPlatform.sandbox());

    succeeded(
        how.equals("DELETE")
            ? people.delete(account)
            : people.send("PATCH", account + "?permanent=true", OFF));

    for (JsonNode gone : List.of(instance, second)) {
      failed(people.get(Api.path(gone)), 404);
      assertTokenIsGone(gone);
    }
    succeeded(people.get(Api.path(others)));
    assertRevoked(2);
    assertRefused(person);
    for (Person gone : List.of(person, colleague)) {
      failed(people.get("/users/" + gone.id()), 404);
    }
    assertThat(succeeded(people.get(account)).json().path("active").asBoolean(true)).isFalse();

    assertThat(succeeded(people.send("PATCH", account, ON)).json().path("active").asBoolean())
        .isTrue();
    assertThat(failed(people.get(account + "/users"), 404).message()).isEqualTo("No users found");
    succeeded(people.send("POST", account + "/users", People.body(person.email())));
  }

  @Test
  void aProviderThatDoesNotRevokeKeepsNobody() {
    JsonNode second = connect(person);
    TestPlatform.sandbox().face("dropbox").fault(Fault.status(REVOKE, 1, 500, "{}"));

    succeeded(people.delete("/users/" + person.id()));

    failed(people.get(Api.path(instance)), 404);
    failed(people.get(Api.path(second)), 404);
    ServerProcess.await("both revocations", () -> revocations() == 2);
  }

  @Test
  void whatFailsOnTheWayChangesNothing() {
    execute("create table keeps_users (user_id bigint references users (id))");
    execute("insert into keeps_users values (" + colleague.id() + ")");
    try {
      failed(people.delete(account), 500);

      assertWorks(person);
      succeeded(api.get("/users/me", colleague.credentials()));
      assertThat(people.get(account).json().path("active").asBoolean()).isTrue();
      assertThat(revocations()).isZero();
    } finally {
      execute("drop table keeps_users");
    }
    succeeded(people.delete(account));
    failed(people.get(Api.path(instance)), 404);
  }

  @Test
  void whileAUserIsDeletedNothingOfTheirsRemains() {
    for (int i = 0; i < 3; i++) {
      Person somebody = people.user(Long.parseLong(account.replaceAll("\\D", "")));
      JsonNode body = Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox()));
      List<Answer> answers =
          Parallel.join(
              List.of(
                  Parallel.begin(() -> api.post("/instances", somebody.credentials(), body)),
                  Parallel.begin(() -> people.delete("/users/" + somebody.id()))));

      succeeded(answers.getLast());
      assertThat(answers.getFirst().status()).isIn(200, 401);
      failed(people.get("/users/" + somebody.id()), 404);
      Answer all = people.get("/instances");
      assertThat(all.json())
          .noneMatch(shown -> shown.path("user").path("id").asLong() == somebody.id());
    }
  }

  private JsonNode connect(Person owner) {
    JsonNode body = Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox()));
    return succeeded(api.post("/instances", owner.credentials(), body)).json();
  }

  private void assertRefused(Person somebody) {
    String token = instance.path("token").asText();
    String user = "User " + somebody.secret();
    for (Answer answer :
        List.of(
            api.get("/users/me", somebody.credentials()),
            api.get("/instances", somebody.credentials()),
            api.get("/elements", somebody.credentials()),
            api.get("/ping", user + ", Element " + token),
            api.get("/hubs/documents/ping", user + ", Element " + token),
            api.get("/instances/configuration", user + ", Element " + token),
            api.delete("/instances", user + ", Element " + token))) {
      assertThat(failed(answer, 401).message()).isEqualTo(INVALID_CREDENTIALS);
    }
    String login =
        "{'username': '%s', 'password': '%s'}".formatted(somebody.email(), People.PASSWORD);
    failed(people.send("POST", "/authentication", "", login), 401);
  }

  private void assertWorks(Person somebody) {
    succeeded(api.get("/users/me", somebody.credentials()));
    String token = instance.path("token").asText();
    succeeded(api.get("/ping", "User " + somebody.secret() + ", Element " + token));
  }

  private void assertTokenIsGone(JsonNode gone) {
    failed(api.get("/ping", api.element(gone)), 401);
  }

  private void assertRevoked(int times) {
    ServerProcess.await("the revocations", () -> revocations() >= times);
    assertThat(revocations()).isEqualTo(times);
  }

  private static long revocations() {
    return TestPlatform.sandbox().calls("dropbox", REVOKE).size();
  }

  private void execute(String sql) {
    database.change(handle -> handle.execute(sql));
  }
}
