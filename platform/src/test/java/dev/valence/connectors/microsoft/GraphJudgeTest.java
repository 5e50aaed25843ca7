package dev.valence.connectors.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.graph.drives.item.items.item.DriveItemItemRequestBuilder;
import com.microsoft.graph.drives.item.items.item.createlink.CreateLinkPostRequestBody;
import com.microsoft.graph.models.DriveItem;
import com.microsoft.graph.models.DriveItemVersion;
import com.microsoft.graph.models.Permission;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the connector does and sees in a drive, Microsoft's own client sees there as well. */
class GraphJudgeTest extends ConnectedMicrosoftTest {

  private GraphServiceClient judge;
  private String driveId;

  @BeforeEach
  void connectTheJudge() throws Exception {
    String token = token();
    judge =
        new GraphServiceClient(
            (request, more) -> request.headers.add("Authorization", "Bearer " + token));
    judge.getRequestAdapter().setBaseUrl(account.account(Dialect.GRAPH).replaceFirst("/me$", ""));
    driveId = judge.me().drive().get().getId();
  }

  @Test
  void bothSeeTheSameItems() {
    hub.upload("/a b/ü#%.txt", HELLO);
    hub.upload("/a b/large.bin", large());
    item("root:/a b/theirs & ours.txt:").content().put(stream("theirs"));
    hub.send("POST", "/folders", "{\"path\":\"/a b/folder\"}");

    List<DriveItem> theirs = item("root:/a b:").children().get().getValue();
    JsonNode ours = hub.json("/folders/contents", "path", "/a b");

    assertThat(ours)
        .extracting(GraphJudgeTest::told)
        .containsExactlyElementsOf(theirs.stream().map(GraphJudgeTest::told).toList());
  }

  @Test
  void bothReadTheSameBytes() throws Exception {
    JsonNode ours = hub.upload("/large.bin", large());
    DriveItem theirs = item("root:/theirs.txt:").content().put(stream("theirs"));

    try (InputStream content = item(ours.path("id").asText()).content().get()) {
      assertThat(content.readAllBytes()).isEqualTo(large());
    }
    assertThat(hub.content("/files/" + theirs.getId())).isEqualTo("theirs".getBytes(UTF_8));
  }

  @Test
  void bothSeeWhatIsMovedCopiedAndDeleted() {
    JsonNode file = hub.upload("/a.txt", HELLO);
    hub.upload("/gone.txt", HELLO);
    hub.send("PATCH", "/files/metadata", "{\"path\":\"/new/deep/b.txt\"}", "path", "/a.txt");
    JsonNode copy =
        hub.send("POST", "/files/copy", "{\"path\":\"/c.txt\"}", "path", "/new/deep/b.txt");
    hub.call("DELETE", "/files", "path", "/gone.txt");

    assertThat(item("root:/new/deep/b.txt:").get().getId()).isEqualTo(file.path("id").asText());
    assertThat(item("root:/c.txt:").get().getId()).isEqualTo(copy.path("id").asText());
    assertThat(item("root").children().get().getValue())
        .extracting(DriveItem::getName)
        .containsExactly("c.txt", "new");
  }

  @Test
  void bothSeeTheSameChanges() {
    hub.upload("/a/b.txt", HELLO);
    hub.upload("/c.txt", HELLO);

    List<String> theirs =
        item("root").delta().get().getValue().stream()
            .filter(item -> item.getRoot() == null)
            .map(DriveItem::getId)
            .toList();

    assertThat(hub.json("/changes"))
        .extracting(change -> change.path("id").asText())
        .containsExactlyElementsOf(theirs);
  }

  @Test
  void bothSeeTheSameLinksAndPermissions() {
    hub.upload("/a.txt", HELLO);
    hub.send(
        "POST",
        "/files/permissions",
        "{\"email\":\"bea@contoso.com\",\"role\":\"writer\"}",
        "path",
        "/a.txt");
    CreateLinkPostRequestBody link = new CreateLinkPostRequestBody();
    link.setType("edit");
    link.setScope("organization");
    Permission theirs = item("root:/a.txt:").createLink().post(link);

    JsonNode ours = hub.json("/files/links", "path", "/a.txt");

    assertThat(ours.path("providerViewLink").asText()).isEqualTo(theirs.getLink().getWebUrl());
    List<String> all =
        item("root:/a.txt:").permissions().get().getValue().stream()
            .map(Permission::getId)
            .toList();
    assertThat(hub.json("/files/permissions", "path", "/a.txt"))
        .extracting(permission -> permission.path("id").asText())
        .containsExactlyElementsOf(all)
        .hasSize(3);
  }

  @Test
  void bothSeeTheSameRevisions() {
    hub.upload("/a.txt", HELLO);
    item("root:/a.txt:").content().put(stream("theirs"));
    hub.upload("/a.txt", "ours again".getBytes(UTF_8), "overwrite", "true");

    List<DriveItemVersion> theirs = item("root:/a.txt:").versions().get().getValue();

    assertThat(hub.json("/files/revisions", "path", "/a.txt"))
        .extracting(revision -> revision.path("id").asText() + " " + revision.path("size").asLong())
        .containsExactlyElementsOf(
            theirs.stream().map(version -> version.getId() + " " + version.getSize()).toList())
        .hasSize(3);
  }

  private static List<Object> told(DriveItem item) {
    boolean folder = item.getFolder() != null;
    return Stream.<Object>of(
            item.getId(),
            item.getName(),
            folder,
            folder ? 0L : item.getSize(),
            item.getLastModifiedDateTime().toInstant(),
            item.getParentReference().getId(),
            folder ? "" : item.getFile().getHashes().getQuickXorHash())
        .toList();
  }

  private static List<Object> told(JsonNode item) {
    return Stream.<Object>of(
            item.path("id").asText(),
            item.path("name").asText(),
            item.path("directory").asBoolean(),
            item.path("size").asLong(),
            Instant.ofEpochMilli(item.path("modifiedDate").asLong()),
            item.path("parentFolderId").asText(),
            item.path("properties").path("checksum").asText())
        .toList();
  }

  private DriveItemItemRequestBuilder item(String id) {
    return judge.drives().byDriveId(driveId).items().byDriveItemId(id);
  }

  /** Lets the user consent to another application, and gives its token for Graph. */
  private static String token() throws Exception {
    String login = account.login() + "/common/oauth2/v2.0";
    String redirect = "http://localhost/judge";
    String form = "client_id=judge&client_secret=judge&redirect_uri=" + redirect;
    try (HttpClient browser = HttpClient.newHttpClient()) {
      String location =
          browser
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              login
                                  + "/authorize?response_type=code&scope=Files.ReadWrite.All&"
                                  + form))
                      .build(),
                  BodyHandlers.discarding())
              .headers()
              .firstValue("location")
              .orElseThrow();
      String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
      String tokens =
          browser
              .send(
                  HttpRequest.newBuilder(URI.create(login + "/token"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(
                          BodyPublishers.ofString(
                              "grant_type=authorization_code&code=" + code + "&" + form))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return new ObjectMapper().readTree(tokens).path("access_token").asText();
    }
  }

  private static byte[] large() {
    byte[] bytes = new byte[DriveUpload.PIECE + 17];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
