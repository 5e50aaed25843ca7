package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriveWritesTest extends MicrosoftTest {

  private static final String CONFLICT = "?@microsoft.graph.conflictBehavior=";

  private String token;
  private String root;
  private String items;

  @BeforeEach
  void connect() throws Exception {
    token = graphToken();
    root = graph + "/me/drive/root";
    items = graph + "/me/drive/items/";
  }

  @Test
  void aFileIsWrittenByItsPathAndReplacedByItsId() throws Exception {
    HttpResponse<String> made = call("PUT", root + ":/a/b%20c/%23.txt:/content", token, "one");
    JsonNode item = json(made);
    HttpResponse<String> replaced =
        call("PUT", items + item.path("id").asText() + "/content", token, "three");
    String folder = item.path("parentReference").path("id").asText();
    HttpResponse<String> below =
        call("PUT", items + folder + ":/new%20%C3%BC.txt:/content", token, "two");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(json(replaced).path("id")).isEqualTo(item.path("id"));
    assertThat(json(replaced).path("cTag")).isNotEqualTo(item.path("cTag"));
    assertThat(below.statusCode()).isEqualTo(201);
    assertThat(content("/a/b c/#.txt")).isEqualTo("three");
    assertThat(content("/a/b c/new ü.txt")).isEqualTo("two");
  }

  @Test
  void aNameThatIsTakenIsAConflictUnlessSomethingElseIsSaid() throws Exception {
    put("/a.txt", "one");
    String url = root + ":/A.TXT:/content" + CONFLICT;

    HttpResponse<String> refused = call("PUT", url + "fail", token, "two");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("nameAlreadyExists");
    HttpResponse<String> renamed = call("PUT", url + "rename", token, "two");
    assertThat(renamed.statusCode()).isEqualTo(201);
    assertThat(json(renamed).path("name").asText()).isEqualTo("A 1.TXT");
    assertThat(call("PUT", url + "replace", token, "three").statusCode()).isEqualTo(200);
    assertThat(content("/a.txt")).isEqualTo("three");
    assertThat(call("PUT", url + "other", token, "x").statusCode()).isEqualTo(400);
  }

  @Test
  void aConditionIsKept() throws Exception {
    put("/a.txt", "one");
    String eTag = json(get(root + ":/a.txt", token)).path("eTag").asText();
    String url = root + ":/a.txt:/content";

    HttpResponse<String> stale = call("PUT", url, token, "two", "If-Match", "\"{X},1\"");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(code(stale)).isEqualTo("resourceModified");
    assertThat(call("PUT", url, token, "two", "If-Match", eTag).statusCode()).isEqualTo(200);
    assertThat(call("PUT", url, token, "three", "If-Match", eTag).statusCode()).isEqualTo(412);
    assertThat(
            call("PATCH", root + ":/a.txt", token, "{\"name\":\"b\"}", "If-Match", eTag)
                .statusCode())
        .isEqualTo(412);
    assertThat(call("PUT", root + ":/new.txt:/content", token, "x", "If-Match", eTag).statusCode())
        .isEqualTo(412);
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws Exception {
    put("/file", "x");
    for (String name : List.of("a%3Cb", "a%22", "a.", "~$a", "a%7Cb", "%20a")) {
      HttpResponse<String> response = call("PUT", root + ":/" + name + ":/content", token, "x");
      assertThat(response.statusCode()).as(name).isEqualTo(400);
      assertThat(code(response)).isEqualTo("invalidRequest");
    }
    assertThat(call("PUT", root + ":/file/x:/content", token, "x").statusCode()).isEqualTo(409);
    assertThat(call("PUT", root + "/content", token, "x").statusCode()).isEqualTo(400);
    assertThat(call("PUT", items + "01MISSING/content", token, "x").statusCode()).isEqualTo(404);
    assertThat(call("POST", root + ":/file:/content", token, "x").statusCode()).isEqualTo(405);
    assertThat(paths()).containsExactly("/file");
  }

  @Test
  void anAccountHasAnEnd() throws Exception {
    User small =
        microsoft.createUser(new NewUser("small@contoso.onmicrosoft.com", "S", "DE", "de", 4L));
    microsoft.consentAutomatically(small);

    HttpResponse<String> response = call("PUT", root + ":/a:/content", graphToken(), "hello");

    assertThat(response.statusCode()).isEqualTo(507);
    assertThat(code(response)).isEqualTo("quotaLimitReached");
    assertThat(microsoft.tree(small)).isEmpty();
  }

  @Test
  void aFolderIsMadeInAnother() throws Exception {
    put("/there/a", "x");
    String body = "{\"name\":\"There\",\"folder\":{},\"@microsoft.graph.conflictBehavior\":\"%s\"}";

    HttpResponse<String> made =
        call("POST", root + ":/there:/children", token, body.formatted("fail"));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).path("folder").path("childCount").asInt()).isZero();
    HttpResponse<String> taken = call("POST", root + "/children", token, body.formatted("fail"));
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(json(call("POST", root + "/children", token, body.formatted("rename"))).path("name"))
        .hasToString("\"There 1\"");
    assertThat(call("POST", root + "/children", token, "{\"name\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(call("POST", root + "/children", token, "{").statusCode()).isEqualTo(400);
    assertThat(
            call("POST", root + "/children", token, body, "Content-Type", "text/plain")
                .statusCode())
        .isEqualTo(400);
    assertThat(paths()).contains("/there/There", "/There 1");
  }

  @Test
  void anItemIsRenamedMovedAndDescribed() throws Exception {
    put("/from/deep/a.txt", "hello");
    put("/to/b.txt", "taken");
    JsonNode item = json(get(root + ":/from/deep/a.txt", token));
    String url = items + item.path("id").asText();
    String to = json(get(root + ":/to", token)).path("id").asText();

    JsonNode renamed =
        json(
            call(
                "PATCH",
                url,
                token,
                "{\"name\":\"A.txt\",\"description\":\"a text\",\"fileSystemInfo\":"
                    + "{\"lastModifiedDateTime\":\"2020-02-03T04:05:06Z\"}}"));
    assertThat(renamed.path("name").asText()).isEqualTo("A.txt");
    assertThat(renamed.path("description").asText()).isEqualTo("a text");
    assertThat(renamed.path("fileSystemInfo").path("lastModifiedDateTime").asText())
        .isEqualTo("2020-02-03T04:05:06Z");
    String move = "{\"parentReference\":{\"id\":\"" + to + "\"},\"name\":\"B.txt\"}";
    assertThat(call("PATCH", url, token, move).statusCode()).isEqualTo(409);
    assertThat(call("PATCH", url + CONFLICT + "rename", token, move).statusCode()).isEqualTo(200);
    assertThat(content("/to/B 1.txt")).isEqualTo("hello");
    call("PATCH", url, token, "{\"parentReference\":{\"path\":\"/drive/root:/from/deep\"}}");
    assertThat(content("/from/deep/B 1.txt")).isEqualTo("hello");
    String from = items + json(get(root + ":/from", token)).path("id").asText();
    assertThat(
            call(
                    "PATCH",
                    from,
                    token,
                    "{\"parentReference\":{\"path\":\"/drive/root:/from/deep\"}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call("PATCH", from, token, "{\"parentReference\":{\"path\":\"/drive/root:/no\"}}")
                .statusCode())
        .isEqualTo(404);
    assertThat(
            call("PATCH", from, token, "{\"parentReference\":{\"driveId\":\"b!x\",\"id\":\"y\"}}"))
        .satisfies(response -> assertThat(code(response)).isEqualTo("notSupported"));
    assertThat(call("PATCH", root, token, "{\"name\":\"x\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void theDirectDialectHasNamesOfItsOwn() throws Exception {
    put("/a.txt", "hello");
    String direct = sharepointToken();
    String file = sharepoint + "/me/drive/root:/a.txt";

    HttpResponse<String> refused =
        call("PUT", file + ":/content?@name.conflictBehavior=fail", direct, "two");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(call("POST", file + ":/oneDrive.createLink", direct, "{}").statusCode())
        .isEqualTo(201);
    assertThat(call("POST", file + ":/createLink", direct, "{}").statusCode()).isEqualTo(400);
    assertThat(call("POST", file + ":/onedrive.createLink", direct, "{}").statusCode())
        .isEqualTo(400);
    assertThat(call("POST", root + ":/a.txt:/oneDrive.createLink", token, "{}").statusCode())
        .isEqualTo(400);
    JsonNode changes = json(get(sharepoint + "/me/drive/root/oneDrive.delta", direct));
    assertThat(changes.path("@odata.deltaLink").asText())
        .startsWith(sharepoint + "/me/drive/root/oneDrive.delta?token=");
    assertThat(names(json(get(sharepoint + "/me/drive/root/oneDrive.search(q='a')", direct))))
        .containsExactly("a.txt");
    assertThat(call("POST", file + ":/permanentDelete", direct, null).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsDeletedForGoodIsGone() throws Exception {
    put("/a.txt", "hello");

    assertThat(call("POST", root + ":/a.txt:/permanentDelete", token, null).statusCode())
        .isEqualTo(204);

    assertThat(paths()).isEmpty();
  }

  @Test
  void toWriteNeedsAPermission() throws Exception {
    put("/a.txt", "hello");
    String reader = tokens(V2, "scope", "Files.Read").path("access_token").asText();

    assertThat(call("PUT", root + ":/a.txt:/content", reader, "x").statusCode()).isEqualTo(403);
    assertThat(call("POST", root + ":/a.txt:/createLink", reader, "{}").statusCode())
        .isEqualTo(403);
    assertThat(get(root + ":/a.txt:/versions", reader).statusCode()).isEqualTo(200);
  }
}
