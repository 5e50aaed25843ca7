package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of an organization (contract, platform 1.4). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class AccountsApiTest extends RestTest {

  @Inject Database database;
  @Inject Vault vault;

  private People people;

  @BeforeEach
  void meetPeople() {
    people = new People(api);
  }

  @Test
  void nameAndDescriptionAreTheExternalIdUnlessTheyAreGiven() {
    String externalId = People.unique("acme");

    JsonNode bare =
        succeeded(people.send("POST", "/accounts", "{'externalId': '%s'}".formatted(externalId)))
            .json();
    JsonNode full =
        succeeded(
                people.send(
                    "POST",
                    "/accounts",
                    "{'externalId': '%s', 'name': 'Acme <b>Inc</b>', 'description': 'Anvils'}"
                        .formatted(People.unique("acme"))))
            .json();

    assertThat(bare.path("name").asText()).isEqualTo(externalId);
    assertThat(bare.path("description").asText()).isEqualTo(externalId);
    assertThat(bare.path("type").asText()).isEqualTo("CompanyAccount");
    assertThat(bare.path("defaultAccount").asBoolean(true)).isFalse();
    assertThat(bare.path("active").asBoolean()).isTrue();
    assertThat(bare.path("createdDate").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(bare.path("companyId").asLong())
        .isEqualTo(people.get("/organizations/me").json().path("id").asLong());
    assertThat(full.path("name").asText()).isEqualTo("Acme Inc");
    assertThat(full.path("description").asText()).isEqualTo("Anvils");
    assertThat(people.get("/accounts/" + full.path("id")).json()).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'externalId': ''}", "{'externalId': ' <i></i> '}"})
  void withoutAnExternalIdThereIsNoAccount(String body) {
    long before = total("/accounts?includeInactive=true");

    assertThat(failed(people.send("POST", "/accounts", body), 400).message())
        .contains("externalId");

    assertThat(total("/accounts?includeInactive=true")).isEqualTo(before);
  }

  @Test
  void anExternalIdIsThereOnce() {
    JsonNode account = people.account();
    JsonNode other = people.account();
    String same = "{'externalId': '%s'}".formatted(account.path("externalId").asText());

    failed(people.send("POST", "/accounts", same), 409);
    failed(people.send("PATCH", "/accounts/" + other.path("id"), same), 409);

    assertThat(people.get("/accounts/" + other.path("id")).json()).isEqualTo(other);
  }

  @Test
  void patchChangesWhatIsSentAndPutAll() {
    JsonNode account = people.account();
    String path = "/accounts/" + account.path("id");

    JsonNode patched = succeeded(people.send("PATCH", path, "{'description': 'New'}")).json();
    assertThat(patched.path("description").asText()).isEqualTo("New");
    assertThat(patched.path("name")).isEqualTo(account.path("name"));

    String externalId = People.unique("put");
    JsonNode put =
        succeeded(people.send("PUT", path, "{'externalId': '%s'}".formatted(externalId))).json();
    assertThat(put.path("externalId").asText()).isEqualTo(externalId);
    assertThat(put.path("description").asText()).isEqualTo(externalId);
    failed(people.send("PUT", path, "{'name': 'x'}"), 400);
    assertThat(people.get(path).json()).isEqualTo(put);
  }

  @Test
  void whatWasReadCanBeWrittenAgain() {
    JsonNode account = people.account();

    Answer answer = people.send("PUT", "/accounts/" + account.path("id"), account.toString());

    assertThat(succeeded(answer).json()).isEqualTo(account);
  }

  @Test
  void thereIsOneDefaultAccount() {
    people.account();

    Answer answer = succeeded(people.get("/accounts?where=defaultAccount%3Dtrue"));

    assertThat(answer.json()).hasSize(1);
    assertThat(answer.json().get(0).path("type").asText()).isEqualTo("Default");
    assertThat(answer.header("Elements-Returned-Count")).isEqualTo("1");
    assertThat(answer.header("Elements-Total-Count")).isEqualTo("1");
  }

  @Test
  void accountsAreFoundByTheirFields() {
    JsonNode account = people.account();
    String externalId = account.path("externalId").asText();
    String quoted = People.unique("O'Neill");
    succeeded(
        people.send("POST", "/accounts", "{'externalId': '%s'}".formatted(People.unique("x"))));
    JsonNode patched =
        succeeded(
                api.call(
                    "PATCH",
                    "/accounts/" + account.path("id"),
                    api.organization(),
                    "application/json",
                    BodyPublishers.ofString("{\"name\": \"" + quoted + "\"}")))
            .json();

    for (String where :
        List.of(
            "externalId='" + externalId + "'",
            " externalId = '" + externalId + "' ",
            "id=" + account.path("id"),
            "name='" + quoted.replace("'", "''") + "'")) {
      Answer found = succeeded(people.get("/accounts?where=" + Api.encode(where)));
      assertThat(found.json()).as(where).containsExactly(patched);
    }
    assertThat(failed(people.get("/accounts?where=name%3D'nobody'"), 404).message())
        .isEqualTo("No accounts found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nope='x' | position 1",
        "name 'x' | position 6",
        "name=x | position 6",
        "name='x | position 6",
        "name='x' and active=true | position 10",
        "='x' | position 1"
      })
  void aWrongConditionIsToldWithItsPosition(String where, String position) {
    assertThat(failed(people.get("/accounts?where=" + Api.encode(where)), 400).message())
        .contains(position + " ");
  }

  @Test
  void pagesLeadThroughAllAccounts() {
    for (int i = 0; i < 5; i++) {
      people.account();
    }
    List<JsonNode> all = new ArrayList<>();
    Answer page = succeeded(people.get("/accounts?pageSize=2"));
    long total = Long.parseLong(page.header("Elements-Total-Count"));
    page.json().forEach(all::add);
    while (!page.header("Elements-Next-Page-Token").isEmpty()) {
      page =
          succeeded(
              people.get(
                  "/accounts?pageSize=2&nextPage=" + page.header("Elements-Next-Page-Token")));
      assertThat(page.header("Elements-Total-Count")).isEqualTo(String.valueOf(total));
      page.json().forEach(all::add);
    }

    assertThat(all).hasSize((int) total).doesNotHaveDuplicates().hasSizeGreaterThan(5);
    assertThat(succeeded(people.get("/accounts?pageSize=2&offset=3")).json())
        .containsExactlyElementsOf(all.subList(3, 5));
    for (String wrong : List.of("offset=-1", "offset=x", "pageSize=0", "nextPage=x")) {
      failed(people.get("/accounts?" + wrong), 400);
    }
  }

  @Test
  void aDeactivatedAccountIsListedOnlyWhereItIsAskedFor() {
    JsonNode account = people.account();
    String path = "/accounts/" + account.path("id");
    String where = "&where=" + Api.encode("id=" + account.path("id"));

    assertThat(succeeded(people.send("PATCH", path, "{'active': false}")).json().path("active"))
        .isEqualTo(BooleanNode.FALSE);

    failed(people.get("/accounts?includeInactive=false" + where), 404);
    assertThat(people.get("/accounts?includeInactive=true" + where).json()).hasSize(1);
    assertThat(people.get("/accounts?where=active%3Dfalse&pageSize=5000").json())
        .anyMatch(listed -> listed.path("id").equals(account.path("id")));
    assertThat(succeeded(people.get(path)).json().path("active")).isEqualTo(BooleanNode.FALSE);
    succeeded(people.send("PATCH", path, "{'active': true}"));
    assertThat(people.get("/accounts?pageSize=5000" + where).json()).hasSize(1);
  }

  @Test
  void theDefaultAccountStays() {
    String path = "/accounts/" + people.defaultAccount();

    failed(people.delete(path), 403);
    failed(people.send("PATCH", path, "{'active': false}"), 403);
    failed(people.send("PATCH", path + "?permanent=true", "{'active': false}"), 403);

    assertThat(people.get(path).json().path("active").asBoolean()).isTrue();
  }

  @Test
  void nobodyDeactivatesTheirOwnAccount() {
    long account = people.account().path("id").asLong();
    Person administrator = people.user(account, "org-admin");

    failed(
        people.send(
            "PATCH", "/accounts/" + account, administrator.credentials(), "{'active': false}"),
        403);
    failed(api.delete("/accounts/" + account, administrator.credentials()), 403);

    succeeded(api.get("/users/me", administrator.credentials()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775807", "9223372036854775808", "x", "%00"})
  void anUnknownAccountIsNotFound(String id) {
    failed(people.get("/accounts/" + id), 404);
    failed(people.send("PATCH", "/accounts/" + id, "{'name': 'x'}"), 404);
    failed(people.send("PUT", "/accounts/" + id, "{'externalId': 'x'}"), 404);
    failed(people.delete("/accounts/" + id), 404);
    failed(people.get("/accounts/" + id + "/users"), 404);
  }

  @Test
  void anotherOrganizationsAccountIsUnknownAndStaysAsItIs() {
    Person stranger = People.stranger(database, vault);
    String path = "/accounts/" + stranger.account();
    JsonNode before = succeeded(api.get(path, stranger.credentials())).json();

    for (Answer answer :
        List.of(
            people.get(path),
            people.send("PATCH", path, "{'name': 'x'}"),
            people.send("PUT", path, "{'externalId': 'x'}"),
            people.send("PATCH", path + "?permanent=true", "{'active': false}"),
            people.delete(path),
            people.get(path + "/users"),
            people.send("POST", path + "/users", People.body(People.email())),
            people.get(path + "/users/" + stranger.id()),
            people.send("PATCH", path + "/users/" + stranger.id(), "{'lastName': 'x'}"),
            people.delete(path + "/users/" + stranger.id()))) {
      failed(answer, 404);
    }
    assertThat(people.get("/accounts?pageSize=5000&includeInactive=true").json())
        .noneMatch(listed -> listed.path("id").asLong() == stranger.account());

    assertThat(succeeded(api.get(path, stranger.credentials())).json()).isEqualTo(before);
    assertThat(succeeded(api.get("/users", stranger.credentials())).json()).hasSize(1);
  }

  @Test
  void onlyAdministratorsOfTheOrganizationManageAccounts() {
    long account = people.account().path("id").asLong();
    for (Person person : List.of(people.user(account), people.user(account, "admin"))) {
      String path = "/accounts/" + people.account().path("id");
      String credentials = person.credentials();

      for (Answer answer :
          List.of(
              api.get("/accounts", credentials),
              people.send("POST", "/accounts", credentials, "{'externalId': 'no'}"),
              api.get(path, credentials),
              people.send("PATCH", path, credentials, "{'name': 'no'}"),
              people.send("PUT", path, credentials, "{'externalId': 'no'}"),
              people.send("PATCH", path, credentials, "{'active': false}"),
              api.delete(path, credentials),
              api.delete("/accounts/" + account, credentials),
              people.send("PUT", "/organizations/me", credentials, "{'name': 'no'}"),
              api.call(
                  "PUT", "/organizations/me/secret", credentials, null, BodyPublishers.noBody()))) {
        failed(answer, 403);
      }
      assertThat(people.get(path).json().path("active").asBoolean()).isTrue();
    }
    Person administrator = people.user(account, "org-admin");
    succeeded(api.get("/accounts", administrator.credentials()));
  }

  @Test
  void theOrganizationIsRenamed() {
    Person stranger = People.stranger(database, vault);

    JsonNode renamed =
        succeeded(
                people.send(
                    "PUT", "/organizations/me", stranger.credentials(), "{'name': 'Engines'}"))
            .json();

    assertThat(renamed.path("name").asText()).isEqualTo("Engines");
    assertThat(api.get("/organizations/me", stranger.credentials()).json()).isEqualTo(renamed);
    failed(people.send("PUT", "/organizations/me", stranger.credentials(), "{}"), 400);
  }

  private long total(String path) {
    return Long.parseLong(succeeded(people.get(path)).header("Elements-Total-Count"));
  }
}
