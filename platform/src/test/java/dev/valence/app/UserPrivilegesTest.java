package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what with users (contract, platform 1.6). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class UserPrivilegesTest extends RestTest {

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
  void withoutARoleOneSeesAndChangesOnlyOneself() {
    Person person = people.user(account);
    Person other = people.user(account);
    String me = person.credentials();

    for (Answer answer :
        List.of(
            api.get("/users", me),
            api.get(ofAccount, me),
            api.get("/users/" + other.id(), me),
            api.get(ofAccount + "/" + other.id(), me),
            people.send("POST", ofAccount, me, People.body(People.email())),
            people.send("POST", "/organizations/users", me, People.body(People.email())),
            people.send("PATCH", "/users/" + other.id(), me, "{'lastName': 'x'}"),
            people.send("PUT", "/users/" + other.id(), me, People.body(other.email())),
            people.send("PUT", "/users/" + other.id() + "/secret", me, ""),
            api.delete("/users/" + other.id(), me),
            api.delete("/users/" + person.id(), me),
            people.send("PATCH", "/users/" + person.id(), me, "{'active': false}"))) {
      failed(answer, 403);
    }

    succeeded(api.get("/users/" + person.id(), me));
    succeeded(people.send("PATCH", "/users/me", me, "{'lastName': 'Byron'}"));
    assertThat(people.get(ofAccount).json()).hasSize(2);
    assertThat(people.get("/users/" + other.id()).json().path("lastName").asText())
        .isEqualTo("Hopper");
  }

  @Test
  void anAdministratorOfAnAccountManagesItsUsersAndNobodyElse() {
    Person administrator = people.user(account, "admin");
    String me = administrator.credentials();
    long elsewhere = people.account().path("id").asLong();
    Person other = people.user(elsewhere);

    Person made =
        people.person(
            succeeded(people.send("POST", ofAccount, me, People.body(People.email(), "admin")))
                .json());
    succeeded(people.send("PATCH", "/users/" + made.id(), me, "{'lastName': 'x'}"));
    assertThat(People.ids(api.get("/users", me))).containsExactly(administrator.id(), made.id());
    assertThat(People.ids(api.get(ofAccount, me))).containsExactly(administrator.id(), made.id());
    succeeded(api.get("/accounts/" + account, me));
    succeeded(api.delete("/users/" + made.id(), me));

    for (Answer answer :
        List.of(
            api.get("/accounts/" + elsewhere + "/users", me),
            api.get("/organizations/users", me),
            api.get("/users/" + other.id(), me),
            people.send("PATCH", "/users/" + other.id(), me, "{'lastName': 'x'}"),
            api.delete("/users/" + other.id(), me),
            people.send(
                "POST", "/accounts/" + elsewhere + "/users", me, People.body(People.email())))) {
      failed(answer, 403);
    }
  }

  @Test
  void nobodyGivesOrManagesMoreThanTheyAre() {
    Person administrator = people.user(account, "admin");
    Person above = people.user(account, "org-admin");
    String me = administrator.credentials();

    for (Answer answer :
        List.of(
            people.send("POST", ofAccount, me, People.body(People.email(), "org-admin")),
            people.send("POST", ofAccount, People.body(People.email(), "admin", "sys-admin")),
            people.send("PATCH", "/users/" + above.id(), me, "{'password': 'my own password'}"),
            people.send("PUT", "/users/" + above.id() + "/secret", me, ""),
            people.send("PATCH", "/users/" + above.id(), me, "{'active': false}"),
            api.delete("/users/" + above.id(), me))) {
      failed(answer, 403);
    }

    succeeded(api.get("/users/me", above.credentials()));
    assertThat(people.signIn(above.email(), People.PASSWORD)).isEqualTo(200);
    assertThat(people.get(ofAccount).json()).hasSize(2);
  }
}
