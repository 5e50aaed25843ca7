package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several operations in one call. */
class SalesforceCompositeTest extends SalesforceTest {

  private User alex;
  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    alex = salesforce.users().getFirst();
    api = new SalesforceApi(http, instance + DATA, tokens().get("access_token").textValue());
  }

  @Test
  void partsReferToTheAnswersOfPartsBeforeThem() throws Exception {
    JsonNode answer =
        composite(
            """
            {"compositeRequest":[
            {"method":"POST","url":"/services/data/v60.0/sobjects/Account","referenceId":"a",
             "body":{"Name":"Acme"}},
            {"method":"POST","url":"/services/data/v60.0/sobjects/Contact/","referenceId":"c",
             "body":{"LastName":"L","AccountId":"@{a.id}"}},
            {"method":"GET","url":"/services/data/v60.0/sobjects/Contact/@{c.id}/Account?fields=Name",
             "referenceId":"p"},
            {"method":"GET","url":"/services/data/v60.0/query?q=SELECT+Id+FROM+Contact+WHERE+Account.Name='@{p.Name}'",
             "referenceId":"q"},
            {"method":"PATCH","url":"/services/data/v60.0/sobjects/Contact/@{q.records[0].Id}",
             "referenceId":"u","body":{"FirstName":"F"}}]}
            """);

    assertThat(statuses(answer)).containsExactly(201, 201, 200, 200, 204);
    JsonNode account = answer.get("compositeResponse").get(0);
    assertThat(account.get("referenceId").textValue()).isEqualTo("a");
    assertThat(account.at("/httpHeaders/Location").textValue())
        .isEqualTo(DATA + "/sobjects/Account/" + account.at("/body/id").textValue());
    assertThat(answer.at("/compositeResponse/2/body/Name").textValue()).isEqualTo("Acme");
    assertThat(answer.at("/compositeResponse/4/body").isNull()).isTrue();
    assertThat(all("Contact").getFirst().get("Name").textValue()).isEqualTo("F L");
  }

  @Test
  void allOrNoneTakesEverythingBack() throws Exception {
    String kept = make("Account", Map.of("Name", "Before"));
    String parts =
        """
        "compositeRequest":[
        {"method":"PATCH","url":"/services/data/v60.0/sobjects/Account/%s","referenceId":"u",
         "body":{"Name":"After"}},
        {"method":"POST","url":"/services/data/v60.0/sobjects/Account","referenceId":"a",
         "body":{"Name":"New","External_Id__c":"x"}},
        {"method":"POST","url":"/services/data/v60.0/sobjects/Contact","referenceId":"c",
         "body":{"FirstName":"without a last name"}},
        {"method":"DELETE","url":"/services/data/v60.0/sobjects/Account/@{c.id}","referenceId":"d"}]}
        """
            .formatted(kept);

    JsonNode none = composite("{\"allOrNone\":true," + parts);
    assertThat(statuses(none)).containsExactly(400, 400, 400, 400);
    assertThat(none.at("/compositeResponse/0/body/0/errorCode").textValue())
        .isEqualTo("PROCESSING_HALTED");
    assertThat(none.at("/compositeResponse/2/body/0/errorCode").textValue())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(all("Account")).extracting(it -> it.get("Name").asText()).containsExactly("Before");

    // What has been taken back does not stand in the way either.
    JsonNode some = composite("{" + parts);
    assertThat(statuses(some)).containsExactly(204, 201, 400, 400);
    assertThat(some.at("/compositeResponse/3/body/0/message").textValue())
        .contains("Invalid reference specified. No value for c.id found in c");
    assertThat(all("Account"))
        .extracting(it -> it.get("Name").asText())
        .containsExactly("After", "New");
  }

  @Test
  void whatAPartDoesToSeveralRecordsIsTakenBackToo() throws Exception {
    JsonNode answer =
        composite(
            """
            {"allOrNone":true,"compositeRequest":[
            {"method":"POST","url":"/services/data/v60.0/composite/sobjects","referenceId":"s",
             "body":{"records":[{"attributes":{"type":"Account"},"Name":"A"},
             {"attributes":{"type":"Account"},"Name":"B"}]}},
            {"method":"POST","url":"/services/data/v60.0/composite/tree/Account","referenceId":"t",
             "body":{"records":[{"attributes":{"type":"Account","referenceId":"r"},"Name":"C"}]}},
            {"method":"GET","url":"/services/data/v60.0/sobjects/Account/@{s[0].id}","referenceId":"g"},
            {"method":"GET","url":"/services/data/v60.0/sobjects/Account/0","referenceId":"x"}]}
            """);

    assertThat(statuses(answer)).containsOnly(400, 404);
    assertThat(answer.at("/compositeResponse/3/httpStatusCode").intValue()).isEqualTo(404);
    assertThat(all("Account")).isEmpty();
  }

  @Test
  void thereMayBe25Parts() throws Exception {
    ObjectNode body = Json.object();
    ArrayNode parts = body.putArray("compositeRequest");
    for (int i = 0; i < 26; i++) {
      parts
          .addObject()
          .put("method", "GET")
          .put("url", DATA + "/limits")
          .put("referenceId", "r" + i);
    }

    assertThat(api.call(400, "POST", "/composite", body.toString()).get(0).has("errorCode"))
        .isTrue();
    parts.remove(0);
    assertThat(statuses(composite(body.toString()))).hasSize(25).containsOnly(200);
  }

  @Test
  void aBatchGoesOnOrHalts() throws Exception {
    String parts =
        """
        "batchRequests":[
        {"method":"POST","url":"v60.0/sobjects/Account","richInput":{"Name":"A"}},
        {"method":"GET","url":"v60.0/sobjects/Nothing"},
        {"method":"GET","url":"v60.0/query/?q=SELECT+Name+FROM+Account"}]}
        """;

    JsonNode on = api.call(200, "POST", "/composite/batch", "{" + parts);
    assertThat(on.get("hasErrors").booleanValue()).isTrue();
    assertThat(on.at("/results/0/statusCode").intValue()).isEqualTo(201);
    assertThat(on.at("/results/1/statusCode").intValue()).isEqualTo(404);
    assertThat(on.at("/results/2/result/totalSize").intValue()).isEqualTo(1);
    JsonNode halted = api.call(200, "POST", "/composite/batch", "{\"haltOnError\":true," + parts);
    assertThat(halted.at("/results/2/statusCode").intValue()).isEqualTo(412);
    assertThat(halted.at("/results/2/result/0/errorCode").textValue())
        .isEqualTo("BATCH_PROCESSING_HALTED");
  }

  @Test
  void aGraphIsDoneAsAWhole() throws Exception {
    JsonNode answer =
        api.call(
            200,
            "POST",
            "/composite/graph",
            """
            {"graphs":[
            {"graphId":"g1","compositeRequest":[
             {"method":"POST","url":"/services/data/v60.0/sobjects/Account","referenceId":"a",
              "body":{"Name":"One"}}]},
            {"graphId":"g2","compositeRequest":[
             {"method":"POST","url":"/services/data/v60.0/sobjects/Account","referenceId":"a",
              "body":{"Name":"Two"}},
             {"method":"POST","url":"/services/data/v60.0/sobjects/Account","referenceId":"b",
              "body":{}}]}]}
            """);

    assertThat(answer.at("/graphs/0/isSuccessful").booleanValue()).isTrue();
    assertThat(answer.at("/graphs/1/isSuccessful").booleanValue()).isFalse();
    assertThat(all("Account")).extracting(it -> it.get("Name").asText()).containsExactly("One");
  }

  @Test
  void collectionsAreMadeReadChangedAndDeleted() throws Exception {
    JsonNode made =
        api.call(
            200,
            "POST",
            "/composite/sobjects",
            """
            {"records":[{"attributes":{"type":"Account"},"Name":"A"},
            {"attributes":{"type":"Contact"},"FirstName":"x"},
            {"attributes":{"type":"Contact"},"LastName":"C"}]}
            """);
    assertThat(made.at("/0/success").booleanValue()).isTrue();
    assertThat(made.get(1).toString())
        .isEqualTo(
            "{\"success\":false,\"errors\":[{\"statusCode\":\"REQUIRED_FIELD_MISSING\",\"message\":"
                + "\"Required fields are missing: [LastName]\",\"fields\":[\"LastName\"]}]}");
    String account = made.at("/0/id").textValue();
    String contact = made.at("/2/id").textValue();

    JsonNode changed =
        api.call(
            200,
            "PATCH",
            "/composite/sobjects",
            """
            {"records":[{"attributes":{"type":"Account"},"id":"%s","Name":"B"},
            {"attributes":{"type":"Contact"},"Id":"%s","LastName":"D"},
            {"attributes":{"type":"Contact"},"LastName":"D"}]}
            """
                .formatted(account, contact));
    assertThat(successes(changed)).containsExactly(true, true, false);

    JsonNode read =
        api.get(
            "/composite/sobjects/Account?fields=name,Id&ids=" + account + ",0015j00000zzzzzAAA");
    assertThat(read.at("/0/Name").textValue()).isEqualTo("B");
    assertThat(read.get(1).isNull()).isTrue();
    assertThat(
            api.call(
                    200,
                    "POST",
                    "/composite/sobjects/Account",
                    "{\"ids\":[\"" + account + "\"],\"fields\":[\"Name\"]}")
                .at("/0/Name")
                .textValue())
        .isEqualTo("B");

    JsonNode deleted =
        api.call(200, "DELETE", "/composite/sobjects?ids=" + account + "," + contact + ",001x", "");
    assertThat(successes(deleted)).containsExactly(true, true, false);
    assertThat(deleted.at("/2/errors/0/statusCode").textValue()).isEqualTo("MALFORMED_ID");
    assertThat(all("Account")).isEmpty();
  }

  @Test
  void aCollectionIsTakenBackAsAWhole() throws Exception {
    JsonNode answer =
        api.call(
            200,
            "POST",
            "/composite/sobjects",
            """
            {"allOrNone":true,"records":[{"attributes":{"type":"Account"},"Name":"A"},
            {"attributes":{"type":"Account"},"Name":"B","NumberOfEmployees":"x"}]}
            """);

    assertThat(answer.at("/0/errors/0/statusCode").textValue())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assertThat(answer.at("/1/errors/0/statusCode").textValue()).isEqualTo("JSON_PARSER_ERROR");
    assertThat(all("Account")).isEmpty();
  }

  @Test
  void aCollectionIsUpsertedByAnExternalId() throws Exception {
    make("Account", Map.of("Name", "Old", "External_Id__c", "one"));

    JsonNode answer =
        api.call(
            200,
            "PATCH",
            "/composite/sobjects/Account/External_Id__c",
            """
            {"records":[{"attributes":{"type":"Account"},"External_Id__c":"ONE","Name":"New"},
            {"attributes":{"type":"Account"},"External_Id__c":"two","Name":"Two"},
            {"attributes":{"type":"Account"},"Name":"Three"}]}
            """);

    assertThat(answer.at("/0/created").booleanValue()).isFalse();
    assertThat(answer.at("/1/created").booleanValue()).isTrue();
    assertThat(answer.at("/2/success").booleanValue()).isFalse();
    assertThat(all("Account"))
        .extracting(it -> it.get("Name").asText())
        .containsExactly("New", "Two");
    api.call(404, "PATCH", "/composite/sobjects/Account/Name", "{\"records\":[]}");
  }

  @Test
  void thereMayBe200RecordsInACollection() throws Exception {
    ObjectNode body = Json.object();
    ArrayNode records = body.putArray("records");
    for (int i = 0; i < 201; i++) {
      records.addObject().put("Name", "A" + i).putObject("attributes").put("type", "Account");
    }

    assertThat(
            api.call(400, "POST", "/composite/sobjects", body.toString())
                .at("/0/errorCode")
                .textValue())
        .isEqualTo("EXCEEDED_ID_LIMIT");
    records.remove(0);
    assertThat(api.call(200, "POST", "/composite/sobjects", body.toString())).hasSize(200);
    assertThat(all("Account")).hasSize(200);
  }

  @Test
  void aTreeIsMadeLevelByLevel() throws Exception {
    JsonNode made =
        api.call(
            201,
            "POST",
            "/composite/tree/Account",
            """
            {"records":[
            {"attributes":{"type":"Account","referenceId":"r1"},"name":"One","numberOfEmployees":"100",
             "Contacts":{"records":[
              {"attributes":{"type":"Contact","referenceId":"r2"},"lastname":"Smith"}]}},
            {"attributes":{"type":"Account","referenceId":"r3"},"name":"Two",
             "ChildAccounts":{"records":[
              {"attributes":{"type":"Account","referenceId":"r4"},"name":"Three"}]}}]}
            """);

    assertThat(made.get("hasErrors").booleanValue()).isFalse();
    assertThat(made.get("results").valueStream().map(it -> it.get("referenceId").textValue()))
        .containsExactly("r1", "r3", "r2", "r4");
    assertThat(all("Contact").getFirst().get("AccountId")).isEqualTo(made.at("/results/0/id"));
    assertThat(all("Account").getLast().get("ParentId")).isEqualTo(made.at("/results/1/id"));
  }

  @Test
  void aTreeWithOneBadRecordIsNotMadeAtAll() throws Exception {
    JsonNode answer =
        api.call(
            400,
            "POST",
            "/composite/tree/Account",
            """
            {"records":[
            {"attributes":{"type":"Account","referenceId":"r1"},"Name":"One",
             "Contacts":{"records":[
              {"attributes":{"type":"Contact","referenceId":"r2"},"LastName":"S","Email":"x"}]}}]}
            """);

    assertThat(answer.get("hasErrors").booleanValue()).isTrue();
    assertThat(answer.at("/results/0/referenceId").textValue()).isEqualTo("r2");
    assertThat(answer.at("/results/0/errors/0/statusCode").textValue())
        .isEqualTo("INVALID_EMAIL_ADDRESS");
    assertThat(all("Account")).isEmpty();
  }

  private JsonNode composite(String body) throws Exception {
    return api.call(200, "POST", "/composite/", body);
  }

  private static List<Integer> statuses(JsonNode answer) {
    return answer
        .get("compositeResponse")
        .valueStream()
        .map(part -> part.get("httpStatusCode").intValue())
        .toList();
  }

  private static List<Boolean> successes(JsonNode answer) {
    return answer.valueStream().map(it -> it.get("success").booleanValue()).toList();
  }

  private List<ObjectNode> all(String type) {
    return salesforce.allRecords(alex, type);
  }

  private String make(String type, Map<String, ?> fields) {
    return salesforce.createRecord(alex, type, fields).get("Id").textValue();
  }
}
