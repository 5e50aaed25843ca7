package dev.valence.connectors.dropbox;

import static dev.valence.hubs.documents.HubCaller.failure;
import static dev.valence.hubs.documents.HubCaller.json;
import static dev.valence.hubs.documents.HubCaller.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dropbox has of its own beside the plain files: how it moves, copies, shares and labels. */
class DropboxItemsTest extends ConnectedDropboxTest {

  // Moving and copying

  @Test
  void aFileKeepsDropboxsIdWhenItIsMoved() {
    String refId = hub.upload("/a.txt", HELLO).path("refId").asText();

    JsonNode moved = patch("/files/metadata", Map.of("path", "/new/b.txt"), "path", "/a.txt");

    assertThat(moved.path("path").asText()).isEqualTo("/new/b.txt");
    assertThat(moved.path("id").asText()).isEqualTo("%252Fnew%252Fb.txt");
    assertThat(moved.path("refId").asText()).isEqualTo(refId);
    assertThat(hub.failure("GET", "/files", "path", "/a.txt").status()).isEqualTo(404);
  }

  @Test
  void theCaseOfANameCanBeChangedThoughDropboxDoesNot() {
    String refId = hub.upload("/Folder/name.txt", HELLO).path("refId").asText();

    JsonNode moved =
        patch("/files/metadata", Map.of("name", "NAME.txt"), "path", "/folder/name.txt");

    assertThat(moved.path("name").asText()).isEqualTo("NAME.txt");
    assertThat(moved.path("refId").asText()).isEqualTo(refId);
    assertThat(paths()).containsExactly("/Folder", "/Folder/NAME.txt");
  }

  @Test
  void aChangeOfCaseThatFailsHalfWayIsUndone() {
    hub.upload("/name.txt", HELLO);
    // The first move, out of the way, works; the second, to the new name, does not.
    account.vendor().fault(Fault.delay("/2/files/move_v2", Duration.ZERO));
    account.vendor().fault(Fault.status("/2/files/move_v2", 1, 500, ""));

    ApiException failure =
        failure(() -> patch("/files/metadata", Map.of("name", "NAME.txt"), "path", "/name.txt"));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(paths()).containsExactly("/name.txt");
    assertThat(account.vendor().calls("/2/files/move_v2")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"/files/copy, /there", "/files/copy, /file/below", "/folders/copy, /file.txt"})
  void whatIsInTheWayIsAConflict(String resource, String target) {
    account.store("/source/a.txt", HELLO);
    account.store("/file", HELLO);
    account.store("/file.txt", HELLO);
    account.store("/there/b.txt", HELLO);
    String source = resource.startsWith("/files") ? "/source/a.txt" : "/source";

    ApiException failure =
        failure(() ->
            send("POST", resource, Map.of("path", target), "path", source, "overwrite", "true"));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains(target);
    assertThat(hub.content("/files", "path", "/file.txt")).isEqualTo(HELLO);
  }

  @Test
  void aFileIsReplacedByACopyAndCanBeRestored() {
    account.store("/new.txt", "new".getBytes(UTF_8));
    account.store("/Old.txt", HELLO);

    JsonNode copy =
        send(
            "POST",
            "/files/copy",
            Map.of("path", "/old.txt"),
            "path",
            "/new.txt",
            "overwrite",
            "true");

    assertThat(copy.path("path").asText()).isEqualTo("/Old.txt");
    assertThat(hub.content("/files", "path", "/old.txt")).isEqualTo("new".getBytes(UTF_8));
    assertThat(hub.content("/files", "path", "/new.txt")).isEqualTo("new".getBytes(UTF_8));
    assertThat(paths()).containsExactly("/new.txt", "/Old.txt");
    assertThat(hub.json("/files/revisions", "path", "/old.txt"))
        .extracting(revision -> revision.path("size").asInt())
        .containsExactly(3, 5);
  }

