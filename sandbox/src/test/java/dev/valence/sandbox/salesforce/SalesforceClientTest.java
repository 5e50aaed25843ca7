package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.force.api.ApiConfig;
import com.force.api.ApiException;
import com.force.api.ApiSession;
import com.force.api.ApiVersion;
import com.force.api.Auth;
import com.force.api.AuthorizationResponse;
import com.force.api.DescribeSObject;
import com.force.api.ForceApi;
import com.force.api.QueryResult;
import dev.valence.sandbox.face.User;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that others wrote for Salesforce, force-rest-api, against the sandbox. */
class SalesforceClientTest extends SalesforceTest {

  private ApiConfig config;
  private ApiSession session;
  private ForceApi api;

  @BeforeEach
  void authorize() throws Exception {
    config =
        new ApiConfig()
            .setApiVersion(ApiVersion.DEFAULT_VERSION)
            .setLoginEndpoint(login)
            .setClientId("key")
            .setClientSecret("secret")
            .setRedirectURI(REDIRECT_URI);
    session =
        Auth.completeOAuthWebServerFlow(
            new AuthorizationResponse().apiConfig(config).code(redirect("").get("code")));
    api = new ForceApi(config, session);
  }

  @Test
  void itFollowsTheTokensToTheInstance() {
    assertThat(session.getApiEndpoint()).isEqualTo(instance);
    assertThat(session.getRefreshToken()).isNotEmpty();
    assertThat(api.query("SELECT Username FROM User").getRecords())
        .singleElement()
        .extracting("Username")
        .isEqualTo("alex@example.com");
  }

  @Test
  void itMakesReadsChangesAndDeletesRecords() {
    String id = api.createSObject("account", Map.of("name", "Acme"));
    api.updateSObject("account", id, Map.of("name", "Apex"));

    assertThat(api.getSObject("Account", id).asMap().get("Name")).isEqualTo("Apex");
    api.deleteSObject("account", id);
    assertThat(api.query("SELECT Id FROM Account").getTotalSize()).isZero();
  }

  @Test
  void itReadsOnByACursor() {
    User alex = salesforce.users().getFirst();
    for (int i = 0; i < 2001; i++) {
      salesforce.createRecord(alex, "Account", Map.of("Name", "A" + i));
    }

    QueryResult<Map> first = api.query("SELECT Id, Name FROM Account", Map.class);
    QueryResult<Map> second = api.queryMore(first.getNextRecordsUrl(), Map.class);

    assertThat(first.getTotalSize()).isEqualTo(2001);
    assertThat(first.isDone()).isFalse();
    assertThat(first.getRecords()).hasSize(2000);
    assertThat(second.isDone()).isTrue();
    assertThat(second.getRecords()).singleElement().extracting("Name").isEqualTo("A2000");
  }

  @Test
  void itReadsDescriptions() {
    DescribeSObject account = api.describeSObject("Account");

    assertThat(account.getName()).isEqualTo("Account");
    assertThat(account.getFields()).extracting(DescribeSObject.Field::getName).contains("Industry");
    assertThat(api.describeGlobal().getSObjects()).hasSize(28);
  }

  @Test
  void itUnderstandsThatAQueryIsMalformed() {
    assertThatThrownBy(() -> api.query("bad"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(400))
        .hasMessageContaining("MALFORMED_QUERY");
  }

  @Test
  void itRenewsASessionThatHasExpired() {
    salesforce.expireAccessTokens();

    assertThat(api.query("SELECT Id FROM Account").getTotalSize()).isZero();
    assertThat(api.getSession().getAccessToken()).isNotEqualTo(session.getAccessToken());
  }
}
