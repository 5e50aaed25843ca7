package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tabular reports. */
class SalesforceReportsTest extends SalesforceTest {

  private User alex;
  private SalesforceApi api;
  private String report;

  @BeforeEach
  void records() throws Exception {
    alex = salesforce.users().getFirst();
    api = new SalesforceApi(http, instance + DATA, tokens().get("access_token").textValue());
    String account =
        salesforce.createRecord(alex, "Account", Map.of("Name", "Acme")).get("Id").textValue();
    for (int i = 1; i <= 3; i++) {
      salesforce.createRecord(
          alex,
          "Opportunity",
          Map.of(
              "Name",
              "O" + i,
              "StageName",
              i == 3 ? "Closed Won" : "Prospecting",
              "CloseDate",
              "2020-0" + i + "-15",
              "Amount",
              1000.5 * i,
              "AccountId",
              account));
    }
    report =
        salesforce
            .createRecord(
                alex,
                "Report",
                Map.of(
                    "name", "Pipeline",
                    "reportType", Map.of("type", "Opportunity"),
                    "aggregates", List.of("RowCount", "s!Opportunity.Amount"),
                    "detailColumns",
                        List.of(
                            "Opportunity.Name",
                            "Opportunity.Account.Name",
                            "Opportunity.Amount",
                            "Opportunity.CloseDate",
                            "Opportunity.NextStep")))
            .get("Id")
            .textValue();
  }

  @Test
  void reportsAreListedAndDescribed() throws Exception {
    JsonNode all = api.get("/analytics/reports");
    assertThat(all.valueStream().map(it -> it.get("name").textValue()))
        .contains("All Accounts", "Pipeline");

    JsonNode described = api.get("/analytics/reports/" + report + "/describe");
    assertThat(described.at("/attributes/reportName").textValue()).isEqualTo("Pipeline");
    assertThat(
            described
                .at("/reportExtendedMetadata/detailColumnInfo/Opportunity.Amount/dataType")
                .textValue())
        .isEqualTo("currency");
    assertThat(described.at("/reportMetadata/reportFormat").textValue()).isEqualTo("TABULAR");
    assertThat(
            described
                .at("/reportTypeMetadata/categories/0/columns/Opportunity.StageName/label")
                .textValue())
        .isEqualTo("Stage");
    assertThat(
            api.get("/query?q=" + encode("SELECT Id FROM Report WHERE Name = 'Pipeline'"))
                .at("/records/0/Id")
                .textValue())
        .isEqualTo(report);
  }

  @Test
  void aRunTellsOfTheRowsWhenAsked() throws Exception {
    JsonNode run = api.get("/analytics/reports/" + report + "?includeDetails=true");

    assertThat(run.get("allData").booleanValue()).isTrue();
    assertThat(run.get("hasDetailRows").booleanValue()).isTrue();
    assertThat(run.at("/factMap/T!T/aggregates").toString())
        .isEqualTo("[{\"label\":\"3\",\"value\":3},{\"label\":\"6003.0\",\"value\":6003.0}]");
    JsonNode cells = run.at("/factMap/T!T/rows/0/dataCells");
    assertThat(cells.get(0).get("label").textValue()).isEqualTo("O1");
    assertThat(cells.get(0).get("value").textValue()).startsWith("006");
    assertThat(cells.get(1).get("label").textValue()).isEqualTo("Acme");
    assertThat(cells.get(1).get("value").textValue()).startsWith("001");
    assertThat(cells.get(2).toString())
        .isEqualTo("{\"label\":\"$1,000.50\",\"value\":{\"amount\":1000.5,\"currency\":null}}");
    assertThat(cells.get(3).toString())
        .isEqualTo("{\"label\":\"1/15/2020\",\"value\":\"2020-01-15\"}");
    assertThat(cells.get(4).toString()).isEqualTo("{\"label\":\"-\",\"value\":null}");

    JsonNode summary = api.get("/analytics/reports/" + report);
    assertThat(summary.get("hasDetailRows").booleanValue()).isFalse();
    assertThat(summary.at("/factMap/T!T/rows")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Opportunity.StageName | equals         | Prospecting        | O1,O2",
        "StageName             | equals         | Closed Won,Nothing | O3",
        "Opportunity.StageName | notEqual       | Prospecting        | O3",
        "Opportunity.Amount    | greaterThan    | 1000.5             | O2,O3",
        "Opportunity.Amount    | lessOrEqual    | 1000.5             | O1",
        "Opportunity.CloseDate | greaterOrEqual | 2020-02-15         | O2,O3",
        "Opportunity.IsWon     | equals         | True               | O3",
        "Opportunity.Name      | contains       | 1,2                | O1,O2",
        "Opportunity.Name      | notContain     | 1                  | O2,O3",
        "Opportunity.Name      | startsWith     | o                  | O1,O2,O3",
        "Opportunity.Account.Name | equals      | acme               | O1,O2,O3",
      })
  void aRunCanBeFiltered(String column, String operator, String value, String names)
      throws Exception {
    JsonNode run =
        filtered(
            200,
            "\"reportFilters\":[{\"column\":\"%s\",\"operator\":\"%s\",\"value\":\"%s\"}]"
                .formatted(column, operator, value));

    assertThat(
            String.join(
                ",",
                run.at("/factMap/T!T/rows")
                    .valueStream()
                    .map(row -> row.at("/dataCells/0/label").textValue())
                    .toList()))
        .isEqualTo(names);
  }

