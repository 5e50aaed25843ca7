package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.force.api.ApiConfig;
import com.force.api.ApiException;
import com.force.api.ApiSession;
import com.force.api.ApiVersion;
import com.force.api.Auth;
import com.force.api.AuthorizationResponse;
import com.force.api.CreateOrUpdateResult;
import com.force.api.DescribeSObject;
import com.force.api.ForceApi;
import com.force.api.QueryResult;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  void itUpsertsByAnExternalId() {
    assertThat(api.createOrUpdateSObject("Account", "External_Id__c", "a-1", Map.of("Name", "One")))
        .isEqualTo(CreateOrUpdateResult.CREATED);
    assertThat(api.createOrUpdateSObject("Account", "External_Id__c", "a-1", Map.of("Name", "Two")))
        .isEqualTo(CreateOrUpdateResult.UPDATED);
    assertThat(api.query("SELECT Name FROM Account").getRecords())
        .singleElement()
        .extracting("Name")
        .isEqualTo("Two");
  }

  @Test
  @SuppressWarnings("unchecked")
  void itReadsParentsChildrenAndGroups() {
    String account = api.createSObject("Account", Map.of("Name", "Acme"));
    api.createSObject("Contact", Map.of("LastName", "Ada", "AccountId", account));
    api.createSObject("Contact", Map.of("LastName", "Bob", "AccountId", account));

    Map<String, Object> contact =
        api.query("SELECT Account.Name, Account.Owner.Username FROM Contact", Map.class)
            .getRecords()
            .getFirst();
    assertThat((Map<String, Object>) contact.get("Account")).containsEntry("Name", "Acme");
    Map<String, Object> parent =
        api.query("SELECT Name, (SELECT LastName FROM Contacts) FROM Account", Map.class)
            .getRecords()
            .getFirst();
    assertThat((List<Map<String, Object>>) parent.get("Contacts"))
        .extracting(each -> each.get("LastName"))
        .containsExactly("Ada", "Bob");
    assertThat(
            api.query("SELECT AccountId, COUNT(Id) n FROM Contact GROUP BY AccountId", Map.class)
                .getRecords()
                .getFirst())
        .containsEntry("n", 2);
    api.deleteSObject("Account", account);
    assertThat(api.query("SELECT Id FROM Contact").getTotalSize()).isZero();
    assertThat(api.queryAll("SELECT Id FROM Contact", Map.class).getTotalSize()).isEqualTo(2);
  }

  @Test
  void itReadsOnByACursor() {
    User alex = salesforce.users().getFirst();
    salesforce.createRecords(
        alex, "Account", IntStream.range(0, 2001).mapToObj(i -> Map.of("Name", "A" + i)).toList());

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
