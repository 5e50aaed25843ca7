package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who has which role, and who gives it (contract, platform 1.4 to 1.6). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class RolesApiTest extends RestTest {

  @Inject Database database;
  @Inject Vault vault;

  private People people;
  private long account;
  private Person person;

  @BeforeEach
  void meetPeople() {
    people = new People(api);
    account = people.account().path("id").asLong();
    person = people.user(account);
  }

  @Test
  void theFirstAdministratorIsOneOfTheOrganization() {
    JsonNode me = succeeded(people.get("/users/me")).json();

    assertThat(me.path("roles")).hasSize(1);
    assertThat(me.path("roles").get(0).path("key").asText()).isEqualTo("org-admin");
  }

  @Test
  void aRoleIsGivenOnceAndTaken() {
    String roles = "/users/" + person.id() + "/roles";
    assertThat(succeeded(people.get(roles)).json()).isEmpty();

    JsonNode role = succeeded(put(roles + "/admin")).json();

    assertThat(role.path("key").asText()).isEqualTo("admin");
    assertThat(role.path("id").isIntegralNumber()).isTrue();
    assertThat(role.path("name").asText()).isEqualTo("Account Administrator");
    assertThat(role.path("description").asText()).isNotEmpty();
    failed(put(roles + "/admin"), 409);
    assertThat(people.get(roles).json()).containsExactly(role);
    assertThat(people.get("/users/" + person.id()).json().path("roles")).containsExactly(role);
    succeeded(api.get("/users", person.credentials()));

    succeeded(people.delete(roles + "/admin"));
    failed(people.delete(roles + "/admin"), 404);
    assertThat(people.get(roles).json()).isEmpty();
    failed(api.get("/users", person.credentials()), 403);
  }

  @Test
  void aRoleOfAnAccountHoldsForItsUsers() {
    String roles = "/accounts/" + account + "/roles";
    failed(api.get("/users", person.credentials()), 403);

    JsonNode role = succeeded(put(roles + "/admin")).json();

    failed(put(roles + "/admin"), 409);
    assertThat(people.get(roles).json()).containsExactly(role);
    succeeded(api.get("/users", person.credentials()));
    assertThat(people.get("/users/" + person.id() + "/roles").json()).isEmpty();

    succeeded(people.delete(roles + "/admin"));
    failed(people.delete(roles + "/admin"), 404);
    assertThat(people.get(roles).json()).isEmpty();
    failed(api.get("/users", person.credentials()), 403);
  }

  @Test
  void ofTwoWhoGiveTheSameRoleAtOnceOneDoes() {
    String path = "/users/" + person.id() + "/roles/admin";

    assertThat(Parallel.join(Parallel.begin(2, () -> put(path))))
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(200, 409);
  }

  @Test
  void unknownRolesAndIdsAreTold() {
    String roles = "/users/" + person.id() + "/roles";

    assertThat(failed(put(roles + "/king"), 400).message()).contains("king");
    failed(people.delete(roles + "/king"), 400);
    failed(put("/accounts/" + account + "/roles/king"), 400);
    failed(put("/users/-1/roles/admin"), 404);
    failed(people.get("/users/-1/roles"), 404);
    failed(people.delete("/users/-1/roles/admin"), 404);
    failed(put("/accounts/-1/roles/admin"), 404);
    failed(people.delete("/accounts/-1/roles/admin"), 404);
    assertThat(people.get(roles).json()).isEmpty();
  }

  @Test
  void nobodyGivesTheRoleOfThePlatformsOperator() {
    failed(put("/users/" + person.id() + "/roles/sys-admin"), 403);
    failed(put("/accounts/" + account + "/roles/sys-admin"), 403);

    assertThat(people.get("/users/" + person.id() + "/roles").json()).isEmpty();
    assertThat(people.get("/accounts/" + account + "/roles").json()).isEmpty();
  }

  @Test
  void nobodyChangesTheirOwnRoles() {
    long me = people.get("/users/me").json().path("id").asLong();

    failed(put("/users/" + me + "/roles/admin"), 403);
    failed(people.delete("/users/" + me + "/roles/org-admin"), 403);
    failed(people.delete("/users/me/roles/org-admin"), 403);
    failed(people.delete("/accounts/" + people.defaultAccount() + "/roles/org-admin"), 403);

    assertThat(people.get("/users/" + me + "/roles").json()).hasSize(1);
  }

  @Test
  void anotherOrganizationsUserAndAccountAreForbiddenAndStayAsTheyAre() {
    Person stranger = People.stranger(database, vault);
    String user = "/users/" + stranger.id() + "/roles";
    String ofAccount = "/accounts/" + stranger.account() + "/roles";

    for (Answer answer :
        List.of(
            people.get(user),
            put(user + "/admin"),
            people.delete(user + "/org-admin"),
            people.get(ofAccount),
            put(ofAccount + "/admin"),
            people.delete(ofAccount + "/admin"))) {
      failed(answer, 403);
    }
    failed(put(user + "/king"), 400);
    failed(put(ofAccount + "/king"), 400);

    JsonNode roles = succeeded(api.get(user, stranger.credentials())).json();
    assertThat(roles).hasSize(1);
    assertThat(roles.get(0).path("key").asText()).isEqualTo("org-admin");
    assertThat(succeeded(api.get(ofAccount, stranger.credentials())).json()).isEmpty();
  }

  @Test
  void onlyAdministratorsGiveRolesAndOnlyTheirOwn() {
    Person administrator = people.user(account, "admin");
    Person elsewhere = people.user(people.account().path("id").asLong());
    String me = administrator.credentials();
    String admin = "/roles/admin";

    for (Answer answer :
        List.of(
            put("/users/" + administrator.id() + admin, person.credentials()),
            put("/users/" + person.id() + admin, person.credentials()),
            put("/accounts/" + account + admin, person.credentials()),
            api.get("/users/" + administrator.id() + "/roles", person.credentials()),
            put("/users/" + person.id() + "/roles/org-admin", me),
            put("/users/" + elsewhere.id() + admin, me),
            api.get("/users/" + elsewhere.id() + "/roles", me),
            put("/accounts/" + account + admin, me),
            api.delete("/accounts/" + account + admin, me))) {
      failed(answer, 403);
    }
    assertThat(people.get("/users/" + person.id() + "/roles").json()).isEmpty();
    assertThat(people.get("/accounts/" + account + "/roles").json()).isEmpty();

    succeeded(put("/users/" + person.id() + admin, me));
    succeeded(api.get("/users/me/roles", person.credentials()));
    succeeded(put("/users/" + elsewhere.id() + "/roles/org-admin"));
    succeeded(put("/users/" + person.id() + "/roles/org-admin", elsewhere.credentials()));
    failed(api.delete("/users/" + person.id() + "/roles/admin", me), 403);
  }

  private Answer put(String path) {
    return put(path, api.organization());
  }

  /** As clients do it: with the media type of a body that is not there. */
  private Answer put(String path, String credentials) {
    return people.send("PUT", path, credentials, "null");
  }
}
