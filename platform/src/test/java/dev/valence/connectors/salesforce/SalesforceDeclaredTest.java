package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the elements of Salesforce declare beside the objects of their connector. */
class SalesforceDeclaredTest {

  /** Reports, which each of the elements has. */
  abstract static class Reports extends SalesforceElementsTest.OfElement {

    @Test
    void reportsAreListedInPages() {
      HubAnswer first = hub.call("GET", "/reports", "pageSize", "2");
      HubAnswer second =
          hub.call("GET", "/reports", "pageSize", "2", "nextPage", first.nextPage().orElseThrow());

      assertThat(HubCaller.json(first)).hasSize(2);
      assertThat(HubCaller.json(second)).isNotEmpty();
      assertThat(names(hub.json("/reports")))
          .containsExactlyElementsOf(
              List.of(names(HubCaller.json(first)), names(HubCaller.json(second))).stream()
                  .flatMap(List::stream)
                  .toList())
          .contains("All Accounts", "All Opportunities");
      assertThat(hub.json("/Report").findValuesAsText("Name")).contains("All Accounts");
    }

    @Test
    void aReportIsRunWithItsRows() {
      store("Engines", 20);
      store("Cards", 10);

      JsonNode run = hub.json("/reports/" + report());

      assertThat(rows(run)).containsExactlyInAnyOrder("Engines", "Cards");
      assertThat(run.at("/factMap/T!T/aggregates/0/value").asInt()).isEqualTo(2);
      assertThat(
              hub.json("/reports/" + report(), "includeDetails", "false").at("/factMap/T!T/rows"))
          .isEmpty();
      assertThat(account.requests())
          .containsOnlyOnce("/analytics/reports/" + report() + "?includeDetails=true");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Opportunity.Amount > 10                                       | Engines",
          "Opportunity.Amount >= 10 AND Opportunity.Name != 'Engines'    | Cards",
          "Opportunity.Name IN ('Cards', 'Engines') AND Opportunity.Amount < 20 | Cards",
          "Opportunity.Name LIKE 'Eng%' OR Opportunity.Amount = 10       | Engines,Cards",
          "Opportunity.Name = 'None'                                     | ''",
        })
    void aConditionBecomesTheFiltersOfOneRun(String where, String names) {
      store("Engines", 20);
      store("Cards", 10);

      JsonNode run = hub.json("/reports/" + report(), "where", where);

      assertThat(String.join(",", rows(run))).isEqualTo(names);
      assertThat(rows(hub.json("/reports/" + report()))).hasSize(2);
    }

    @Test
    void aReportIsDescribed() {
      JsonNode description = hub.json("/reports/" + report() + "/describe");

      assertThat(description.at("/reportMetadata/name").asText()).isEqualTo("All Opportunities");
      assertThat(
              description.at(
                  "/reportTypeMetadata/categories/0/columns/Opportunity.StageName/label"))
          .hasToString("\"Stage\"");
    }

    @Test
    void whatCannotBeRunIsToldInTheVendorsWords() {
      ApiException column =
          hub.failure("GET", "/reports/" + report(), "where", "Opportunity.Nothing = 1");
      assertThat(column.status()).isEqualTo(400);
      assertThat(column.providerMessage().orElseThrow()).contains("Opportunity.Nothing");

      for (String path : List.of("/reports/00O5j00000zzzzz", "/reports/00O5j00000zzzzz/describe")) {
        ApiException unknown = hub.failure("GET", path);
        assertThat(unknown.status()).as(path).isEqualTo(404);
        assertThat(unknown.providerMessage().orElseThrow()).contains("does not exist");
      }
      ApiException unsayable =
          hub.failure("GET", "/reports/" + report(), "where", "Opportunity.Name LIKE '%x'");
      assertThat(unsayable.status()).isEqualTo(400);
      assertThat(unsayable.getMessage()).contains("how a text ends");
      assertThat(hub.failure("DELETE", "/reports/" + report()).status()).isEqualTo(404);
    }

    @Test
    void aSessionThatEndsIsRenewedBeforeAReportIsRun() {
      String path = "/reports/" + report();
      account.vendor().expireAccessTokens();

      assertThat(hub.json(path, "where", "Opportunity.Amount > 10").has("factMap")).isTrue();
      assertThat(account.renewals()).isEqualTo(1);
    }

    private String report() {
      for (JsonNode report : hub.json("/reports")) {
        if (report.path("name").asText().equals("All Opportunities")) {
          return report.path("id").asText();
        }
      }
      throw new AssertionError("the report is not listed");
    }

    private void store(String name, int amount) {
      account.store(
          "Opportunity",
          Map.of(
              "Name",
              name,
              "StageName",
              "Prospecting",
              "CloseDate",
              "2026-12-31",
              "Amount",
              amount));
    }

    private static List<String> names(JsonNode reports) {
      return reports.findValuesAsText("name");
    }

