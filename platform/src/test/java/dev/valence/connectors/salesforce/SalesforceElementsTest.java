package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.hubs.objects.ObjectsUnderTest.Sample;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the elements of Salesforce have besides what all elements of their hubs have. */
class SalesforceElementsTest {

  /** One element and its account. */
  abstract static class OfElement {

    static ConnectedSalesforce account;

    HubCaller hub;

    static void connect(String key) {
      account = new ConnectedSalesforce(key);
    }

    @AfterAll
    static void disconnect() throws IOException {
      account.close();
    }

    @BeforeEach
    void openAccount() {
      hub = account.emptied();
    }

    String create(Sample sample) {
      return hub.send("POST", "/" + sample.object(), sample.body()).path("id").asText();
    }

    List<String> ids(String path, String... query) {
      return hub.json(path, query).findValuesAsText("id");
    }
  }

  @Nested
  class Crm extends OfElement {

    @BeforeAll
    static void connect() {
      connect("sfdc");
    }

    @Test
    void theConnectedUserIsThereAsMe() {
      JsonNode me = hub.json("/users/me");

      assertThat(me.path("id").asText()).isEqualTo(account.user().id());
      assertThat(me.path("Email").asText()).isEqualTo(account.user().email());
      assertThat(hub.json("/users/me", "fields", "Email").has("LastName")).isFalse();
    }

    @Test
    void usersAreNotDeleted() {
      String path = "/users/" + account.user().id();

      assertThat(hub.failure("DELETE", path).status()).isEqualTo(405);
      assertThat(hub.json(path).path("IsActive").asBoolean()).isTrue();
    }

    @Test
    void aChangeAndWhatBecomesOfTheRecordAreOneCallOfTheVendor() {
      hub.send("POST", "/accounts", "{\"Name\": \"one\"}");

      assertThat(account.requests()).containsExactly("/composite");
    }

