package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceRecordsTest extends SalesforceTest {

  private User alex;
  private String token;

  @BeforeEach
  void authorize() throws Exception {
    alex = salesforce.users().getFirst();
    token = tokens().get("access_token").textValue();
  }

  @Test
  void aRecordIsMadeReadChangedAndDeleted() throws Exception {
    HttpResponse<String> created =
        send("POST", "/sobjects/Contact/", "{\"firstName\":\"Ada\",\"LASTNAME\":\"Lovelace\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    String id = json(created).get("id").textValue();
    assertThat(created.body()).isEqualTo("{\"id\":\"" + id + "\",\"success\":true,\"errors\":[]}");
    assertThat(created.headers().firstValue("location")).hasValue(DATA + "/sobjects/Contact/" + id);

    JsonNode read = json(send("GET", "/sobjects/contact/" + id.substring(0, 15), null));
    assertThat(read.get("Id").textValue()).isEqualTo(id);
    assertThat(read.get("Name").textValue()).isEqualTo("Ada Lovelace");
    assertThat(read.get("Email").isNull()).isTrue();
    assertThat(read.get("OwnerId").textValue()).isEqualTo(alex.id());
    assertThat(read.get("attributes").get("type").textValue()).isEqualTo("Contact");

    control.advanceClock(Duration.ofMinutes(1));
    assertThat(send("PATCH", "/sobjects/Contact/" + id, "{\"FirstName\":null}").statusCode())
        .isEqualTo(204);
    JsonNode changed =
        json(send("GET", "/sobjects/Contact/" + id + "?fields=name,LastModifiedDate", null));
    assertThat(changed.get("Name").textValue()).isEqualTo("Lovelace");
    assertThat(changed.has("Email")).isFalse();
    assertThat(changed.get("LastModifiedDate").textValue())
        .isGreaterThan(read.get("LastModifiedDate").textValue());

    assertThat(send("DELETE", "/sobjects/Contact/" + id, null).statusCode()).isEqualTo(204);
    assertError(send("GET", "/sobjects/Contact/" + id, null), 404, "NOT_FOUND");
    assertError(send("DELETE", "/sobjects/Contact/" + id, null), 404, "ENTITY_IS_DELETED");
  }

  @Test
  void clientsWithoutPatchNameItInAParameter() throws Exception {
    String id = account("Acme");

    assertThat(
            send("POST", "/sobjects/Account/" + id + "?_HttpMethod=PATCH", "{\"Name\":\"Apex\"}")
                .statusCode())
        .isEqualTo(204);
    assertThat(json(send("GET", "/sobjects/Account/" + id, null)).get("Name").textValue())
        .isEqualTo("Apex");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Account     | {}                        | REQUIRED_FIELD_MISSING | Required fields are missing: [Name]",
        "Account     | {\"Name\":\" \"}          | REQUIRED_FIELD_MISSING | [Name]",
        "Lead        | {\"FirstName\":\"A\"}     | REQUIRED_FIELD_MISSING | [LastName, Company]",
        "Account     | {\"Name\":\"A\",\"x\":1}  | INVALID_FIELD          | No such column 'x' on sobject of type Account",
        "Account     | {\"Id\":\"001\"}          | INVALID_FIELD          | cannot specify Id in an insert call",
        "Account     | {\"CreatedDate\":\"x\"}   | INVALID_FIELD_FOR_INSERT_UPDATE | CreatedDate",
        "Contact     | {\"Name\":\"x\"}          | INVALID_FIELD_FOR_INSERT_UPDATE | Name",
        "Account     | {\"NumberOfEmployees\":1.5} | JSON_PARSER_ERROR    | instance of int",
        "Account     | {\"AnnualRevenue\":\"x\"} | JSON_PARSER_ERROR      | instance of currency",
        "Contact     | {\"DoNotCall\":\"maybe\"} | JSON_PARSER_ERROR      | instance of boolean",
        "Opportunity | {\"CloseDate\":\"soon\"}  | JSON_PARSER_ERROR      | instance of date",
        "Contact     | {\"Email\":\"x\"}         | INVALID_EMAIL_ADDRESS  | invalid email address: x",
        "Contact     | {\"Salutation\":{}}       | JSON_PARSER_ERROR      | instance of picklist",
        "Contact     | {\"AccountId\":\"x\"}     | MALFORMED_ID           | Account ID: id value of incorrect type: x",
        "Contact     | {\"AccountId\":\"0015j00000zzzzzAAA\"} | INVALID_CROSS_REFERENCE_KEY | invalid cross reference id",
        "Account     | [                         | JSON_PARSER_ERROR      | Unexpected end-of-input",
        "Account     | []                        | JSON_PARSER_ERROR      | must be a JSON object",
        "User        | {\"Username\":\"alex@example.com\",\"LastName\":\"A\",\"Email\":\"a@b.c\",\"Alias\":\"a\",\"TimeZoneSidKey\":\"GMT\",\"LocaleSidKey\":\"en_US\",\"EmailEncodingKey\":\"UTF-8\",\"LanguageLocaleKey\":\"en_US\",\"ProfileId\":\"00e5j000001AaAa\"} | DUPLICATE_USERNAME | Duplicate Username.",
      })
  void badValuesAreRefusedWithTheirCode(String type, String body, String code, String message)
      throws Exception {
    HttpResponse<String> response = send("POST", "/sobjects/" + type, body);

    assertError(response, 400, code);
    assertThat(json(response).get(0).get("message").textValue()).contains(message);
  }

  @Test
  void aTextThatIsTooLongIsRefusedWithItsField() throws Exception {
    HttpResponse<String> response =
        send("POST", "/sobjects/Account", "{\"Name\":\"" + "x".repeat(256) + "\"}");

    assertError(response, 400, "STRING_TOO_LONG");
    assertThat(json(response).get(0).get("fields").get(0).textValue()).isEqualTo("Name");
  }

  @Test
  void aReferenceLeadsToARecordOfTheRightKind() throws Exception {
    String account = account("Acme");

    assertThat(
            send(
                    "POST",
                    "/sobjects/Contact",
                    "{\"LastName\":\"L\",\"AccountId\":\"" + account.substring(0, 15) + "\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(salesforce.allRecords(alex, "Contact").getFirst().get("AccountId").textValue())
        .isEqualTo(account);
    assertError(
        send(
            "POST",
            "/sobjects/Contact",
            "{\"LastName\":\"L\",\"AccountId\":\"" + alex.id() + "\"}"),
        400,
        "MALFORMED_ID");
  }

  @Test
  void someValuesFollowFromOthers() throws Exception {
    ObjectNode first = salesforce.createRecord(alex, "Case", Map.of("Subject", "one"));
    ObjectNode second = salesforce.createRecord(alex, "Case", Map.of("Status", "Closed"));
    assertThat(first.get("CaseNumber").textValue()).isEqualTo("00001001");
    assertThat(second.get("CaseNumber").textValue()).isEqualTo("00001002");
    assertThat(first.get("Status").textValue()).isEqualTo("New");
    assertThat(first.get("IsClosed").booleanValue()).isFalse();
    assertThat(second.get("IsClosed").booleanValue()).isTrue();

    ObjectNode won =
        salesforce.createRecord(
            alex,
            "Opportunity",
            Map.of("Name", "O", "CloseDate", "2026-12-31", "StageName", "Closed Won"));
    assertThat(won.get("IsWon").booleanValue()).isTrue();
    assertThat(won.get("CloseDate").textValue()).isEqualTo("2026-12-31");
  }

  @Test
  void idsHaveThePrefixOfTheirKindAndAChecksum() {
    Map<String, Map<String, String>> kinds =
        Map.of(
            "Account", Map.of("Name", "A"),
            "Contact", Map.of("LastName", "C"),
            "Lead", Map.of("LastName", "L", "Company", "C"),
            "Case", Map.of(),
            "Campaign", Map.of("Name", "C"));
    Map<String, String> prefixes =
        Map.of("Account", "001", "Contact", "003", "Lead", "00Q", "Case", "500", "Campaign", "701");
    kinds.forEach((kind, fields) -> {
      String id = salesforce.createRecord(alex, kind, fields).get("Id").textValue();
      assertThat(id).hasSize(18).startsWith(prefixes.get(kind));
      assertThat(Ids.normalize(id.substring(0, 15))).hasValue(id);
    });
    assertThat(alex.id()).startsWith("005").hasSize(18);
    // The example of Salesforce's documentation.
    assertThat(Ids.normalize("001A0000006Vm9r")).hasValue("001A0000006Vm9rIAC");
    assertThat(Ids.normalize("001A0000006Vm9rIAA")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "none", "0015j00000zzzzzXXX"})
  void whatIsNoIdIsTakenForAnExternalId(String id) throws Exception {
    HttpResponse<String> response = send("GET", "/sobjects/Account/" + id, null);

    assertError(response, 404, "NOT_FOUND");
    assertThat(response.body())
        .contains("Provided external ID field does not exist or is not accessible: " + id);
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    for (String path :
        List.of(
            "/sobjects/Nothing",
            "/sobjects/Account/0015j00000zzzzzAAA",
            "/nothing",
            "/sobjects/Account/0015j00000zzzzzAAA/a",
            "/limits/x",
            "/connect/x")) {
      assertError(send("GET", path, null), 404, "NOT_FOUND");
    }
    assertError(send("PUT", "/sobjects/Account", "{}"), 405, "METHOD_NOT_ALLOWED");
    assertError(send("POST", "/query?q=x", "{}"), 405, "METHOD_NOT_ALLOWED");
    assertError(send("DELETE", "/sobjects/Account/" + alex.id(), null), 400, "MALFORMED_ID");
    assertError(
        send("DELETE", "/sobjects/User/" + alex.id(), null), 400, "INVALID_TYPE_FOR_OPERATION");
  }

  @Test
  void anEarlierVersionHasRetired() throws Exception {
    assertThat(get(instance + "/services/data/v31.0/limits", token).statusCode()).isEqualTo(200);
    assertThat(get(instance + "/services/data/v30.0/limits", token).statusCode()).isEqualTo(410);
    assertThat(get(instance + "/services/data/v999.0/limits", token).statusCode()).isEqualTo(404);
    JsonNode versions = json(get(instance + "/services/data/"));
    assertThat(versions.get(0).toString())
        .isEqualTo(
            "{\"label\":\"Summer '14\",\"url\":\"/services/data/v31.0\",\"version\":\"31.0\"}");
    assertThat(versions.get(versions.size() - 2).get("label").textValue()).isEqualTo("Summer '26");
  }

  @Test
  void slashesAtTheEndDoNotCount() throws Exception {
    for (String path : List.of("", "/sobjects", "/sobjects/Lead/describe")) {
      assertThat(send("GET", path + "/", null).body())
          .isEqualTo(send("GET", path, null).body())
          .startsWith("{");
    }
  }

  @Test
  void answersSayHowManyCallsAreLeft() throws Exception {
    for (int used = 1; used <= 2; used++) {
      HttpResponse<String> response = send("GET", "/limits", null);
      assertThat(response.headers().firstValue("sforce-limit-info"))
          .hasValue("api-usage=" + used + "/15000");
      assertThat(json(response).get("DailyApiRequests").get("Remaining").intValue())
          .isEqualTo(15_000 - used);
    }
    assertThat(send("GET", "/nothing", null).headers().firstValue("sforce-limit-info"))
        .hasValue("api-usage=3/15000");
  }

  @Test
  void onlyATokenForTheApiOpensIt() throws Exception {
    String identityOnly =
        exchange(redirect("&scope=id").get("code"), CREDENTIALS).get("access_token").asText();

    assertThat(get(instance + DATA + "/limits").statusCode()).isEqualTo(401);
    assertThat(get(instance + DATA + "/limits", identityOnly).statusCode()).isEqualTo(403);
  }

  @Test
  void anObjectIsDescribed() throws Exception {
    JsonNode account = json(send("GET", "/sobjects/account/describe", null));
    assertThat(account.get("name").textValue()).isEqualTo("Account");
    assertThat(account.get("keyPrefix").textValue()).isEqualTo("001");
    List<String> names = new ArrayList<>();
    account.get("fields").forEach(field -> names.add(field.get("name").textValue()));
    assertThat(names).contains("Id", "Name", "CreatedDate", "SystemModstamp", "Industry");
    JsonNode name = account.get("fields").get(names.indexOf("Name"));
    assertThat(name.get("nillable").booleanValue()).isFalse();
    assertThat(name.get("length").intValue()).isEqualTo(255);
    JsonNode industry = account.get("fields").get(names.indexOf("Industry"));
    assertThat(industry.get("type").textValue()).isEqualTo("picklist");
    assertThat(industry.get("picklistValues").get(1).get("value").textValue()).isEqualTo("Banking");
    JsonNode created = account.get("fields").get(names.indexOf("CreatedDate"));
    assertThat(created.get("createable").booleanValue()).isFalse();

    List<String> all = new ArrayList<>();
    json(send("GET", "/sobjects", null))
        .get("sobjects")
        .forEach(type -> all.add(type.get("name").textValue()));
    assertThat(all)
        .startsWith("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "User")
        .contains("Task", "Event", "Note", "Attachment", "Document", "CaseComment")
        .contains("CampaignMember", "Knowledge__kav", "Invoice__c", "ContentVersion")
        .doesNotHaveDuplicates();
  }

  @Test
  void aDescriptionNamesTheChildrenThatQueriesFind() throws Exception {
    for (JsonNode type : json(send("GET", "/sobjects", null)).get("sobjects")) {
      String parent = type.get("name").textValue();
      for (JsonNode child :
          json(send("GET", "/sobjects/" + parent + "/describe", null)).get("childRelationships")) {
        JsonNode childFields =
            json(send(
                    "GET",
                    "/sobjects/" + child.get("childSObject").textValue() + "/describe",
                    null))
                .get("fields");
        assertThat(childFields)
            .anySatisfy(field -> {
              assertThat(field.get("name")).isEqualTo(child.get("field"));
              assertThat(field.get("referenceTo").valueStream().map(JsonNode::textValue))
                  .contains(parent);
            });
        if (child.hasNonNull("relationshipName")) {
          String soql =
              "SELECT Id, (SELECT Id FROM "
                  + child.get("relationshipName").textValue()
                  + ") FROM "
                  + parent
                  + " LIMIT 1";
          assertThat(get(instance + DATA + "/query?q=" + encode(soql), token).statusCode())
              .as(soql)
              .isEqualTo(200);
        }
      }
    }
  }

  @Test
  void customObjectsAndFieldsSayThatTheyAre() throws Exception {
    JsonNode invoice = json(send("GET", "/sobjects/Invoice__c/describe", null));
    assertThat(invoice.get("custom").booleanValue()).isTrue();
    JsonNode key = field(invoice, "External_Id__c");
    assertThat(key.get("custom").booleanValue()).isTrue();
    assertThat(key.get("externalId").booleanValue()).isTrue();
    assertThat(key.get("unique").booleanValue()).isTrue();
    assertThat(key.get("idLookup").booleanValue()).isTrue();
    assertThat(field(invoice, "Tags__c").get("type").textValue()).isEqualTo("multipicklist");
    assertThat(field(invoice, "Status__c").get("restrictedPicklist").booleanValue()).isTrue();
    assertThat(field(invoice, "Name").get("nameField").booleanValue()).isTrue();
    assertThat(field(invoice, "Name").get("autoNumber").booleanValue()).isTrue();
    assertThat(
            invoice
                .get("childRelationships")
                .valueStream()
                .filter(child -> child.get("childSObject").asText().equals("InvoiceLine__c"))
                .map(JsonNode::toString))
        .containsExactly(
            "{\"cascadeDelete\":true,\"childSObject\":\"InvoiceLine__c\",\"deprecatedAndHidden\":false,"
                + "\"field\":\"Invoice__c\",\"relationshipName\":\"Invoice_Lines__r\","
                + "\"restrictedDelete\":false}");
    JsonNode task = json(send("GET", "/sobjects/Task/describe", null));
    assertThat(field(task, "WhoId").get("referenceTo").toString())
        .isEqualTo("[\"Contact\",\"Lead\"]");
    assertThat(field(task, "WhoId").get("relationshipName").textValue()).isEqualTo("Who");
    assertThat(field(task, "Subject").get("nameField").booleanValue()).isTrue();
  }

  private static JsonNode field(JsonNode description, String name) {
    return description
        .get("fields")
        .valueStream()
        .filter(field -> field.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Task           | {}                                  | 201 |",
        "Event          | {'Subject':'E'}                     | 400 | [DurationInMinutes, ActivityDateTime]",
        "Event          | {'ActivityDateTime':'2026-01-01T10:00:00Z'} | 400 | [DurationInMinutes]",
        "Event          | {'ActivityDateTime':'2026-01-01T10:00:00Z','DurationInMinutes':30} | 201 |",
        "Event          | {'StartDateTime':'2026-01-01T10:00:00Z','EndDateTime':'2026-01-01T09:00:00Z'} | 400 | FIELD_INTEGRITY_EXCEPTION",
        "Event          | {'IsAllDayEvent':true,'ActivityDate':'2026-01-01'} | 201 |",
        "Note           | {'Body':'x'}                        | 400 | [ParentId, Title]",
        "CaseComment    | {'CommentBody':'x'}                 | 400 | [ParentId]",
        "CampaignMember | {}                                  | 400 | [CampaignId]",
        "Document       | {'Name':'x'}                        | 400 | [FolderId]",
        "Opportunity    | {'Name':'x'}                        | 400 | [StageName, CloseDate]",
        "Invoice__c     | {'Status__c':'Lost'}                | 400 | bad value for restricted picklist field: Lost",
        "Invoice__c     | {'Tags__c':'Urgent;x'}              | 400 | bad value for restricted picklist field: x",
        "Invoice__c     | {'Tags__c':'Urgent;Export','Paid__c':true,'Amount__c':'12.5','Due_Date__c':'2026-01-01','Discount__c':5} | 201 |",
        "InvoiceLine__c | {'Name':'x'}                        | 400 | [Invoice__c]",
        "Profile        | {'Name':'x'}                        | 400 | does not support create",
      })
  void objectsHaveTheirRules(String type, String body, int status, String message)
      throws Exception {
    HttpResponse<String> response = send("POST", "/sobjects/" + type, body.replace('\'', '"'));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(message == null ? "success" : message);
  }

  @Test
  void aCampaignMemberIsOneLeadOrContactOnce() throws Exception {
    String campaign = make("Campaign", Map.of("Name", "C"));
    String lead = make("Lead", Map.of("LastName", "L", "Company", "C"));
    String contact = make("Contact", Map.of("LastName", "L"));
    String both =
        "{\"CampaignId\":\"%s\",\"LeadId\":\"%s\",\"ContactId\":\"%s\"}"
            .formatted(campaign, lead, contact);
    String one = "{\"CampaignId\":\"%s\",\"LeadId\":\"%s\"}".formatted(campaign, lead);

    assertError(send("POST", "/sobjects/CampaignMember", both), 400, "FIELD_INTEGRITY_EXCEPTION");
    String member = json(send("POST", "/sobjects/CampaignMember", one)).get("id").textValue();
    assertError(send("POST", "/sobjects/CampaignMember", one), 400, "DUPLICATE_VALUE");
    JsonNode read = json(send("GET", "/sobjects/CampaignMember/" + member, null));
    assertThat(read.get("Type").textValue()).isEqualTo("Lead");
    assertThat(read.get("Status").textValue()).isEqualTo("Sent");
    assertThat(read.get("HasResponded").booleanValue()).isFalse();
    assertError(
        send("PATCH", "/sobjects/CampaignMember/" + member, "{\"LeadId\":\"" + lead + "\"}"),
        400,
        "INVALID_FIELD_FOR_INSERT_UPDATE");
    assertThat(
            send("PATCH", "/sobjects/CampaignMember/" + member, "{\"Status\":\"Responded\"}")
                .statusCode())
        .isEqualTo(204);
    send("DELETE", "/sobjects/CampaignMember/" + member, null);
    assertThat(send("POST", "/sobjects/CampaignMember", one).statusCode()).isEqualTo(201);
  }

  @Test
  void partsGoWithTheRecordAndCasesHoldAnAccount() throws Exception {
    String account = account("Acme");
    String contact = make("Contact", Map.of("LastName", "L", "AccountId", account));
    make("Note", Map.of("ParentId", account, "Title", "N"));
    String ticket = make("Case", Map.of("ContactId", contact));
    make("CaseComment", Map.of("ParentId", ticket, "CommentBody", "Well"));
    JsonNode read = json(send("GET", "/sobjects/Case/" + ticket, null));
    assertThat(read.get("AccountId").textValue()).isEqualTo(account);
    assertThat(read.get("CaseNumber").textValue()).isEqualTo("00001001");

    assertError(send("DELETE", "/sobjects/Account/" + account, null), 400, "DELETE_FAILED");
    assertThat(send("DELETE", "/sobjects/Case/" + ticket, null).statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "/sobjects/Account/" + account, null).statusCode()).isEqualTo(204);
    assertThat(salesforce.allRecords(alex, "CaseComment")).isEmpty();
    assertThat(salesforce.allRecords(alex, "Contact")).isEmpty();
    assertThat(salesforce.allRecords(alex, "Note")).isEmpty();
  }

  private String make(String type, Map<String, ?> fields) {
    return salesforce.createRecord(alex, type, fields).get("Id").textValue();
  }

  @Test
  void allUsersSeeTheOrganizationsRecords() throws Exception {
    String id = account("Acme");
    User bea = salesforce.createUser("bea@example.com", "Bea Beispiel");
    salesforce.consentAutomatically(bea);
    token = tokens().get("access_token").textValue();

    assertThat(json(send("GET", "/sobjects/Account/" + id, null)).get("OwnerId").textValue())
        .isEqualTo(alex.id());
    assertThat(salesforce.allRecords(bea, "Account")).hasSize(1);
  }

  @Test
  void aUserWhoIsMadeCanConsent() throws Exception {
    String id =
        json(send(
                "POST",
                "/sobjects/User",
                """
                {"Username":"cy@example.com","FirstName":"Cy","LastName":"Clark",
                "Email":"clark@example.com","Alias":"cy","TimeZoneSidKey":"GMT",
                "LocaleSidKey":"en_US","EmailEncodingKey":"UTF-8",
                "LanguageLocaleKey":"en_US","ProfileId":"00e5j000001AaAa"}
                """))
            .get("id")
            .textValue();

    User cy = salesforce.users().getLast();
    assertThat(cy.id()).isEqualTo(id);
    salesforce.consentAutomatically(cy);
    JsonNode tokens = tokens();
    assertThat(
            json(get(tokens.get("id").textValue(), tokens.get("access_token").textValue()))
                .get("email")
                .textValue())
        .isEqualTo("clark@example.com");
  }

  @Test
  void theControlApiRefusesWhatSalesforceWould() {
    assertThatThrownBy(() -> salesforce.createRecord(alex, "Account", Map.of()))
        .hasMessageContaining("400")
        .hasMessageContaining("Required fields are missing: [Name]");
    assertThatThrownBy(() -> salesforce.allRecords(alex, "Nothing"))
        .hasMessageContaining("there is no type Nothing");
  }

  private String account(String name) {
    return salesforce.createRecord(alex, "Account", Map.of("Name", name)).get("Id").textValue();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(instance + DATA + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static void assertError(HttpResponse<String> response, int status, String code)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get(0).get("errorCode").textValue()).isEqualTo(code);
  }
}
