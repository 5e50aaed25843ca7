package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesforceFilesTest extends SalesforceTest {

  private static final String MINE = DATA + "/connect/files/users/me";

  private User alex;
  private String token;

  @BeforeEach
  void authorize() throws Exception {
    alex = salesforce.users().getFirst();
    token = tokens().get("access_token").textValue();
  }

  @Test
  void aFileIsDescribedAndGiven() throws Exception {
    put("report.txt", "hello");

    JsonNode file = call(MINE).get("files").get(0);
    assertThat(file.get("id").textValue()).matches("069\\w{15}");
    assertThat(file.get("title").textValue()).isEqualTo("report.txt");
    assertThat(file.get("contentSize").intValue()).isEqualTo(5);
    assertThat(file.get("checksum").textValue()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(file.get("fileExtension").textValue()).isEqualTo("txt");
    assertThat(file.get("mimeType").textValue()).isEqualTo("text/plain");
    assertThat(file.get("versionNumber").textValue()).isEqualTo("1");
    assertThat(file.get("owner").get("id").textValue()).isEqualTo(alex.id());
    assertThat(file.get("modifiedDate").textValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    assertThat(call(file.get("url").textValue())).isEqualTo(file);
    HttpResponse<String> content = get(instance + file.get("downloadUrl").textValue(), token);
    assertThat(content.body()).isEqualTo("hello");
    assertThat(content.headers().firstValue("content-type")).hasValue("text/plain");
  }

  @Test
  void aFileOfTheSameNameIsANewVersion() throws Exception {
    put("a.txt", "one");
    String id = call(MINE).get("files").get(0).get("id").textValue();
    put("a.txt", "second");

    JsonNode latest = call(DATA + "/connect/files/" + id.substring(0, 15));
    assertThat(latest.get("versionNumber").textValue()).isEqualTo("2");
    assertThat(latest.get("contentSize").intValue()).isEqualTo(6);
    String content = instance + DATA + "/connect/files/" + id + "/content";
    assertThat(get(content, token).body()).isEqualTo("second");
    assertThat(get(content + "?versionNumber=1", token).body()).isEqualTo("one");
    assertThat(get(content + "?versionNumber=3", token).statusCode()).isEqualTo(400);
    assertThat(salesforce.file(alex, "/a.txt")).asString().isEqualTo("second");
  }

  @Test
  void filesAreListedInPagesTheLatestFirst() throws Exception {
    for (int i = 1; i <= 5; i++) {
      control.advanceClock(Duration.ofSeconds(1));
      put("f" + i, "x");
    }
    List<String> names = new ArrayList<>();

    String path = MINE + "?page=0&pageSize=2";
    while (path != null) {
      JsonNode page = call(path);
      assertThat(page.get("currentPageUrl").textValue()).isEqualTo(path);
      page.get("files").forEach(file -> names.add(file.get("name").textValue()));
      path = page.get("nextPageUrl").textValue();
    }

    assertThat(names).containsExactly("f5", "f4", "f3", "f2", "f1");
    assertThat(get(instance + MINE + "?pageSize=101", token).statusCode()).isEqualTo(400);
    assertThat(get(instance + MINE + "?page=x", token).statusCode()).isEqualTo(400);
  }

  @Test
  void aUserSeesOnlyTheirOwnFiles() throws Exception {
    put("a.txt", "one");
    String id = call(MINE).get("files").get(0).get("id").textValue();
    salesforce.consentAutomatically(salesforce.createUser("bea@example.com", "Bea"));
    token = tokens().get("access_token").textValue();

    assertThat(call(MINE).get("files")).isEmpty();
    assertThat(get(instance + DATA + "/connect/files/" + id, token).statusCode()).isEqualTo(404);
    assertThat(get(instance + DATA + "/connect/files/" + id + "/content", token).statusCode())
        .isEqualTo(404);
  }

  @Test
  void theTreeHasFoldersAndWhatIsInNone() {
    put("b", "x");
    put("folder/deep/a", "xx");
    put("folder/deep/a", "xxx");

    assertThat(salesforce.tree(alex))
        .extracting(FaceFiles.Entry::path, FaceFiles.Entry::directory, FaceFiles.Entry::size)
        .containsExactly(
            tuple("/b", false, 1L),
            tuple("/folder", true, 0L),
            tuple("/folder/deep", true, 0L),
            tuple("/folder/deep/a", false, 3L));
    assertThat(salesforce.file(alex, "/folder/deep/a")).asString().isEqualTo("xxx");
    assertThatThrownBy(() -> put("folder//a", "x")).hasMessageContaining("empty");
    assertThatThrownBy(() -> salesforce.file(alex, "/none")).hasMessageContaining("404");
  }

  private void put(String name, String content) {
    salesforce.putFile(alex, "/" + name, content.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode call(String path) throws Exception {
    HttpResponse<String> response = get(instance + path, token);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }
}