    @Test
    void whatSalesforceSaysOfAnObjectIsRememberedForAWhile() {
      hub.json("/opportunities");
      hub.json("/opportunities", "where", "Amount > 5");

      assertThat(account.requests())
          .filteredOn(request -> request.contains("describe"))
          .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aSessionThatEndsUnnoticedIsRenewedAndTheRecordIsMadeOnce() {
      account.vendor().expireAccessTokens();

      hub.send("POST", "/accounts", "{\"Name\": \"one\"}");

      assertThat(account.renewals()).isEqualTo(1);
      assertThat(hub.json("/accounts")).hasSize(1);
    }

    @Test
    void aRecordWhoseAnswerIsLostIsNotMadeAgain() {
      account.vendor().fault(Fault.cut(ConnectedSalesforce.BASE + "/composite"));

      ApiException failure =
          HubCaller.failure(() -> hub.send("POST", "/accounts", "{\"Name\": \"one\"}"));

      assertThat(failure.status()).isEqualTo(502);
      assertThat(hub.json("/accounts")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void allThatIsMissingIsNamedAtOnceInTheVendorsWords() {
      ApiException failure =
          HubCaller.failure(() -> hub.send("POST", "/opportunities", "{\"Amount\": 7}"));

      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.providerMessage())
          .hasValueSatisfying(it -> assertThat(it).contains("Name", "StageName", "CloseDate"));
    }

    @Test
    void fieldsOfTheRecordAboveAreGivenByTheirPath() {
      String company = hub.send("POST", "/accounts", "{\"Name\": \"Engines\"}").path("id").asText();
      String id =
          hub.send(
                  "POST",
                  "/contacts",
                  "{\"LastName\": \"Lovelace\", \"AccountId\": \"" + company + "\"}")
              .path("id")
              .asText();

      for (JsonNode contact :
          List.of(
              hub.json("/contacts", "fields", "LastName,Account.Name").path(0),
              hub.json("/contacts/" + id, "fields", "Account.Name"),
              hub.json("/contacts", "where", "Account.Name = 'Engines'", "fields", "Account.Name")
                  .path(0),
              hub.json("/query", "q", "select Account.Name from contacts").path(0))) {
        assertThat(contact.path("Account").path("Name").asText()).isEqualTo("Engines");
        assertThat(contact.path("Account").has("attributes")).isFalse();
      }
    }

    @ParameterizedTest
    @CsvSource({
      "Amount = 17000.5, 1",
      "Amount > '17000', 1",
      "Amount < 17000, 0",
      "IsWon = false, 1",
      "IsWon = 'true', 0",
      "CloseDate = 2026-12-31, 1",
      "CloseDate > '2026-12-31', 0",
      "CloseDate <= '2026-12-31T10:00:00.000Z', 1",
      "Probability IS NULL, 0"
    })
    void conditionsAreOfTheFieldsTypes(String condition, int found) {
      create(SalesforceSamples.opportunity("opportunities"));

      assertThat(hub.json("/opportunities", "where", condition)).as(condition).hasSize(found);
    }

    @Test
    void anAttachmentGoesUpAndDownInPiecesAndIsChanged() {
      String parent = create(SalesforceSamples.company("accounts"));
      byte[] content = new byte[300_000];
      new Random(7).nextBytes(content);

      JsonNode made =
          hub.multipart(
              "POST",
              "/accounts/" + parent + "/attachments",
              Map.of("Description", "A card"),
              "card.bin",
              content);

      assertThat(made.path("Name").asText()).isEqualTo("card.bin");
      assertThat(made.path("Description").asText()).isEqualTo("A card");
      assertThat(made.path("ParentId").asText()).isEqualTo(parent);
      assertThat(made.path("BodyLength").asLong()).isEqualTo(content.length);
      String path = "/attachments/" + made.path("id").asText();
      assertThat(hub.content(path + "/data")).isEqualTo(content);
      assertThat(ids("/accounts/" + parent + "/attachments"))
          .containsExactly(made.path("id").asText());

      hub.multipart("PATCH", path, Map.of("Name", "b.bin"), "b.bin", new byte[] {1, 2, 3});
      assertThat(hub.content(path + "/data")).isEqualTo(new byte[] {1, 2, 3});
      assertThat(hub.json(path).path("Name").asText()).isEqualTo("b.bin");

      hub.call("DELETE", path);
      assertThat(hub.failure("GET", path).status()).isEqualTo(404);
      assertThat(hub.failure("GET", path + "/data").status()).isEqualTo(404);
    }

    @Test
    void aFileHasVersionsAndIsSharedWithRecords() {
      byte[] first = "first".getBytes(StandardCharsets.UTF_8);
      byte[] second = "second".getBytes(StandardCharsets.UTF_8);
      JsonNode file =
          hub.multipart(
              "POST",
              "/files",
              Map.of("pathOnClient", "plan.txt", "description", "A plan"),
              "other.txt",
              first);
      String path = "/files/" + file.path("id").asText();

      assertThat(file.path("Title").asText()).isEqualTo("plan");
      assertThat(file.path("LatestPublishedVersionId").asText()).startsWith("068");
      assertThat(hub.content(path)).isEqualTo(first);
      assertThat(hub.json(path + "/metadata").path("id")).isEqualTo(file.path("id"));
      assertThat(ids("/files")).containsExactly(file.path("id").asText());

      JsonNode version =
          hub.multipart(
              "POST",
              path + "/versions",
              Map.of("pathOnClient", "plan.txt", "reason", "Better"),
              "plan.txt",
              second);
      assertThat(version.path("ReasonForChange").asText()).isEqualTo("Better");
      assertThat(ids(path + "/versions")).hasSize(2).contains(version.path("id").asText());
      assertThat(hub.content(path)).isEqualTo(second);
      assertThat(hub.content(path + "/versions/latest-version")).isEqualTo(second);
      assertThat(hub.content(path + "/versions/" + file.path("LatestPublishedVersionId").asText()))
          .isEqualTo(first);
      assertThat(hub.json(path + "/versions/latest-version/metadata").path("id"))
          .isEqualTo(version.path("id"));

      String shared = "/accounts/" + create(SalesforceSamples.company("accounts")) + "/files";
      assertThat(hub.json(shared)).isEmpty();
      JsonNode share = hub.send("POST", shared + "/" + file.path("id").asText(), "{}");
      assertThat(share.path("ShareType").asText()).isEqualTo("V");
      assertThat(ids(shared)).containsExactly(file.path("id").asText());
      assertThat(ids(shared + "/details")).containsExactly(share.path("id").asText());
      assertThat(ids(shared, "where", "Title = 'plan'")).hasSize(1);
      assertThat(ids(shared, "where", "Title = 'other'")).isEmpty();

      hub.call("DELETE", path);
      for (String gone : List.of("", "/metadata", "/versions", "/versions/latest-version")) {
        assertThat(hub.failure("GET", path + gone).status()).as(gone).isEqualTo(404);
      }
    }

    @Test
    void aFileThatIsNoneIsRefused() {
      assertThat(HubCaller.failure(() -> hub.send("POST", "/files", "{}")).status()).isEqualTo(400);
      assertThat(hub.failure("GET", "/files/0").status()).isEqualTo(404);
      assertThat(hub.failure("GET", "/files/0/versions").status()).isEqualTo(404);
      String account = create(SalesforceSamples.company("accounts"));
      assertThat(
              HubCaller.failure(() -> hub.send("POST", "/accounts/" + account + "/files/0", "{}"))
                  .status())
          .isBetween(400, 404);
    }

    @Test
    void aRecordThatHoldsNoFileHasNoData() {
      String parent = create(SalesforceSamples.company("accounts"));

      assertThat(hub.failure("GET", "/accounts/" + parent + "/data").status()).isEqualTo(404);
    }
  }

  @Nested
  class Helpdesk extends OfElement {

    @BeforeAll
    static void connect() {
      connect("sfdcservicecloud");
    }

    @Test
    void anAgentNeedsNoMoreThanANameAndAnAddressAndIsDeactivatedInsteadOfDeleted() {
      JsonNode agent =
          hub.send(
              "POST",
              "/agents",
              "{\"Email\": \"agent@example.com\", \"FirstName\": \"A\", \"LastName\": \"Gent\"}");
      String path = "/agents/" + agent.path("id").asText();

      assertThat(agent.path("IsActive").asBoolean()).isTrue();
      assertThat(agent.path("ProfileId").asText()).isNotEmpty();
      assertThat(hub.send("PATCH", path, "{\"Title\": \"First\"}").path("Title").asText())
          .isEqualTo("First");
      hub.call("DELETE", path);

      assertThat(hub.json(path).path("IsActive").asBoolean()).isFalse();
      assertThat(ids("/agents", "where", "IsActive = true"))
          .doesNotContain(agent.path("id").asText());
    }

    @Test
    void prioritiesAndStatusesAreWhatAnIncidentCanHave() {
      assertThat(ids("/priorities")).containsExactlyInAnyOrder("High", "Medium", "Low");
      assertThat(ids("/statuses")).contains("New", "Closed");
      assertThat(ids("/statuses", "where", "name = 'closed'")).containsExactly("Closed");
      assertThat(hub.call("GET", "/priorities", "pageSize", "2").nextPage()).isPresent();
      assertThat(hub.failure("POST", "/priorities").status()).isEqualTo(405);
    }

    @Test
    void anArticleIsADraftUntilItIsPublished() {
      JsonNode article =
          hub.send(
              "POST",
              "/resources/articles",
              """
              {"ArticleType": "Knowledge__kav", "Title": "Engines", "UrlName": "engines",
               "Summary": "How they are run"}
              """);
      String path = "/resources/articles/" + article.path("id").asText();

      assertThat(article.path("PublishStatus").asText()).isEqualTo("Draft");
      assertThat(hub.json("/resources/articles")).isEmpty();
      assertThat(ids("/resources/articles", "where", "PublishStatus = 'Draft'"))
          .containsExactly(article.path("id").asText());
      assertThat(hub.send("PATCH", path, "{\"Summary\": \"Run\"}").path("Summary").asText())
          .isEqualTo("Run");
      hub.call("DELETE", path);
      assertThat(hub.failure("GET", path).status()).isEqualTo(404);
    }
  }

  @Nested
  class Marketing extends OfElement {

    @BeforeAll
    static void connect() {
      connect("sfdcmarketingcloud");
    }

    @Test
    void theCampaignOfTheFoundingDocumentsIsMade() {
      JsonNode campaign =
          hub.send(
              "POST",
              "/campaigns",
              """
              {"Name": "Blog", "Status": "Planned", "Description": "Posts", "Type": "Other"}
              """);

      assertThat(campaign.path("Id").asText()).hasSize(18);
      assertThat(campaign.path("Name").asText()).isEqualTo("Blog");
    }

    @Test
    void aCampaignHasLeadsAndContactsAsMembersEachOnce() {
      String list = "/campaigns/" + create(SalesforceSamples.campaign("campaigns")) + "/members";
      String lead = create(SalesforceSamples.lead("leads"));
      String contact = create(SalesforceSamples.contact("contacts"));

      hub.send("POST", list, "{\"LeadId\": \"" + lead + "\"}");
      JsonNode member = hub.send("POST", list, "{\"ContactId\": \"" + contact + "\"}");

      assertThat(hub.json(list)).hasSize(2);
      assertThat(
              HubCaller.failure(() -> hub.send("POST", list, "{\"LeadId\": \"" + lead + "\"}"))
                  .status())
          .isEqualTo(409);
      assertThat(
              hub.send(
                      "PATCH",
                      list + "/" + member.path("id").asText(),
                      "{\"Status\": \"Responded\"}")
                  .path("Status")
                  .asText())
          .isEqualTo("Responded");
      hub.call("DELETE", list + "/" + member.path("id").asText());
      assertThat(hub.json(list)).hasSize(1);
    }

    @Test
    void aListIsACampaignOfAKindOfItsOwn() {
      String campaign = create(SalesforceSamples.campaign("campaigns"));
      String list = create(SalesforceSamples.campaign("lists"));

      assertThat(ids("/lists")).containsExactly(list);
      assertThat(ids("/campaigns")).contains(campaign, list);
      assertThat(hub.json("/lists/" + list).path("Type").asText()).isEqualTo("List");
      assertThat(hub.failure("GET", "/lists/" + campaign).status()).isEqualTo(404);
      assertThat(hub.failure("DELETE", "/lists/" + campaign).status()).isEqualTo(404);
      assertThat(hub.failure("GET", "/lists/" + campaign + "/contacts").status()).isEqualTo(404);
      assertThat(hub.send("PATCH", "/lists/" + list, "{\"type\": \"Email\"}").path("Type").asText())
          .isEqualTo("List");
    }
  }
}
