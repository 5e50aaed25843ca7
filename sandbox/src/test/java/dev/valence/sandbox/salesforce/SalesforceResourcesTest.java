package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there is around records: other keys, relationships, bytes, changes, articles, limits. */
class SalesforceResourcesTest extends SalesforceTest {

  private User alex;
  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    alex = salesforce.users().getFirst();
    api = new SalesforceApi(http, instance + DATA, tokens().get("access_token").textValue());
  }

  @Test
  void aRecordIsUpsertedByItsExternalId() throws Exception {
    String path = "/sobjects/Account/External_Id__c/a%2F1";

    JsonNode made = api.call(201, "PATCH", path, "{\"Name\":\"One\"}");
    assertThat(made.get("created").booleanValue()).isTrue();
    JsonNode changed = api.call(200, "PATCH", path, "{\"Name\":\"Two\"}");
    assertThat(changed.get("id")).isEqualTo(made.get("id"));
    assertThat(changed.get("created").booleanValue()).isFalse();
    JsonNode read = api.get(path);
    assertThat(read.get("Name").textValue()).isEqualTo("Two");
    assertThat(read.get("External_Id__c").textValue()).isEqualTo("a/1");

    SalesforceApi early = new SalesforceApi(http, instance + "/services/data/v45.0", api.token());
    assertThat(
            early
                .send(
                    "PATCH", path, "application/json", BodyPublishers.ofString("{\"Name\":\"3\"}"))
                .statusCode())
        .isEqualTo(204);
    assertError(api.call(400, "PATCH", path, "{\"External_Id__c\":\"x\"}"), "INVALID_FIELD");
    assertError(api.call(404, "PATCH", "/sobjects/Account/Name/x", "{}"), "NOT_FOUND");
    assertError(
        api.call(404, "PATCH", "/sobjects/Account/External_Id__c/no?updateOnly=true", "{}"),
        "NOT_FOUND");
    api.send("DELETE", path, "application/json", BodyPublishers.noBody());
    assertError(api.call(404, "GET", path, ""), "NOT_FOUND");
  }

  @Test
  void aDoubleExternalIdIsAnsweredWithAllRecords() throws Exception {
    String one = make("Contact", Map.of("LastName", "L", "Legacy_Id__c", "7"));
    String two = make("Contact", Map.of("LastName", "M", "Legacy_Id__c", "7"));

    assertThat(api.call(300, "PATCH", "/sobjects/Contact/Legacy_Id__c/7", "{}").toString())
        .isEqualTo(
            "[\"%s/sobjects/Contact/%s\",\"%s/sobjects/Contact/%s\"]"
                .formatted(DATA, one, DATA, two));
    assertThat(api.call(300, "GET", "/sobjects/Contact/legacy_id__c/7", "")).hasSize(2);
  }

  @Test
  void aUniqueValueIsThereOnce() throws Exception {
    String first = make("Account", Map.of("Name", "A", "External_Id__c", "x"));

    JsonNode refused =
        api.call(400, "POST", "/sobjects/Account", "{\"Name\":\"B\",\"External_Id__c\":\"X\"}");
    assertError(refused, "DUPLICATE_VALUE");
    assertThat(refused.get(0).get("message").textValue())
        .isEqualTo(
            "duplicate value found: External_Id__c duplicates value on record with id: " + first);
    api.send("DELETE", "/sobjects/Account/" + first, "application/json", BodyPublishers.noBody());
    api.call(201, "POST", "/sobjects/Account", "{\"Name\":\"B\",\"External_Id__c\":\"X\"}");
  }

  @Test
  void relationshipsAreFollowed() throws Exception {
    String account = make("Account", Map.of("Name", "A"));
    String contact = make("Contact", Map.of("LastName", "L", "AccountId", account));
    make("Task", Map.of("Subject", "T", "WhatId", account));

    JsonNode contacts = api.get("/sobjects/Account/" + account + "/Contacts?fields=LastName");
    assertThat(contacts.get("totalSize").intValue()).isEqualTo(1);
    assertThat(contacts.at("/records/0/LastName").textValue()).isEqualTo("L");
    assertThat(contacts.at("/records/0").has("Email")).isFalse();
    assertThat(
            api.get("/sobjects/Account/" + account.substring(0, 15) + "/tasks")
                .at("/records/0/Subject")
                .textValue())
        .isEqualTo("T");
    assertThat(api.get("/sobjects/Account/" + account + "/Cases").get("totalSize").intValue())
        .isZero();
    assertThat(api.get("/sobjects/Contact/" + contact + "/Account").get("Name").textValue())
        .isEqualTo("A");
    assertError(
        api.call(404, "GET", "/sobjects/Contact/" + contact + "/ReportsTo", ""), "NOT_FOUND");
    assertError(api.call(404, "GET", "/sobjects/Contact/" + contact + "/Nothing", ""), "NOT_FOUND");
  }

  @Test
  void attachmentsComeInBase64AndInParts() throws Exception {
    String ticket = make("Case", Map.of("Subject", "S"));
    byte[] bytes = "Grüße".getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(bytes);

    String first =
        api.call(
                201,
                "POST",
                "/sobjects/Attachment/",
                "{\"Name\":\"a.txt\",\"ContentType\":\"text/plain\",\"ParentId\":\"%s\",\"body\":\"%s\"}"
                    .formatted(ticket, encoded))
            .get("id")
            .textValue();
    String second =
        api.upload(
                201,
                "/sobjects/Attachment",
                "entity_attachment",
                "{\"Name\":\"b.bin\",\"ParentId\":\"" + ticket + "\"}",
                "Body",
                "b.bin",
                new byte[300])
            .get("id")
            .textValue();

    JsonNode read = api.get("/sobjects/Attachment/" + first);
    assertThat(read.get("BodyLength").intValue()).isEqualTo(bytes.length);
    assertThat(read.get("Body").textValue())
        .isEqualTo(DATA + "/sobjects/Attachment/" + first + "/Body");
    HttpResponse<byte[]> body = body("/sobjects/Attachment/" + first + "/body");
    assertThat(body.body()).isEqualTo(bytes);
    assertThat(body.headers().firstValue("content-type")).hasValue("text/plain");
    assertThat(body("/sobjects/Attachment/" + second + "/Body").body()).hasSize(300);
    assertThat(api.get("/sobjects/Case/" + ticket + "/Attachments").get("totalSize").intValue())
        .isEqualTo(2);

    api.send(
        "PATCH",
        "/sobjects/Attachment/" + first,
        "application/json",
        BodyPublishers.ofString(
            "{\"Body\":\"" + Base64.getEncoder().encodeToString(new byte[2]) + "\"}"));
    assertThat(body("/sobjects/Attachment/" + first + "/body").body()).hasSize(2);
    assertError(
        api.call(
            400,
            "POST",
            "/sobjects/Attachment",
            "{\"Name\":\"a\",\"ParentId\":\"" + ticket + "\"}"),
        "REQUIRED_FIELD_MISSING");
    assertError(
        api.call(400, "POST", "/sobjects/Attachment", "{\"Name\":\"a\",\"Body\":\"%%\"}"),
        "JSON_PARSER_ERROR");
    api.send(
        "DELETE", "/sobjects/Attachment/" + first, "application/json", BodyPublishers.noBody());
    assertThat(body("/sobjects/Attachment/" + first + "/body").statusCode()).isEqualTo(404);
  }

  @Test
  void documentsAreInAFolder() throws Exception {
    String id =
        api.upload(
                201,
                "/sobjects/Document/",
                "entity_document",
                "{\"Name\":\"d\",\"FolderId\":\"" + alex.id() + "\",\"Type\":\"pdf\"}",
                "Body",
                "d.pdf",
                new byte[5])
            .get("id")
            .textValue();

    assertThat(api.get("/sobjects/Document/" + id).get("BodyLength").intValue()).isEqualTo(5);
    assertThat(body("/sobjects/Document/" + id + "/body").body()).hasSize(5);
  }

  @Test
  void changesAreToldByTheMinute() throws Exception {
    Instant start = control.now();
    String kept = make("Account", Map.of("Name", "A"));
    String gone = make("Account", Map.of("Name", "B"));
    api.send("DELETE", "/sobjects/Account/" + gone, "application/json", BodyPublishers.noBody());
    control.advanceClock(Duration.ofMinutes(2));
    String span =
        "?start="
            + encode(start.minusSeconds(60).toString())
            + "&end="
            + encode(control.now().toString());

    JsonNode updated = api.get("/sobjects/Account/updated/" + span);
    assertThat(updated.get("ids").toString()).isEqualTo("[\"" + kept + "\"]");
    assertThat(updated.get("latestDateCovered").textValue()).endsWith(":00.000+0000");
    JsonNode deleted = api.get("/sobjects/Account/deleted" + span);
    assertThat(deleted.at("/deletedRecords/0/id").textValue()).isEqualTo(gone);
    assertThat(deleted.at("/deletedRecords/0/deletedDate").textValue()).endsWith("+0000");
    assertThat(deleted.has("earliestDateAvailable")).isTrue();
    assertThat(deleted.get("deletedRecords")).hasSize(1);

    String old =
        "?start="
            + encode(start.minus(Duration.ofDays(31)).toString())
            + "&end="
            + encode(start.toString());
    assertError(
        api.call(400, "GET", "/sobjects/Account/updated" + old, ""), "INVALID_REPLICATION_DATE");
    assertError(api.call(400, "GET", "/sobjects/Account/deleted", ""), "MISSING_ARGUMENT");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /sobjects/Account/0, 404, NOT_FOUND",
    "GET, /sobjects/Nothing, 404, NOT_FOUND",
    "GET, /nothing, 404, NOT_FOUND",
    "GET, /sobjects/Account/0015j00000zzzzz, 404, NOT_FOUND",
    "PUT, /sobjects/Account, 405, METHOD_NOT_ALLOWED",
    "POST, /sobjects/Account/describe, 405, METHOD_NOT_ALLOWED",
    "POST, /query, 405, METHOD_NOT_ALLOWED",
    "GET, /composite/sobjects, 405, METHOD_NOT_ALLOWED",
    "DELETE, /sobjects/User/{user}, 400, INVALID_TYPE_FOR_OPERATION",
    "DELETE, /sobjects/Account/{user}, 400, MALFORMED_ID",
  })
  void whatIsNotThereIsRefused(String method, String path, int status, String code)
      throws Exception {
    assertError(api.call(status, method, path.replace("{user}", alex.id()), ""), code);
  }

  @Test
  void anAddressMayHave16Kibibytes() throws Exception {
    String soql = "SELECT Id FROM Account WHERE Name != '" + "x".repeat(16_000) + "'";
    assertThat(api.get("/query?q=" + encode(soql)).get("done").booleanValue()).isTrue();
    assertThat(
            api.send(
                    "GET",
                    "/query?q=" + encode(soql.replace("x'", "x".repeat(400) + "'")),
                    "application/json",
                    BodyPublishers.noBody())
                .statusCode())
        .isEqualTo(414);
  }

  @Test
  void namesAndSubjectsAreSearched() throws Exception {
    make("Contact", Map.of("LastName", "Miller", "Title", "Baker"));
    make("Case", Map.of("Subject", "The mill is broken"));
    make("Task", Map.of("Subject", "Mill the corn"));
    make("Knowledge__kav", Map.of("Title", "On mills", "UrlName", "mills"));

    assertThat(
            api.get(
                    "/search?q="
                        + encode(
                            "FIND {mill*} RETURNING Contact(Name), Case(CaseNumber), Task(Id),"
                                + " Knowledge__kav(Title LIMIT 1)"))
                .get("searchRecords")
                .valueStream()
                .map(it -> it.at("/attributes/type").textValue()))
        .containsExactly("Contact", "Case", "Task", "Knowledge__kav");
    assertThat(
            api.get("/search?q=" + encode("FIND {baker} RETURNING Contact(Name)"))
                .get("searchRecords"))
        .isEmpty();
  }

  @Test
  void anArticleIsPublishedArchivedAndOpenedAgain() throws Exception {
    String id =
        api.call(
                201,
                "POST",
                "/sobjects/Knowledge__kav",
                "{\"Title\":\"How\",\"UrlName\":\"how\",\"Summary\":\"S\"}")
            .get("id")
            .textValue();
    JsonNode draft = api.get("/sobjects/Knowledge__kav/" + id);
    assertThat(draft.get("PublishStatus").textValue()).isEqualTo("Draft");
    String article = draft.get("KnowledgeArticleId").textValue();
    assertThat(article).startsWith("kA0");
    assertThat(api.get("/sobjects/KnowledgeArticle/" + article).get("ArticleNumber").textValue())
        .isEqualTo(draft.get("ArticleNumber").textValue());
    assertThat(titles("Draft")).containsExactly("How");
    assertThat(titles("Online")).isEmpty();
    assertError(
        api.call(400, "POST", "/sobjects/Knowledge__kav", "{\"Title\":\"2\",\"UrlName\":\"how\"}"),
        "DUPLICATE_VALUE");

    status(204, id, "Online");
    assertThat(titles("Online")).containsExactly("How");
    assertError(
        api.call(400, "PATCH", "/sobjects/Knowledge__kav/" + id, "{\"Title\":\"x\"}"),
        "INSUFFICIENT_ACCESS_OR_READONLY");
    assertError(
        api.call(400, "DELETE", "/sobjects/Knowledge__kav/" + id, ""),
        "INSUFFICIENT_ACCESS_OR_READONLY");
    status(400, id, "Online");
    status(400, id, "Elsewhere");

    // A draft beside what is online takes its place.
    String second =
        api.call(
                201,
                "POST",
                "/knowledgeManagement/articleVersions/masterVersions",
                "{\"articleId\":\"" + article + "\"}")
            .get("id")
            .textValue();
    api.send(
        "PATCH",
        "/sobjects/Knowledge__kav/" + second,
        "application/json",
        BodyPublishers.ofString("{\"Title\":\"How 2\"}"));
    assertThat(titles("Online")).containsExactly("How");
    status(204, second, "Online");
    assertThat(titles("Online")).containsExactly("How 2");
    assertThat(titles("Archived")).containsExactly("How");

    status(204, second, "Archived");
    status(400, second, "Archived");
    status(204, second, "Draft");
    assertThat(titles("Draft")).containsExactly("How 2");
    assertThat(titles("Archived")).containsExactly("How", "How 2");
  }

  private List<String> titles(String status) throws Exception {
    return api.get(
            "/query?q="
                + encode(
                    "SELECT Title FROM KnowledgeArticleVersion WHERE PublishStatus = '"
                        + status
                        + "' AND Language = 'en_US'"))
        .get("records")
        .valueStream()
        .map(it -> it.get("Title").textValue())
        .toList();
  }

  private void status(int expected, String id, String status) throws Exception {
    assertThat(
            api.send(
                    "PATCH",
                    "/knowledgeManagement/articleVersions/masterVersions/" + id,
                    "application/json",
                    BodyPublishers.ofString("{\"publishStatus\":\"" + status + "\"}"))
                .statusCode())
        .isEqualTo(expected);
  }

  @Test
  void theCallsOfADayRunOut() throws Exception {
    variant("dailyApiRequests", "3");
    assertThat(usage("/limits")).isEqualTo("api-usage=1/3");
    assertThat(usage("/nothing")).isEqualTo("api-usage=2/3");
    assertThat(api.get("/limits").at("/DailyApiRequests").toString())
        .isEqualTo("{\"Max\":3,\"Remaining\":0}");

    JsonNode refused = api.call(403, "GET", "/sobjects", "");
    assertError(refused, "REQUEST_LIMIT_EXCEEDED");
    assertThat(refused.get(0).get("message").textValue())
        .isEqualTo("TotalRequests Limit exceeded.");
    assertThat(usage("/limits")).isEqualTo("api-usage=3/3");
    variant("dailyApiRequests", "4");
    assertThat(api.get("/sobjects").has("sobjects")).isTrue();
  }

  @Test
  void cursorsEndOnDemand() throws Exception {
    for (int i = 0; i < 201; i++) {
      make("Campaign", Map.of("Name", "C" + i));
    }
    JsonNode first =
        Json.MAPPER.readTree(
            api.send(
                    "GET",
                    "/query?q=" + encode("SELECT Id FROM Campaign"),
                    "application/json",
                    BodyPublishers.noBody(),
                    "Sforce-Query-Options",
                    "batchSize=200")
                .body());
    String more = first.get("nextRecordsUrl").textValue().substring(DATA.length());
    assertThat(api.get(more).get("records")).hasSize(1);

    variant("cursorLifetimeSeconds", "0");
    assertError(api.call(400, "GET", more, ""), "INVALID_QUERY_LOCATOR");
  }

  private static void variant(String name, String value) {
    FaceOptions now = salesforce.options();
    salesforce.options(
        new FaceOptions(
            now.accessTokenLifetimeSeconds(),
            now.rotateRefreshTokens(),
            now.emptyPages(),
            Map.of(name, value)));
  }

  private String usage(String path) throws Exception {
    return api.send("GET", path, "application/json", BodyPublishers.noBody())
        .headers()
        .firstValue("sforce-limit-info")
        .orElse("");
  }

  private HttpResponse<byte[]> body(String path) throws Exception {
    return api.send("GET", path, "application/json", BodyPublishers.noBody());
  }

  private static void assertError(JsonNode errors, String code) {
    assertThat(errors.get(0).get("errorCode").textValue()).isEqualTo(code);
  }

  private String make(String type, Map<String, ?> fields) {
    return salesforce.createRecord(alex, type, fields).get("Id").textValue();
  }
}
