package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever somebody does stands in the log, for those who may see it. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class AuditLogsApiTest extends RestTest {

  private String since;

  @BeforeEach
  void remember() {
    disconnectAll();
    since = Instant.now().toString();
  }

  @Test
  void theLifeOfAnInstanceIsThere() {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    String path = Api.path(instance);
    succeeded(api.get(path, api.organization()));
    succeeded(api.call("PATCH", path, api.organization(), "{\"name\":\"another\"}"));
    succeeded(api.call("DELETE", path + "/enabled", api.organization(), ""));
    succeeded(api.call("PUT", path + "/enabled", api.organization(), ""));
    succeeded(api.delete(path, api.organization()));

    String id = instance.path("id").asText();
    Answer answer = succeeded(api.get("/audit-logs/element-instances/" + id, api.organization()));
    assertThat(actions(answer.json()))
        .containsExactly("deleted", "enabled", "disabled", "changed", "secretRead", "created");
    assertThat(answer.header("Elements-Returned-Count")).isEqualTo("6");
    JsonNode created = answer.json().get(5);
    assertThat(created.path("subject").path("type").asText()).isEqualTo("elementInstance");
    assertThat(created.path("subject").path("id").asText()).isEqualTo(id);
    assertThat(created.path("ipAddress").asText()).isEqualTo("127.0.0.1");
    assertThat(created.path("requestId").asText()).matches("[0-9a-f]{24}");
    assertThat(created.path("userId").asLong())
        .isEqualTo(api.get("/users/me", api.organization()).json().path("id").asLong());
    assertThat(created.path("outcome").asText()).isEqualTo("success");
    assertThat(answer.response().body()).doesNotContain(instance.path("token").asText());
    assertThat(actions(list("/audit-logs/element-instances", "")))
        .containsAll(actions(answer.json()));
  }

  @Test
  void consentThatIsLostAndComesAgainIsThere() {
    DropboxAccount dropbox = new DropboxAccount(TestPlatform.sandbox());
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    dropbox.face().revokeTokens();
    assertThat(DropboxAccount.call(api, instance).status()).isEqualTo(401);
    succeeded(
        api.call(
            "PUT",
            Api.path(instance),
            api.organization(),
            Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox())).toString()));
    assertThat(actions(list("/audit-logs/element-instances/" + instance.path("id").asText(), "")))
        .containsExactly("reconnected", "needsConsent", "created");
  }

  @Test
  void aCodeThatComesTwiceIsThere() {
    String code = api.consentAtDropbox(TestPlatform.sandbox());
    succeeded(api.post("/instances", api.organization(), Api.dropboxInstance(code)));
    failed(api.post("/instances", api.organization(), Api.dropboxInstance(code)), 400);
    JsonNode event = list("/audit-logs", "").get(0);
    assertThat(event.path("action").asText()).isEqualTo("codeReplayed");
    assertThat(event.path("outcome").asText()).isEqualTo("failure");
    assertThat(event.toString()).doesNotContain(code);
  }

  @Test
  void usersSecretsRolesAndAccountsAreThere() {
    People people = new People(api);
    long account = people.account().path("id").asLong();
    Person person = people.user(account);
    people.send("PUT", "/users/" + person.id() + "/secret", "");
    people.send("PUT", "/users/" + person.id() + "/roles/admin", "");
    people.send("DELETE", "/users/" + person.id() + "/roles/admin", "");
    people.send("PATCH", "/users/" + person.id(), "{\"firstName\":\"Eve\"}");
    people.delete("/users/" + person.id());
    api.get("/organizations/me", api.organization());
    assertThat(actions(list("/audit-logs", "")))
        .startsWith(
            "secretRead",
            "deleted",
            "changed",
            "roleRevoked",
            "roleGranted",
            "secretReplaced",
            "created",
            "created");
  }

  @Test
  void signInsAreThereByThemselves() {
    People people = new People(api);
    Person person = people.user(people.account().path("id").asLong());
    String right = "{\"username\":\"%s\",\"password\":\"%s\"}";
    succeeded(post(ELEMENTS + "/authentication", right.formatted(person.email(), People.PASSWORD)));
    failed(post(ELEMENTS + "/authentication", right.formatted(person.email(), "wrong one")), 401);
    JsonNode seen = list("/audit-logs/authentication", "&user=" + Api.encode(person.email()));
    assertThat(actions(seen)).containsExactly("signIn", "signIn");
    assertThat(seen.get(0).path("outcome").asText()).isEqualTo("failure");
    assertThat(seen.get(1).path("outcome").asText()).isEqualTo("success");
    assertThat(list("/audit-logs/authentication", "&user=" + person.id())).isEqualTo(seen);
  }

  @Test
  void ownElementsAreThere() {
    String key = "audited" + System.nanoTime();
    String id =
        succeeded(
                api.call(
                    "POST",
                    "/elements",
                    api.organization(),
                    "{\"name\":\"x\",\"key\":\"%s\",\"description\":\"x\",\"authentication\":{\"type\":\"oauth2\"}}"
                        .formatted(key)))
            .json()
            .path("id")
            .asText();
    succeeded(api.delete("/elements/" + id, api.organization()));
    assertThat(actions(list("/audit-logs/elements/" + id, "")))
        .containsExactly("deleted", "created");
    assertThat(actions(list("/audit-logs/elements", ""))).startsWith("deleted", "created");
    failed(api.get("/audit-logs/elements/99999999", api.organization()), 404);
    failed(api.get("/audit-logs/elements/a%00b", api.organization()), 404);
    failed(api.get("/audit-logs/element-instances/a%00b", api.organization()), 404);
  }

  @Test
  void itComesInPagesAndByTime() {
    for (int i = 0; i < 5; i++) {
      api.get("/organizations/me", api.organization());
    }
    Answer first = succeeded(logs("/audit-logs", "&pageSize=3"));
    String next = first.header("Elements-Next-Page-Token");
    Answer second = succeeded(logs("/audit-logs", "&pageSize=3&nextPage=" + Api.encode(next)));
    List<String> ids = new ArrayList<>();
    first.json().forEach(event -> ids.add(event.path("id").asText()));
    second.json().forEach(event -> ids.add(event.path("id").asText()));
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    assertThat(second.header("Elements-Next-Page-Token")).isEmpty();
    assertThat(list("/audit-logs", "&to=" + Api.encode(since))).isEmpty();
    assertThat(list("/audit-logs", "&to=2000-01-01")).isEmpty();
    failed(logs("/audit-logs", "&to=yesterday"), 400);
    failed(logs("/audit-logs", "&user=99999999"), 404);
  }

  @Test
  void usersSeeWhatTheirRolesLetThem() {
    People people = new People(api);
    long account = people.account().path("id").asLong();
    Person person = people.user(account);
    failed(api.get("/audit-logs", person.credentials()), 403);
    people.send("PUT", "/users/" + person.id() + "/roles/admin", "");
    succeeded(api.get("/organizations/me", person.credentials()));
    JsonNode seen = succeeded(api.get("/audit-logs", person.credentials())).json();
    assertThat(seen).isNotEmpty();
    assertThat(seen)
        .allSatisfy(event -> assertThat(event.path("accountId").asLong()).isEqualTo(account));
  }

  @Test
  void bothVocabulariesHaveIt() {
    api.get("/organizations/me", api.organization());
    Answer answer =
        call(
            "GET",
            YOUR_MOMS + "/audit-logs/your_mom-instances?from=" + Api.encode(since),
            "Authorization",
            api.organization());
    assertThat(succeeded(answer).header("Your_moms-Returned-Count")).isNotEmpty();
  }

  private JsonNode list(String path, String more) {
    return succeeded(logs(path, more)).json();
  }

  private Answer logs(String path, String more) {
    return api.get(path + "?from=" + Api.encode(since) + more, api.organization());
  }

  private static List<String> actions(JsonNode events) {
    List<String> actions = new ArrayList<>();
    events.forEach(event -> actions.add(event.path("action").asText()));
    return actions;
  }
}
