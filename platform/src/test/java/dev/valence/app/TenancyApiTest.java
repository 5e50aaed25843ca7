package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.identity.AnotherOrganization;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is another organization's is unknown (design: another tenant's id is an unknown id). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class TenancyApiTest extends RestTest {

  @Inject Database database;
  @Inject Vault vault;

  private String user;
  private String organization;
  private String strangers;

  @BeforeEach
  void addAnotherOrganization() {
    disconnectAll();
    user = "user-" + UUID.randomUUID();
    organization = "organization-" + UUID.randomUUID();
    strangers = "User " + user + ", Organization " + organization;
    AnotherOrganization.add(
        database,
        vault,
        UUID.randomUUID() + "@example.org",
        Secret.of(user),
        Secret.of(organization));
  }

  @Test
  void theOtherOrganizationIsThere() {
    assertThat(succeeded(api.get("/organizations/me", strangers)).json().path("name").asText())
        .isEqualTo("Another");
  }

  @Test
  void userAndOrganizationMustBelongTogether() {
    for (String mixed :
        List.of(
            "User " + user + ", Organization " + api.organizationSecret(),
            "User " + api.userSecret() + ", Organization " + organization)) {
      assertThat(failed(api.get("/organizations/me", mixed), 401).message())
          .isEqualTo(INVALID_CREDENTIALS);
    }
  }

  @Test
  void anIdOfAnotherOrganizationIsUnknownAndNothingChanges() {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    long id = instance.path("id").asLong();
    int callsBefore = TestPlatform.sandbox().face("dropbox").calls().size();

    for (Answer answer :
        List.of(
            api.get("/instances/" + id, strangers),
            api.get("/instances/" + id + "/configuration", strangers),
            api.get("/elements/dropbox/instances/" + id, strangers),
            api.delete("/instances/" + id, strangers),
            api.delete("/elements/dropbox/instances/" + id, strangers))) {
      assertThat(failed(answer, 404).message()).isEqualTo("No instance found with ID " + id);
    }
    failed(api.get("/instances", strangers), 404);
    failed(api.get("/elements/dropbox/instances", strangers), 404);

    assertThat(api.get("/instances/" + id, api.organization()).json()).isEqualTo(instance);
    assertThat(TestPlatform.sandbox().face("dropbox").calls()).hasSize(callsBefore);
  }

  @Test
  void anElementTokenOfAnotherOrganizationIsWrong() {
    String token = api.connectDropbox(TestPlatform.sandbox()).path("token").asText();
    int callsBefore = TestPlatform.sandbox().face("dropbox").calls().size();

    for (String mixed :
        List.of(
            "User " + user + ", Element " + token,
            strangers + ", Element " + token,
            "User " + api.userSecret() + ", Organization " + organization + ", Element " + token)) {
      for (Answer answer :
          List.of(
              api.get("/hubs/documents/ping", mixed),
              api.get("/ping", mixed),
              api.get("/instances/configuration", mixed),
              api.delete("/instances", mixed))) {
        assertThat(failed(answer, 401).message()).isEqualTo(INVALID_CREDENTIALS);
      }
    }

    succeeded(api.get("/hubs/documents/ping", api.element(token)));
    assertThat(TestPlatform.sandbox().face("dropbox").calls()).hasSize(callsBefore + 1);
  }
}