  @Test
  void aCopyOntoItselfIsAConflictByDropboxsIdToo() {
    String refId = hub.upload("/a.txt", HELLO).path("refId").asText();

    ApiException failure =
        failure(() ->
            send(
                "POST",
                "/files/" + segment(refId) + "/copy",
                Map.of("path", "/A.txt"),
                "overwrite",
                "true"));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(hub.content("/files", "path", "/a.txt")).isEqualTo(HELLO);
  }

  @Test
  void aFolderIsNotMovedIntoItself() {
    account.store("/folder/a.txt", HELLO);

    assertThat(
            failure(() ->
                    patch("/folders/metadata", Map.of("path", "/folder/b"), "path", "/folder"))
                .status())
        .isEqualTo(400);
    assertThat(
            failure(() ->
                    send("POST", "/folders/copy", Map.of("path", "/folder/b"), "path", "/folder"))
                .status())
        .isEqualTo(400);
  }

  // Checksums

  @Test
  void theChecksumIsDropboxsHash() {
    JsonNode properties = hub.upload("/a.txt", HELLO).path("properties");

    assertThat(properties.path("checksumAlgorithm").asText()).isEqualTo("dropbox");
    assertThat(properties.path("checksum").asText())
        .isEqualTo(account.vendor().tree(account.user()).getFirst().contentHash());
  }

  // Links

  @Test
  void aLinkIsThatOfDropboxInItsTwoForms() {
    hub.upload("/a.txt", HELLO);

    JsonNode link = hub.json("/files/links", "path", "/a.txt", "raw", "true");

    String view = link.path("providerViewLink").asText();
    assertThat(view).endsWith("dl=0");
    assertThat(link.path("providerLink").asText()).isEqualTo(view.replace("dl=0", "dl=1"));
    assertThat(link.has("expires")).isFalse();
    assertThat(link.path("raw").path("linkPermissions").path("requestedVisibility").asText())
        .isEqualTo("PUBLIC");
  }

  @Test
  void aLinkThatIsThereWins() {
    hub.upload("/a.txt", HELLO);
    String first = hub.json("/files/links", "path", "/a.txt").path("providerLink").asText();

    JsonNode second =
        hub.json(
            "/files/links",
            "path",
            "/a.txt",
            "visibility",
            "PASSWORD",
            "password",
            "secret",
            "expires",
            "2100-02-20");

    assertThat(second.path("providerLink").asText()).isEqualTo(first);
    assertThat(second.has("expires")).isFalse();
    assertThat(
            hub.json("/files/links", "path", "/a.txt", "visibility", "TEAM_ONLY")
                .path("providerLink")
                .asText())
        .isEqualTo(first);
  }

  @Test
  void aNewLinkIsAsAskedFor() {
    hub.upload("/a.txt", HELLO);

    JsonNode link =
        hub.json(
            "/files/links",
            "path",
            "/a.txt",
            "visibility",
            "PASSWORD",
            "password",
            "secret",
            "expires",
            "2100-02-20",
            "raw",
            "true");

    assertThat(link.path("providerLinkExpires").asText()).startsWith("2100-02-20T00:00:00");
    assertThat(link.path("raw").path("linkPermissions").path("requestedVisibility").asText())
        .isEqualTo("PASSWORD");
  }

  @Test
  void whatALinkCannotBeIsRefused() {
    hub.upload("/a.txt", HELLO);

    ApiException past =
        hub.failure("GET", "/files/links", "path", "/a.txt", "expires", "2020-02-20");
    ApiException team =
        hub.failure("GET", "/files/links", "path", "/a.txt", "visibility", "TEAM_ONLY");

    assertThat(past.status()).isEqualTo(400);
    assertThat(past.message()).isEqualTo("Invalid link expiration date.");
    assertThat(team.status()).isEqualTo(403);
    assertThat(hub.failure("GET", "/files/links", "path", "/missing").status()).isEqualTo(404);
    assertThat(hub.failure("GET", "/folders/links", "path", "/").status()).isEqualTo(400);
  }