    private static List<String> rows(JsonNode run) {
      return run.at("/factMap/T!T/rows")
          .valueStream()
          .map(row -> row.at("/dataCells/0/label").asText())
          .toList();
    }
  }

  @Nested
  class Crm extends Reports {

    @BeforeAll
    static void connect() {
      connect("sfdc");
    }
  }

  @Nested
  class Marketing extends Reports {

    @BeforeAll
    static void connect() {
      connect("sfdcmarketingcloud");
    }
  }

  @Nested
  class Helpdesk extends Reports {

    private static final String ARTICLES = "/resources/articles";
    private static final String CATEGORIES = "/resources/categories";

    @BeforeAll
    static void connect() {
      connect("sfdcservicecloud");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PublishStatus", "publishStatus"})
    void anArticleIsPublishedAndArchived(String field) {
      String id = article();

      JsonNode published = status(id, field, "Online");

      assertThat(published.path("id").asText()).isEqualTo(id);
      assertThat(published.path("PublishStatus").asText()).isEqualTo("Online");
      assertThat(published.path("publishStatus").asText()).isEqualTo("Online");
      assertThat(hub.json(ARTICLES + "/" + id + "/status")).isEqualTo(published);
      assertThat(ids(ARTICLES)).containsExactly(id);
      assertThat(hub.json(ARTICLES + "/" + id).path("PublishStatus").asText()).isEqualTo("Online");

      assertThat(status(id, field, "Archived").path("PublishStatus").asText())
          .isEqualTo("Archived");
      assertThat(ids(ARTICLES)).isEmpty();
      assertThat(ids(ARTICLES, "where", "PublishStatus = 'Archived'")).containsExactly(id);
    }

    @Test
    void aPublishedArticleBecomesADraftThatCanBeChangedAndPublishedAgain() {
      String id = article();
      status(id, "PublishStatus", "Online");
      String path = ARTICLES + "/" + id;

      assertThat(status(id, "PublishStatus", "Draft").path("PublishStatus").asText())
          .isEqualTo("Draft");
      assertThat(ids(ARTICLES)).isEmpty();
      hub.send("PATCH", path, "{\"Summary\": \"Run by steam\"}");
      status(id, "PublishStatus", "Online");

      assertThat(hub.json(path).path("Summary").asText()).isEqualTo("Run by steam");
    }

    @Test
    void aStatusThatThereIsNotAndAnUnknownArticleAreToldInTheVendorsWords() {
      String id = article();

      ApiException wrong = HubCaller.failure(() -> status(id, "PublishStatus", "Gone"));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.providerMessage().orElseThrow()).contains("publishStatus");
      assertThat(
              HubCaller.failure(() -> hub.send("PUT", ARTICLES + "/" + id + "/status", "{}"))
                  .status())
          .isEqualTo(400);
      ApiException unknown =
          HubCaller.failure(() -> status("ka05j000000zzzz", "PublishStatus", "Online"));
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.providerMessage().orElseThrow()).contains("does not exist");
      assertThat(hub.json(ARTICLES + "/" + id).path("PublishStatus").asText()).isEqualTo("Draft");
    }

    @Test
    void categoriesAreListedWithAllThatIsBelowThem() {
      JsonNode groups = hub.json(CATEGORIES, "language", "de");

      assertThat(groups.path(0).path("name").asText()).isEqualTo("Products");
      assertThat(groups.path(0).at("/topCategories/0/childCategories").findValuesAsText("label"))
          .contains("Engines", "Analytical");
      assertThat(account.vendor().calls(ConnectedSalesforce.BASE + "/support/dataCategoryGroups"))
          .first()
          .satisfies(call -> assertThat(call.headers()).containsEntry("accept-language", "de"));
      assertThat(hub.call("GET", CATEGORIES, "pageSize", "1").nextPage()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "PUT, /Products", "PATCH, /Products", "DELETE, /Products"})
    void categoriesAreChangedByAnAdministratorAlone(String method, String path) {
      ApiException failure =
          HubCaller.failure(
              () -> hub.send(method, CATEGORIES + path, "{\"label\": \"A\", \"name\": \"A\"}"));

      assertThat(failure.status()).isEqualTo(501);
      assertThat(failure.getMessage())
          .isEqualTo(
              "Salesforce.com does not offer this: categories are settings of the organization,"
                  + " which an administrator changes in its setup.");
      assertThat(account.requests()).isEmpty();
    }

    @Test
    void anIncidentHasAttachments() {
      String incident = create(SalesforceSamples.incident("incidents"));
      byte[] content = {1, 2, 3, 4, 5};

      JsonNode made =
          hub.multipart(
              "POST",
              "/incidents/" + incident + "/attachments",
              Map.of("Description", "A card"),
              "card.bin",
              content);

      String path = "/attachments/" + made.path("id").asText();
      assertThat(made.path("Name").asText()).isEqualTo("card.bin");
      assertThat(made.path("ParentId").asText()).isEqualTo(incident);
      assertThat(ids("/incidents/" + incident + "/attachments"))
          .containsExactly(made.path("id").asText());
      assertThat(hub.json(path).path("Description").asText()).isEqualTo("A card");
      assertThat(hub.content(path + "/data")).isEqualTo(content);

      hub.multipart("PATCH", path, Map.of("Name", "b.bin"), "b.bin", new byte[] {6});
      assertThat(hub.content(path + "/data")).containsExactly(6);
      hub.call("DELETE", path);
      assertThat(ids("/incidents/" + incident + "/attachments")).isEmpty();
      assertThat(hub.failure("GET", "/incidents/5005j000000zzzz/attachments").status())
          .isEqualTo(404);
    }

    private String article() {
      return hub.send(
              "POST",
              ARTICLES,
              "{\"Title\": \"Engines\", \"UrlName\": \"engines\", \"Summary\": \"Run by hand\"}")
          .path("id")
          .asText();
    }

    private JsonNode status(String id, String field, String status) {
      return hub.send(
          "PUT", ARTICLES + "/" + id + "/status", "{\"%s\": \"%s\"}".formatted(field, status));
    }
  }
}
