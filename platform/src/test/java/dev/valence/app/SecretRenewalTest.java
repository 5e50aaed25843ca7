package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

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

/** New secrets for old ones (contract, platform 1.1). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class SecretRenewalTest extends RestTest {

  @Inject Database database;
  @Inject Vault vault;

  private People people;
  private long account;

  @BeforeEach
  void meetPeople() {
    people = new People(api);
    account = people.account().path("id").asLong();
  }

  @Test
  void aNewUserSecretWorksAndTheOldOneFailsAtOnce() {
    Person person = people.user(account);
    succeeded(api.get("/users/me", person.credentials()));

    Answer answer = people.send("PUT", "/users/" + person.id() + "/secret", "");

    String renewed = secret(answer);
    assertThat(renewed).isNotEqualTo(person.secret());
    assertThat(failed(api.get("/users/me", person.credentials()), 401).message())
        .isEqualTo(INVALID_CREDENTIALS);
    succeeded(api.get("/users/me", person.credentials().replace(person.secret(), renewed)));
    assertThat(
            get(
                    ELEMENTS + "/users/" + person.id(),
                    "Authorization",
                    api.organization(),
                    "Elements-User-Password",
                    People.PASSWORD)
                .json()
                .path("secret")
                .asText())
        .isEqualTo(renewed);
  }

  @Test
  void oneRenewsTheirOwnSecret() {
    Person person = people.user(account);

    for (String path : List.of("/users/me/secret", "/users/" + person.email() + "/secret")) {
      Person now =
          new Person(person.id(), account, person.email(), person.secret(), person.credentials());
      String renewed = secret(people.send("PUT", path, now.credentials(), ""));
      failed(api.get("/users/me", now.credentials()), 401);
      person =
          new Person(
              person.id(),
              account,
              person.email(),
              renewed,
              now.credentials().replace(now.secret(), renewed));
      succeeded(api.get("/users/me", person.credentials()));
    }
  }

  @Test
  void theSecretOfAnElementsCallIsTheNewOneToo() {
    disconnectAll();
    String token = api.connectDropbox(TestPlatform.sandbox()).path("token").asText();
    Person person = people.user(account);
    succeeded(api.get("/ping", "User " + person.secret() + ", Element " + token));

    String renewed = secret(people.send("PUT", "/users/" + person.id() + "/secret", ""));

    failed(api.get("/ping", "User " + person.secret() + ", Element " + token), 401);
    succeeded(api.get("/ping", "User " + renewed + ", Element " + token));
  }

  @Test
  void aNewOrganizationSecretWorksAndTheOldOneFailsForAllUsers() {
    Person stranger = People.stranger(database, vault);

    String renewed =
        secret(people.send("PUT", "/organizations/me/secret", stranger.credentials(), ""));

    assertThat(failed(api.get("/users/me", stranger.credentials()), 401).message())
        .isEqualTo(INVALID_CREDENTIALS);
    String now = "User " + stranger.secret() + ", Organization " + renewed;
    assertThat(succeeded(api.get("/organizations/me", now)).json().path("secret").asText())
        .isEqualTo(renewed);
    succeeded(api.get("/users/me", api.organization()));
  }

  private static String secret(Answer answer) {
    assertThat(succeeded(answer).json()).hasSize(1);
    String secret = answer.json().path("secret").asText();
    assertThat(secret).hasSizeGreaterThan(40);
    return secret;
  }
}