  @Test
  void linksThatAreDeletedLeadNowhere() {
    hub.upload("/folder/a.txt", HELLO);
    String ofFolder = hub.json("/folders/links", "path", "/folder").path("providerLink").asText();
    String ofFile = hub.json("/files/links", "path", "/folder/a.txt").path("providerLink").asText();

    hub.call("DELETE", "/files/links", "path", "/folder/a.txt");
    hub.call("DELETE", "/files/links", "path", "/folder/a.txt");

    assertThat(hub.json("/folders/links", "path", "/folder").path("providerLink").asText())
        .isEqualTo(ofFolder);
    assertThat(hub.json("/files/links", "path", "/folder/a.txt").path("providerLink").asText())
        .isNotEqualTo(ofFile);
  }

  // Revisions

  @Test
  void moreRevisionsThanDropboxListsAtOnceAreListed() {
    for (int size = 1; size <= 105; size++) {
      account.store("/a.txt", new byte[size]);
    }

    assertThat(sizes(hub.json("/files/revisions", "path", "/a.txt")))
        .hasSize(105)
        .startsWith(105, 104)
        .endsWith(2, 1);
    HubAnswer page = hub.call("GET", "/files/revisions", "path", "/a.txt", "pageSize", "3");
    assertThat(sizes(json(page))).containsExactly(105, 104, 103);
    assertThat(
            sizes(
                hub.json(
                    "/files/revisions",
                    "path",
                    "/a.txt",
                    "pageSize",
                    "2",
                    "nextPage",
                    page.nextPage().orElseThrow())))
        .containsExactly(102, 101);
  }

  @Test
  void aRevisionOfAnotherFileIsNotFound() {
    hub.upload("/a.txt", HELLO);
    hub.upload("/b.txt", "other".getBytes(UTF_8));
    String other = hub.json("/files/revisions", "path", "/b.txt").get(0).path("id").asText();

    for (String id : List.of(other, "0123456789", "nonsense")) {
      assertThat(hub.failure("GET", "/files/revisions/" + id, "path", "/a.txt").status())
          .isEqualTo(404);
    }
    assertThat(hub.json("/files/revisions/" + other, "path", "/b.txt").path("size").asInt())
        .isEqualTo(5);
  }

  // Pictures and conversions