  @Test
  void filtersAreCombinedByTheirLogic() throws Exception {
    JsonNode run =
        filtered(
            200,
            """
            "reportBooleanFilter":"1 AND (2 OR 3)","reportFilters":[
            {"column":"Opportunity.Amount","operator":"greaterThan","value":"1"},
            {"column":"Opportunity.Name","operator":"equals","value":"O1"},
            {"column":"Opportunity.Name","operator":"equals","value":"O3"}]\
            """);

    assertThat(run.at("/factMap/T!T/aggregates/0/value").intValue()).isEqualTo(2);
    // What one run wants to be different is not saved.
    assertThat(
            api.get("/analytics/reports/" + report)
                .at("/factMap/T!T/aggregates/0/value")
                .intValue())
        .isEqualTo(3);
  }

  @Test
  void reportsAreMadeChangedAndDeletedByTheApi() throws Exception {
    String id =
        api.call(
                200,
                "POST",
                "/analytics/reports",
                """
                {"reportMetadata":{"name":"Invoices","reportType":{"type":"CustomEntity$Invoice__c"},
                "reportFormat":"TABULAR","detailColumns":["Invoice__c.Name"]}}
                """)
            .at("/attributes/reportId")
            .textValue();
    salesforce.createRecord(alex, "Invoice__c", Map.of());

    assertThat(
            api.get("/analytics/reports/" + id + "?includeDetails=true")
                .at("/factMap/T!T/rows/0/dataCells/0/label")
                .textValue())
        .isEqualTo("INV-01001");
    api.call(200, "PATCH", "/analytics/reports/" + id, "{\"reportMetadata\":{\"name\":\"Bills\"}}");
    assertThat(
            api.get("/analytics/reports/" + id + "/describe")
                .at("/reportMetadata/name")
                .textValue())
        .isEqualTo("Bills");
    api.send("DELETE", "/analytics/reports/" + id, "application/json", BodyPublishers.noBody());
    api.call(404, "GET", "/analytics/reports/" + id, "");
  }

  @Test
  void whatCanNotBeRunIsRefused() throws Exception {
    filtered(400, "\"reportFormat\":\"MATRIX\"");
    filtered(400, "\"detailColumns\":[\"Opportunity.Nothing\"]");
    filtered(
        400, "\"reportFilters\":[{\"column\":\"Name\",\"operator\":\"like\",\"value\":\"x\"}]");
    filtered(400, "\"reportFilters\":[{\"column\":\"x\",\"operator\":\"equals\",\"value\":\"x\"}]");
    filtered(400, "\"reportBooleanFilter\":\"1 AND x\"");
    api.call(404, "GET", "/analytics/reports/00O5j00000zzzzz", "");
    api.call(404, "GET", "/analytics/dashboards", "");
  }

  private JsonNode filtered(int status, String metadata) throws Exception {
    return api.call(
        status,
        "POST",
        "/analytics/reports/" + report + "?includeDetails=true",
        "{\"reportMetadata\":{" + metadata + "}}");
  }
}
