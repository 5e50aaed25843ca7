package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files as records: what queries find of them, and what writing their records does. */
class SalesforceContentTest extends SalesforceTest {

  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    api = new SalesforceApi(http, instance, tokens().get("access_token").textValue());
  }

  @Test
  void aVersionMakesAFileOrIsAddedToOne() throws Exception {
    JsonNode created = insert("{\"Title\":\"Report\",\"PathOnClient\":\"q1/report.pdf\"}", "one");
    assertThat(created.get("success").booleanValue()).isTrue();
    JsonNode version = api.get(DATA + "/sobjects/ContentVersion/" + created.get("id").textValue());
    assertThat(version.get("Title").textValue()).isEqualTo("Report");
    assertThat(version.get("FileExtension").textValue()).isEqualTo("pdf");
    assertThat(version.get("VersionNumber").textValue()).isEqualTo("1");
    assertThat(data(version)).isEqualTo("one");
    String document = version.get("ContentDocumentId").textValue();
    JsonNode next =
        api.call(
            201,
            "POST",
            DATA + "/sobjects/ContentVersion",
            "{\"PathOnClient\":\"b.pdf\",\"ContentDocumentId\":\""
                + document
                + "\",\"ReasonForChange\":\"late\",\"VersionData\":\"dHdv\"}");

    List<JsonNode> versions =
        query(
            "SELECT Id, VersionNumber, IsLatest, ReasonForChange, Checksum, ContentSize"
                + " FROM ContentVersion WHERE ContentDocumentId = '"
                + document
                + "' ORDER BY CreatedDate DESC, Id DESC");
    assertThat(versions)
        .extracting(it -> it.get("VersionNumber").textValue())
        .containsExactly("2", "1");
    assertThat(versions.getFirst().get("Id")).isEqualTo(next.get("id"));
    assertThat(versions)
        .extracting(it -> it.get("IsLatest").booleanValue())
        .containsExactly(true, false);
    assertThat(versions.getFirst().get("ReasonForChange").textValue()).isEqualTo("late");
    assertThat(
            api.get(DATA + "/sobjects/ContentDocument/" + document).get("LatestPublishedVersionId"))
        .isEqualTo(next.get("id"));
    api.call(204, "PATCH", DATA + "/sobjects/ContentDocument/" + document, "{\"Title\":\"Neu\"}");
    assertThat(api.get(DATA + "/connect/files/" + document).get("title").textValue())
        .isEqualTo("Neu");
    api.call(204, "DELETE", DATA + "/sobjects/ContentDocument/" + document, "");
    assertThat(query("SELECT Id FROM ContentVersion")).isEmpty();
  }

  @Test
  void refusalsAreSalesforces() throws Exception {
    assertError(
        "REQUIRED_FIELD_MISSING",
        api.upload(
            400,
            DATA + "/sobjects/ContentVersion",
            "entity_content",
            "{\"Title\":\"a\"}",
            "VersionData",
            "a",
            new byte[] {1}));
    assertError(
        "REQUIRED_FIELD_MISSING",
        api.call(400, "POST", DATA + "/sobjects/ContentVersion", "{\"PathOnClient\":\"a\"}"));
    assertError(
        "INVALID_TYPE_FOR_OPERATION",
        api.call(400, "POST", DATA + "/sobjects/ContentDocument", "{\"Title\":\"a\"}"));
    assertError(
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        api.upload(
            400,
            DATA + "/sobjects/ContentVersion",
            "entity_content",
            "{\"PathOnClient\":\"a\",\"Checksum\":\"x\"}",
            "VersionData",
            "a",
            new byte[] {1}));
    for (String object :
        List.of("ContentDocumentLink", "ContentFolderMember", "ContentFolderItem")) {
      JsonNode error =
          api.call(400, "GET", DATA + "/query?q=" + encode("SELECT Id FROM " + object), "");
      assertError("MALFORMED_QUERY", error);
      assertThat(error.get(0).get("message").textValue())
          .startsWith("Implementation restriction: " + object + " requires a filter by");
    }
  }

  @Test
  void foldersAndWhatIsInThemAreQueried() throws Exception {
    salesforce.putFile(salesforce.users().getFirst(), "/one/two/50%_a.txt", new byte[] {1});
    String one =
        query("SELECT Id FROM ContentFolder WHERE Name = 'one'").getFirst().get("Id").textValue();

    List<JsonNode> two =
        query(
            "SELECT Id, IsFolder, Title FROM ContentFolderItem WHERE ParentContentFolderId = '"
                + one
                + "'");
    assertThat(two).singleElement().extracting(it -> it.get("Title").textValue()).isEqualTo("two");
    String twoId = two.getFirst().get("Id").textValue();
    assertThat(
            query(
                "SELECT Title, IsFolder, ContentSize FROM ContentFolderItem"
                    + " WHERE ParentContentFolderId IN ('"
                    + twoId
                    + "') AND Title LIKE '50\\%\\_%'"))
        .singleElement()
        .satisfies(item -> assertThat(item.get("IsFolder").booleanValue()).isFalse());
    JsonNode member =
        query(
                "SELECT Id, ChildRecordId FROM ContentFolderMember WHERE ParentContentFolderId = '"
                    + twoId
                    + "'")
            .getFirst();
    api.call(
        204,
        "PATCH",
        DATA + "/sobjects/ContentFolderMember/" + member.get("Id").textValue(),
        "{\"ParentContentFolderId\":\"" + one + "\"}");
    assertThat(
            api.get(DATA + "/connect/files/" + member.get("ChildRecordId").textValue())
                .at("/parentFolder/id")
                .textValue())
        .isEqualTo(one);
    String three =
        api.call(
                201,
                "POST",
                DATA + "/sobjects/ContentFolder",
                "{\"Name\":\"three\",\"ParentContentFolderId\":\"" + one + "\"}")
            .get("id")
            .textValue();
    api.call(204, "DELETE", DATA + "/sobjects/ContentFolder/" + three, "");
    assertThat(query("SELECT Id FROM ContentFolder WHERE Name = 'three'")).isEmpty();
  }

  @Test
  void changesHaveAnOrder() throws Exception {
    for (String name : List.of("a.txt", "b.txt", "c.txt")) {
      control.advanceClock(Duration.ofSeconds(1));
      salesforce.putFile(salesforce.users().getFirst(), "/" + name, new byte[] {1});
    }
    List<JsonNode> all =
        query("SELECT Id, Title, SystemModstamp FROM ContentDocument ORDER BY SystemModstamp, Id");
    control.advanceClock(Duration.ofSeconds(1));
    api.call(
        204,
        "DELETE",
        DATA + "/sobjects/ContentDocument/" + all.getFirst().get("Id").textValue(),
        "");

    String since = all.get(1).get("SystemModstamp").textValue().replace("+0000", "Z");
    JsonNode changes =
        api.get(
            DATA
                + "/queryAll?q="
                + encode(
                    "SELECT Title, IsDeleted FROM ContentDocument WHERE SystemModstamp > "
                        + since
                        + " ORDER BY SystemModstamp, Id"));
    assertThat(changes.get("records").findValuesAsText("Title")).containsExactly("c.txt", "a.txt");
    assertThat(changes.get("records").findValuesAsText("IsDeleted"))
        .containsExactly("false", "true");
  }

  @Test
  void otherPeoplesFilesAreNotFound() throws Exception {
    salesforce.putFile(salesforce.users().getFirst(), "/folder/a.txt", new byte[] {1});
    String id = query("SELECT Id FROM ContentDocument").getFirst().get("Id").textValue();
    String folder =
        query("SELECT Id FROM ContentFolder WHERE Name = 'folder'")
            .getFirst()
            .get("Id")
            .textValue();
    salesforce.consentAutomatically(salesforce.createUser("bea@example.com", "Bea"));
    api = new SalesforceApi(http, instance, tokens().get("access_token").textValue());

    for (String object : List.of("ContentDocument", "ContentVersion", "ContentFolder")) {
      assertThat(query("SELECT Id FROM " + object)).isEmpty();
    }
    api.call(404, "GET", DATA + "/sobjects/ContentDocument/" + id, "");
    api.call(404, "DELETE", DATA + "/sobjects/ContentDocument/" + id, "");
    api.call(404, "GET", DATA + "/connect/folders/" + folder, "");
    api.call(404, "PATCH", DATA + "/connect/folders/" + folder, "{\"name\":\"mine\"}");
    api.call(404, "DELETE", DATA + "/sobjects/ContentFolder/" + folder, "");
  }

  @Test
  void wordsOfTitlesAreLookedFor() throws Exception {
    for (String name : List.of("Annual report 2025.txt", "reporting.txt", "other.txt")) {
      salesforce.putFile(salesforce.users().getFirst(), "/" + name, new byte[] {1});
    }
    salesforce.createRecord(salesforce.users().getFirst(), "Account", Map.of("Name", "Report Ltd"));

    JsonNode found =
        api.get(
            DATA
                + "/search?q="
                + encode(
                    "FIND {report} IN NAME FIELDS RETURNING"
                        + " ContentDocument(Id, Title WHERE FileExtension = 'txt'), Account(Name)"));
    assertThat(found.get("searchRecords").findValuesAsText("Title"))
        .containsExactly("Annual report 2025.txt");
    assertThat(found.get("searchRecords").findValuesAsText("Name")).containsExactly("Report Ltd");
    JsonNode byPrefix =
        api.call(
            200,
            "POST",
            DATA + "/parameterizedSearch",
            "{\"q\":\"report*\",\"sobjects\":[{\"name\":\"ContentDocument\",\"fields\":[\"Title\"]}]}");
    assertThat(byPrefix.get("searchRecords")).hasSize(2);
    assertError(
        "MALFORMED_SEARCH",
        api.call(400, "GET", DATA + "/search?q=" + encode("FIND {report} RETURNING"), ""));
  }

  private JsonNode insert(String json, String content) throws Exception {
    return api.upload(
        201,
        DATA + "/sobjects/ContentVersion",
        "entity_content",
        json,
        "VersionData",
        "a",
        content.getBytes(StandardCharsets.UTF_8));
  }

  private List<JsonNode> query(String soql) throws Exception {
    return api.get(DATA + "/query?q=" + encode(soql)).get("records").valueStream().toList();
  }

  private String data(JsonNode version) throws Exception {
    return new String(
        api.send("GET", version.get("VersionData").textValue(), "a/b", BodyPublishers.noBody())
            .body(),
        StandardCharsets.UTF_8);
  }

  private static void assertError(String code, JsonNode errors) {
    assertThat(errors.get(0).get("errorCode").textValue()).isEqualTo(code);
  }
}
