package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Salesforce's elements from the consent to the deletion, and which paths their tokens take. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class SalesforceApiTest extends RestTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "/services/oauth2/token";

  private SandboxClient sandbox;
  private FaceClient salesforce;

  @BeforeEach
  void clean() {
    disconnectAll();
    sandbox = TestPlatform.sandbox();
    salesforce = sandbox.face("salesforce");
    salesforce.consentAutomatically();
    salesforce.options(new FaceOptions(7200, false, false, Map.of("requirePkce", "true")));
  }

  @Test
  void theConsentIsAskedForAsSalesforceWantsIt() {
    URI url = URI.create(api.oauthUrl("sfdcservicecloud", Api.CALLBACK, "&state=abc"));

    assertThat(url.getPath()).isEqualTo("/services/oauth2/authorize");
    assertThat(url.getQuery())
        .contains("response_type=code", "client_id=key", "scope=full refresh_token", "state=abc")
        .contains("code_challenge_method=S256")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "sfdc, crm, accounts, Account, Name",
    "sfdcservicecloud, helpdesk, incidents, Case, Subject",
    "sfdcmarketingcloud, marketing, campaigns, Campaign, Name"
  })
  void anAccountIsConnectedListedRenewedAndRevoked(
      String element, String hub, String object, String type, String field) {
    salesforce.createRecord(user(), type, Map.of(field, "first"));
    JsonNode instance = connect(element);
    String authorization = api.element(instance);

    Answer list = succeeded(api.get("/hubs/" + hub + "/" + object, authorization));
    assertThat(list.json().path(0).path(field).asText()).isEqualTo("first");
    assertThat(list.header("Elements-Returned-Count")).isEqualTo("1");
    assertThat(list.header("Elements-Total-Count")).isEmpty();
    assertThat(list.header("Elements-Next-Page-Token")).isEmpty();

    salesforce.expireAccessTokens();
    sandbox.clearCalls();
    succeeded(api.get("/hubs/" + hub + "/" + object, authorization));
    assertThat(salesforce.calls(TOKEN)).hasSize(1);

    succeeded(api.delete(Api.path(instance), api.organization()));
    assertThat(salesforce.tokens().refreshTokens().live()).isZero();
    failed(api.get("/hubs/" + hub + "/" + object, authorization), 401);
  }

  @Test
  void filesAreListedInTheDocumentsHub() {
    salesforce.putFile(user(), "/plan.pdf", new byte[7]);
    String authorization = api.element(token("sfdcdocuments"));

    JsonNode files =
        succeeded(api.get("/hubs/documents/folders/contents?path=/", authorization)).json();

    assertThat(files).hasSize(1);
    assertThat(files.path(0).path("path").asText()).isEqualTo("/plan.pdf");
    failed(api.get("/hubs/documents/folders/contents?path=/none", authorization), 404);
    succeeded(api.get("/ping", authorization));
  }

  @Test
  void pagesAreWalkedByTheirTokensAndCounted() {
    for (String name : List.of("a", "b", "c")) {
      salesforce.createRecord(user(), "Account", Map.of("Name", name));
    }
    String authorization = api.element(token("sfdc"));
    String path = "/hubs/crm/accounts?pageSize=2&orderBy=Name%20desc&returnCount=true";

    Answer first = succeeded(api.get(path, authorization));
    Answer second =
        succeeded(
            api.get(path + "&nextPage=" + first.header("Elements-Next-Page-Token"), authorization));

    assertThat(first.json().findValuesAsText("Name")).containsExactly("c", "b");
    assertThat(first.header("Elements-Total-Count")).isEqualTo("3");
    assertThat(second.json().findValuesAsText("Name")).containsExactly("a");
    assertThat(second.header("Elements-Next-Page-Token")).isEmpty();
    failed(api.get("/hubs/crm/accounts?nextPage=0.01gForged-200", authorization), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/accounts", "/hubs/crm/accounts", "/hubs/crap/accounts"})
  void anElementTokenMakesAPathTheHubs(String path) {
    salesforce.createRecord(user(), "Account", Map.of("Name", "Lovelace"));
    String token = token("sfdc");

    for (String authorization :
        List.of(api.element(token), api.organization() + ", Element " + token)) {
      Answer answer = succeeded(api.get(path, authorization));

      assertThat(answer.json()).hasSize(1);
      assertThat(answer.json().path(0).path("Name").asText()).isEqualTo("Lovelace");
      assertThat(answer.header("Elements-Element-Instance-Id")).isNotEmpty();
      assertThat(answer.header("Content-Type")).startsWith("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/accounts", "/users"})
  void withoutAnElementTokenItIsThePlatforms(String path) {
    token("sfdc");

    Answer answer = api.get(path, api.organization());

    assertThat(answer.header("Elements-Element-Instance-Id")).isEmpty();
    assertThat(answer.response().body()).doesNotContain("LastModifiedDate");
    assertThat(answer.status()).isIn(200, 404);
    assertThat(salesforce.calls().stream().map(Call::path))
        .noneMatch(called -> called.startsWith("/services/data"));
  }

  @Test
  void whatTheElementHasNotStaysThePlatforms() {
    String crm = api.organization() + ", Element " + token("sfdc");
    String files = api.organization() + ", Element " + token("sfdcdocuments");

    assertThat(succeeded(api.get("/users/me", crm)).header("Elements-Element-Instance-Id"))
        .isNotEmpty();
    assertThat(succeeded(api.get("/users/me", files)).header("Elements-Element-Instance-Id"))
        .isEmpty();
    assertThat(api.get("/accounts", files).header("Elements-Element-Instance-Id")).isEmpty();
    assertThat(succeeded(api.get("/instances", crm)).json()).hasSize(2);
    assertThat(succeeded(api.get("/elements/sfdc", crm)).json().path("key").asText())
        .isEqualTo("sfdc");
    assertThat(succeeded(api.get("/hubs", crm)).json()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/hubs/crm"})
  void recordsAreMadeReadChangedAndDeletedWithAndWithoutTheHubInThePath(String hub) {
    String crm = api.organization() + ", Element " + token("sfdc");
    ObjectNode body = JSON.createObjectNode().put("Name", "Lovelace & Co");

    JsonNode made = succeeded(api.post(hub + "/accounts", crm, body)).json();
    String path = hub + "/accounts/" + made.path("id").asText();

    assertThat(succeeded(api.get(path, crm)).json()).isEqualTo(made);
    assertThat(
            succeeded(api.patch(path, crm, body.put("Phone", "+44 20")))
                .json()
                .path("Phone")
                .asText())
        .isEqualTo("+44 20");
    assertThat(
            succeeded(api.get(hub + "/accounts?where=Name%3D%27Lovelace%20%26%20Co%27", crm))
                .json())
        .hasSize(1);
    assertThat(succeeded(api.delete(path, crm)).response().body()).isEmpty();
    failed(api.get(path, crm), 404);
  }

  @Test
  void onlyWhoMayCallTheInstanceGetsTheHubsAnswer() {
    String token = token("sfdc");

    failed(api.get("/accounts", "User wrong, Element " + token), 401);
    failed(api.get("/accounts", "Element " + token), 401);
    failed(api.get("/accounts", api.element("nosuchtoken")), 401);
    assertThat(salesforce.calls().stream().map(Call::path))
        .noneMatch(called -> called.startsWith("/services/data"));
  }

  @Test
  void theInstanceKnowsWhereSalesforceIs() {
    JsonNode instance = connect("sfdc");

    JsonNode configuration = instance.path("configuration");
    assertThat(configuration.path("instance.url").asText()).startsWith("http://127.0.0.1:");
    assertThat(configuration.path("sfdc.user.id.url").asText()).contains("/id/00D");
    assertThat(instance.path("eventsEnabled").asBoolean()).isTrue();
    assertThat(instance.path("element").path("name").asText()).isEqualTo("Salesforce.com");
    assertThat(instance.path("element").path("configDescription").asText())
        .endsWith(
            "<a href=\"http://www.salesforce.com\" target=\"_blank\">Salesforce.com Signup</a>");
  }

  @Test
  void theCatalogueAndTheHubsShowTheResources() {
    assertThat(get(ELEMENTS + "/elements/sfdcservicecloud").json().path("resources"))
        .extracting(resource -> resource.path("path").asText())
        .contains("/hubs/helpdesk/ping", "/hubs/helpdesk/incidents")
        .contains("/hubs/helpdesk/resources/articles/{id}/status", "/hubs/helpdesk/reports/{id}");
    assertThat(get(ELEMENTS + "/hubs/marketing?hydrate=true").json().path("resources"))
        .extracting(
            resource -> resource.path("method").asText() + " " + resource.path("path").asText())
        .contains("GET /hubs/marketing/campaigns", "POST /hubs/marketing/campaigns")
        .doesNotHaveDuplicates();
  }

  private JsonNode connect(String element) {
    String code = Api.code(api.oauthUrl(element));
    ObjectNode body = Api.instance(element, code);
    return succeeded(api.post("/instances", api.organization(), body)).json();
  }

  private String token(String element) {
    return connect(element).path("token").asText();
  }

  private User user() {
    return salesforce.users().getFirst();
  }
}