  @ParameterizedTest
  @CsvSource({"small, 128", "medium, 256", "large, 640"})
  void aThumbnailIsAPictureOfAboutTheSize(String size, int height) throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB), "png", image);
    String id = hub.upload("/square.png", image.toByteArray()).path("refId").asText();

    byte[] small = hub.content("/files/" + segment(id) + "/thumbnails", "size", size);

    assertThat(ImageIO.read(new ByteArrayInputStream(small)).getHeight()).isEqualTo(height);
  }

  @Test
  void whereThereIsNoPictureThereIsNoThumbnail() {
    String text = hub.upload("/a.txt", HELLO).path("refId").asText();
    String broken = hub.upload("/a.png", HELLO).path("refId").asText();

    assertThat(hub.failure("GET", "/files/" + segment(text) + "/thumbnails").status())
        .isEqualTo(404);
    assertThat(hub.failure("GET", "/files/" + segment(broken) + "/thumbnails").status())
        .isEqualTo(404);
  }

  @Test
  void aPaperDocumentIsConverted() {
    account.store("/Notes.paper", "# Hi".getBytes(UTF_8));
    account.store("/a.txt", HELLO);

    assertThat(new String(exported("/Notes.paper", "text/html"), UTF_8)).contains("<p># Hi</p>");
    assertThat(new String(exported("/Notes.paper", "text/markdown"), UTF_8)).isEqualTo("# Hi");
    for (String type : List.of("application/pdf", "image/png")) {
      assertThat(hub.failure("GET", "/files", "path", "/Notes.paper", "mediaType", type).status())
          .isEqualTo(400);
    }
    assertThat(hub.failure("GET", "/files", "path", "/a.txt", "mediaType", "text/html").status())
        .isEqualTo(400);
    assertThat(hub.failure("GET", "/files", "path", "/Notes.paper").status()).isEqualTo(400);
  }

  // Tags and custom fields

  @Test
  void tagsAreDropboxsOwn() {
    account.configure("document.tagging", "true");

    assertThat(texts(hub.upload("/a.txt", HELLO, "tags[]", "Red").path("tags")))
        .containsExactly("red");
    JsonNode changed =
        patch("/files/metadata", Map.of("tags", List.of("blue", "big")), "path", "/a.txt");
    assertThat(texts(changed.path("tags"))).containsExactlyInAnyOrder("blue", "big");
    account.store("/untagged.txt", HELLO);
    List<List<String>> listed = new ArrayList<>();
    hub.json("/folders/contents", "path", "/", "fetchTags", "true")
        .forEach(item -> listed.add(texts(item.path("tags"))));
    assertThat(listed).hasSize(2).contains(List.of());
    ApiException failure =
        failure(
            () -> patch("/files/metadata", Map.of("tags", List.of("two words")), "path", "/a.txt"));
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("two words");
  }

  @Test
  void customFieldsHaveDropboxsForm() {
    String refId = hub.upload("/a.txt", HELLO).path("refId").asText();
    JsonNode template =
        send(
            "POST",
            "/custom-fields-templates",
            Map.of(
                "name",
                "Security",
                "description",
                "How secret",
                "fields",
                List.of(Map.of("name", "level", "description", "A level", "type", "string"))));
    String key = template.path("template_id").asText();
    String fields =
        "/files/" + segment(refId) + "/custom-fields-templates/" + segment(key) + "/custom-fields";

    JsonNode changed =
        send(
            "PUT",
            "/custom-fields-templates/" + segment(key),
            Map.of(
                "add_fields",
                List.of(Map.of("name", "owner", "description", "Who", "type", "string"))));
    JsonNode added = send("POST", fields, Map.of("fields", List.of(field("level", "high"))));
    JsonNode updated = send("PUT", fields, Map.of("fields", List.of(field("owner", "Alex"))));

    assertThat(changed.path("fields")).hasSize(2);
    assertThat(hub.json("/custom-fields-templates").get(0)).isEqualTo(changed);
    assertThat(added.path("fields").toString())
        .isEqualTo("[{\"name\":\"level\",\"value\":\"high\"}]");
    assertThat(updated.path("fields")).hasSize(2);
    hub.call("DELETE", fields);
    assertThat(failure(() -> send("PUT", fields, Map.of("fields", List.of()))).status())
        .isEqualTo(404);
    hub.call("DELETE", "/custom-fields-templates/" + segment(key));
    assertThat(hub.failure("GET", "/custom-fields-templates/" + segment(key)).status())
        .isEqualTo(404);
    assertThat(hub.failure("GET", "/custom-fields-templates/nonsense").status()).isEqualTo(404);
  }

  // Search and changes

  @Test
  void aSearchFindsWhatDropboxsOwnWouldNot() {
    account.store("/folder/sub/Import.txt", HELLO);
    account.store("/folder/port/other.txt", HELLO);
    account.store("/portal.txt", HELLO);

    assertThat(names(hub.json("/search", "path", "/folder", "text", "port")))
        .containsExactlyInAnyOrder("Import.txt", "port");
    assertThat(names(hub.json("/search", "path", "/", "text", "port")))
        .containsExactlyInAnyOrder("Import.txt", "port", "portal.txt");
    assertThat(hub.failure("GET", "/search", "path", "/portal.txt", "text", "a").status())
        .isEqualTo(400);
    assertThat(hub.failure("GET", "/search", "path", "/missing", "text", "a").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void changesAreToldSinceACursor(int pageSize) {
    account.store("/a.txt", HELLO);
    account.store("/folder/b.txt", HELLO);
    List<JsonNode> all = new ArrayList<>();
    String cursor = walkChanges(null, pageSize, all);
    assertThat(texts(all, "path")).containsExactly("/a.txt", "/folder", "/folder/b.txt");

    hub.call("DELETE", "/files", "path", "/a.txt");
    account.store("/c.txt", HELLO);
    account.store("/folder/b.txt", "again".getBytes(UTF_8));
    List<JsonNode> later = new ArrayList<>();
    cursor = walkChanges(cursor, pageSize, later);

    assertThat(texts(later, "path")).containsExactly("/a.txt", "/c.txt", "/folder/b.txt");
    assertThat(later.getFirst().path("deleted").asBoolean()).isTrue();
    List<JsonNode> none = new ArrayList<>();
    walkChanges(cursor, pageSize, none);
    assertThat(none).isEmpty();
  }

  @Test
  void nothingIsLostOfAPageThatChangesWhileItIsRead() {
    String cursor = hub.call("GET", "/changes", "cursor", "latest").changesCursor().orElseThrow();
    List.of("/a", "/b", "/c", "/d").forEach(path -> account.store(path, HELLO));

    HubAnswer first = hub.call("GET", "/changes", "cursor", cursor, "pageSize", "2");
    account.store("/a", "again".getBytes(UTF_8));
    HubAnswer second =
        hub.call("GET", "/changes", "pageSize", "100", "nextPage", first.nextPage().orElseThrow());

    assertThat(names(json(first))).containsExactly("a", "b");
    assertThat(names(json(second))).contains("c", "d", "a");
  }

  @Test
  void aCursorThatIsNoneIsABadRequest() {
    assertThat(hub.failure("GET", "/changes", "cursor", "nonsense").status()).isEqualTo(400);
    assertThat(hub.failure("GET", "/changes", "nextPage", "nonsense").status()).isEqualTo(400);
    assertThat(hub.failure("GET", "/changes", "nextPage", "1.0.0.nonsense").status())
        .isEqualTo(400);
  }

  /** Reads all pages; the cursor of what comes after. */
  private String walkChanges(String cursor, int pageSize, List<JsonNode> found) {
    HubAnswer page =
        cursor == null
            ? hub.call("GET", "/changes", "pageSize", "" + pageSize)
            : hub.call("GET", "/changes", "pageSize", "" + pageSize, "cursor", cursor);
    while (true) {
      assertThat(json(page)).hasSizeLessThanOrEqualTo(pageSize);
      json(page).forEach(found::add);
      if (page.nextPage().isEmpty()) {
        return page.changesCursor().orElseThrow();
      }
      page =
          hub.call("GET", "/changes", "pageSize", "" + pageSize, "nextPage", page.nextPage().get());
    }
  }

  private byte[] exported(String path, String type) {
    return HubCaller.content(hub.call("GET", "/files", "path", path, "mediaType", type));
  }

  private JsonNode patch(String resource, Object body, String... query) {
    return send("PATCH", resource, body, query);
  }

  private static Map<String, String> field(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static List<String> paths() {
    return account.vendor().tree(account.user()).stream().map(FaceFiles.Entry::path).toList();
  }

  private static List<Integer> sizes(JsonNode revisions) {
    List<Integer> sizes = new ArrayList<>();
    revisions.forEach(revision -> sizes.add(revision.path("size").asInt()));
    return sizes;
  }

  private static List<String> names(JsonNode items) {
    List<JsonNode> all = new ArrayList<>();
    items.forEach(all::add);
    return texts(all, "name");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> texts(List<JsonNode> items, String field) {
    return items.stream().map(item -> item.path(field).asText()).toList();
  }
}
