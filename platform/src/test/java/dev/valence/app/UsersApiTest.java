package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The users of an organization (contract, platform 1.4 and 1.5). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class UsersApiTest extends RestTest {

  @Inject Database database;
  @Inject Vault vault;

  private People people;
  private long account;
  private String ofAccount;

  @BeforeEach
  void meetPeople() {
    people = new People(api);
    account = people.account().path("id").asLong();
    ofAccount = "/accounts/" + account + "/users";
  }

  @Test
  void aNewUserHasASecretThatWorksAndIsNotShownAgain() {
    String email = People.email();
    JsonNode made =
        succeeded(
                people.send(
                    "POST",
                    ofAccount,
                    "{'firstName': 'Grace', 'lastName': 'Hopper', 'email': '%s', 'password': '%s', "
                            .formatted(email, People.PASSWORD)
                        + "'city': 'New York', 'postalCode': '10001', 'externalId': 'e-7'}"))
            .json();

    Person person = people.person(made);
    assertThat(made.path("fullName").asText()).isEqualTo("Grace Hopper");
    assertThat(made.path("email").asText()).isEqualTo(email);
    assertThat(made.path("password").asText()).isEqualTo("secured");
    assertThat(made.path("active").asBoolean()).isTrue();
    assertThat(made.path("accountId").asLong()).isEqualTo(account);
    assertThat(made.path("roles")).isEmpty();
    assertThat(made.path("roles").isArray()).isTrue();
    assertThat(made.path("city").asText()).isEqualTo("New York");
    assertThat(made.path("postalCode").asText()).isEqualTo("10001");
    assertThat(made.path("externalId").asText()).isEqualTo("e-7");
    assertThat(made.has("street1")).isFalse();
    ObjectNode later = made.deepCopy();
    later.remove("secret");
    for (String path :
        List.of(
            "/users/" + person.id(),
            "/users/" + email,
            "/users/" + email.toUpperCase(Locale.ROOT),
            ofAccount + "/" + person.id(),
            ofAccount + "/" + email)) {
      assertThat(succeeded(people.get(path)).json()).as(path).isEqualTo(later);
    }
    assertThat(succeeded(people.get(ofAccount)).json()).containsExactly(later);
    assertThat(succeeded(api.get("/users/me", person.credentials())).json()).isEqualTo(later);
  }

  @ParameterizedTest
  @CsvSource({
    ELEMENTS + ", Elements-User-Password",
    YOUR_MOMS + ", Your_moms-User-Password",
  })
  void theUsersPasswordShowsTheSecret(String base, String header) {
    Person person = people.user(account);

    for (String path :
        List.of(
            "/users/" + person.id(), "/users/" + person.email(), ofAccount + "/" + person.id())) {
      Answer right =
          succeeded(get(base + path, "Authorization", api.organization(), header, People.PASSWORD));
      Answer wrong =
          succeeded(get(base + path, "Authorization", api.organization(), header, "wrong"));

      assertThat(right.json().path("secret").asText()).isEqualTo(person.secret());
      assertThat(wrong.json().has("secret")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'firstName': '', 'lastName': ' ', 'email': ''}"})
  void allThatIsMissingIsNamedAndNothingIsMade(String body) {
    assertThat(failed(people.send("POST", ofAccount, body), 400).message())
        .contains("firstName", "lastName", "email", "password");

    assertThat(failed(people.get(ofAccount), 404).message()).isEqualTo("No users found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'email': 'nobody' | email",
        "'email': 'a b@example.org' | email",
        "'password': 'short' | at least",
        "'password': 'secured' | password",
        "'roles': [{'key': 'king'}] | king",
        "'roles': [{}] | role",
        "'roles': [null] | role",
        "'active': 'yes' | active",
        "'firstName': 7 | firstName"
      })
  void whatIsWrongIsNamedAndNothingIsMade(String wrong, String named) {
    String body = People.body(People.email()).replaceFirst("}$", ", " + wrong + "}");

    assertThat(failed(people.send("POST", ofAccount, body), 400).message()).contains(named);

    failed(people.get(ofAccount), 404);
  }

  @Test
  void anEmailIsThereOnceInWhateverCase() {
    Person person = people.user(account);
    Person other = people.user(account);
    String upper = person.email().toUpperCase(Locale.ROOT);
    String elsewhere = "/accounts/" + people.account().path("id") + "/users";

    failed(people.send("POST", ofAccount, People.body(person.email())), 409);
    failed(people.send("POST", elsewhere, People.body(upper)), 409);
    failed(people.send("PATCH", "/users/" + other.id(), "{'email': '%s'}".formatted(upper)), 409);

    assertThat(people.get("/users/" + other.id()).json().path("email").asText())
        .isEqualTo(other.email());
    succeeded(people.send("PATCH", "/users/" + person.id(), "{'email': '%s'}".formatted(upper)));
  }

  @Test
  void ofTwoRequestsAtOnceForTheSameEmailOneMakesTheUser() {
    for (int i = 0; i < 5; i++) {
      String body = People.body(People.email());
      List<Answer> answers =
          Parallel.join(Parallel.begin(2, () -> people.send("POST", ofAccount, body)));

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
    }
    assertThat(people.get(ofAccount).json()).hasSize(5);
  }

  @Test
  void patchChangesWhatIsSentAndPutAllButThePassword() {
    Person person = people.user(account);
    String path = ofAccount + "/" + person.id();

    succeeded(people.send("PATCH", path, "{'city': 'Paris', 'phone': '1'}"));
    JsonNode patched =
        succeeded(people.send("PATCH", path, "{'lastName': '<b>Lovelace</b>'}")).json();
    assertThat(patched.path("fullName").asText()).isEqualTo("Grace Lovelace");
    assertThat(patched.path("city").asText()).isEqualTo("Paris");

    String whole =
        "{'firstName': 'Ada', 'lastName': 'Byron', 'email': '%s', 'phone': '2'}"
            .formatted(person.email());
    JsonNode put = succeeded(people.send("PUT", path, whole)).json();
    assertThat(put.path("fullName").asText()).isEqualTo("Ada Byron");
    assertThat(put.has("city")).isFalse();
    assertThat(put.path("phone").asText()).isEqualTo("2");
    assertThat(failed(people.send("PUT", path, "{'firstName': 'x'}"), 400).message())
        .contains("lastName", "email");
    assertThat(people.get(path).json()).isEqualTo(put);
    assertThat(people.signIn(person.email(), People.PASSWORD)).isEqualTo(200);
  }

  @Test
  void whatWasReadCanBeWrittenAgain() {
    Person person = people.user(account, "admin");
    JsonNode read = people.get("/users/" + person.id()).json();

    assertThat(succeeded(people.send("PUT", "/users/" + person.id(), read.toString())).json())
        .isEqualTo(read);

    assertThat(people.signIn(person.email(), People.PASSWORD)).isEqualTo(200);
  }

  @Test
  void aNewPasswordReplacesTheOldOne() {
    Person person = people.user(account);

    succeeded(
        people.send("PATCH", "/users/" + person.id(), "{'password': 'another long password'}"));

    assertThat(people.signIn(person.email(), "another long password")).isEqualTo(200);
    assertThat(people.signIn(person.email(), People.PASSWORD)).isEqualTo(401);
  }

  @Test
  void changesAtOnceDoNotUndoEachOther() {
    Person person = people.user(account);
    String path = "/users/" + person.id();

    for (int i = 0; i < 5; i++) {
      String value = "v" + i;
      Parallel.join(
              List.of(
                  Parallel.begin(() -> people.send("PATCH", path, "{'city': '" + value + "'}")),
                  Parallel.begin(() -> people.send("PATCH", path, "{'phone': '" + value + "'}")),
                  Parallel.begin(() -> people.send("PATCH", path, "{'country': '" + value + "'}"))))
          .forEach(RestTest::succeeded);

      JsonNode user = people.get(path).json();
      assertThat(
              List.of(
                  user.path("city").asText(),
                  user.path("phone").asText(),
                  user.path("country").asText()))
          .containsOnly(value);
    }
  }

  @Test
  void usersAreFoundByTheirFieldsAndPaged() {
    Person first = people.user(account);
    Person second = people.user(account);
    succeeded(people.send("PATCH", "/users/" + second.id(), "{'firstName': 'Ada'}"));

    assertThat(People.ids(people.get(ofAccount + "?where=" + Api.encode("firstName='Ada'"))))
        .containsExactly(second.id());
    assertThat(
            People.ids(people.get("/users?where=" + Api.encode("email='" + first.email() + "'"))))
        .containsExactly(first.id());
    Answer page = people.get(ofAccount + "?pageSize=1");
    assertThat(People.ids(page)).containsExactly(first.id());
    assertThat(page.header("Elements-Total-Count")).isEqualTo("2");
    assertThat(
            People.ids(
                people.get(
                    ofAccount + "?pageSize=1&nextPage=" + page.header("Elements-Next-Page-Token"))))
        .containsExactly(second.id());
    assertThat(failed(people.get(ofAccount + "?where=firstName%3D'X'"), 404).message())
        .isEqualTo("No users found");
    assertThat(failed(people.get("/users?where=password%3D'X'"), 400).message())
        .contains("position 1 ");
  }

  @Test
  void aUserIsFoundInTheirOwnAccountOnly() {
    Person person = people.user(account);
    String elsewhere = "/accounts/" + people.account().path("id") + "/users/" + person.id();

    failed(people.get(elsewhere), 404);
    failed(people.send("PATCH", elsewhere, "{'lastName': 'x'}"), 404);
    failed(people.delete(elsewhere), 404);
    failed(people.get("/organizations/users/" + person.id()), 404);

    assertThat(people.get("/users/" + person.id()).json().path("lastName").asText())
        .isEqualTo("Hopper");
  }

  @Test
  void theUsersOfTheOrganizationAreThoseOfTheDefaultAccount() {
    JsonNode made =
        succeeded(people.send("POST", "/organizations/users", People.body(People.email()))).json();
    String path = "/organizations/users/" + made.path("id");

    assertThat(made.path("accountId").asLong()).isEqualTo(people.defaultAccount());
    succeeded(people.get("/organizations/users/" + made.path("email").asText()));
    succeeded(people.send("PATCH", path, "{'lastName': 'Byron'}"));
    assertThat(people.get(path).json().path("lastName").asText()).isEqualTo("Byron");
    failed(people.send("POST", "/organizations/users", "{}"), 400);
    failed(
        people.send("POST", "/organizations/users", People.body(made.path("email").asText())), 409);
    assertThat(People.ids(people.get("/organizations/users?pageSize=5000")))
        .contains(made.path("id").asLong());
    succeeded(people.delete(path));
    failed(people.get(path), 404);
    failed(people.get("/organizations/users/-1"), 404);
  }

  @Test
  void aDeletedUserIsGoneAndTheEmailIsFree() {
    Person person = people.user(account);

    succeeded(people.delete("/users/" + person.id()));

    failed(people.get("/users/" + person.id()), 404);
    failed(people.delete("/users/" + person.id()), 404);
    assertThat(failed(api.get("/users/me", person.credentials()), 401).message())
        .isEqualTo(INVALID_CREDENTIALS);
    assertThat(people.signIn(person.email(), People.PASSWORD)).isEqualTo(401);
    succeeded(people.send("POST", ofAccount, People.body(person.email())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775808", "x", "nobody@example.org", "a%00@b", "%00"})
  void anUnknownUserIsNotFound(String id) {
    for (String base : List.of("/users/", ofAccount + "/")) {
      failed(people.get(base + id), 404);
      failed(people.send("PATCH", base + id, "{'lastName': 'x'}"), 404);
      failed(people.delete(base + id), 404);
    }
  }

  @Test
  void anotherOrganizationsUserIsUnknownAndStaysAsTheyAre() {
    Person stranger = People.stranger(database, vault);
    JsonNode before = succeeded(api.get("/users/me", stranger.credentials())).json();

    for (String id : List.of(String.valueOf(stranger.id()), stranger.email())) {
      for (Answer answer :
          List.of(
              people.get("/users/" + id),
              people.send("PATCH", "/users/" + id, "{'lastName': 'x'}"),
              people.send("PUT", "/users/" + id, People.body(stranger.email())),
              people.send("PATCH", "/users/" + id + "?permanent=true", "{'active': false}"),
              people.delete("/users/" + id),
              people.send("PUT", "/users/" + id + "/secret", ""),
              people.get(ofAccount + "/" + id),
              people.delete(ofAccount + "/" + id))) {
        failed(answer, 404);
      }
    }

    assertThat(succeeded(api.get("/users/me", stranger.credentials())).json()).isEqualTo(before);
  }
}
