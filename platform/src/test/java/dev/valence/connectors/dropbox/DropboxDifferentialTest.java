package dev.valence.connectors.dropbox;

import static dev.valence.hubs.documents.HubCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.dropbox.core.DbxRequestConfig;
import com.dropbox.core.http.StandardHttpRequestor;
import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.FolderMetadata;
import com.dropbox.core.v2.files.ListFolderResult;
import com.dropbox.core.v2.files.ListRevisionsMode;
import com.dropbox.core.v2.files.Metadata;
import com.dropbox.core.v2.files.WriteMode;
import com.dropbox.core.v2.sharing.SharedLinkMetadata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The hub and Dropbox's own client, over one account, do and see the same. */
class DropboxDifferentialTest extends ConnectedDropboxTest {

  private static final int STEPS = 40;

  private DbxClientV2 dropbox;

  @BeforeEach
  void openByDropboxsClient() throws Exception {
    dropbox =
        new DbxClientV2(
            DbxRequestConfig.newBuilder("valence-test")
                .withHttpRequestor(
                    new StandardHttpRequestor(
                        StandardHttpRequestor.Config.builder()
                            .withProxy(account.proxy())
                            .withSslSocketFactory(account.tls().getSocketFactory())
                            .build()))
                .build(),
            account.accessToken().reveal());
  }

  /** One thing that is done, by either of them. */
  private interface Step {
    void run() throws Exception;
  }

  @RepeatedTest(6)
  void whateverEitherDoesBothSee(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int step = 0; step < STEPS; step++) {
      List<String> files = paths(false);
      boolean byHub = random.nextBoolean();
      Step next =
          switch (files.isEmpty() ? 0 : random.nextInt(6)) {
            case 0, 1 -> write(byHub, random);
            case 2 -> delete(byHub, files.get(random.nextInt(files.size())));
            case 3 -> move(byHub, files.get(random.nextInt(files.size())), random);
            case 4 -> copy(byHub, files.get(random.nextInt(files.size())), random);
            default -> createFolder(byHub, random);
          };
      next.run();
      assertThat(seenByHub()).as("after step %d", step).isEqualTo(seenByDropbox());
    }
    for (String path : paths(false)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      dropbox.files().download(path).download(bytes);
      assertThat(hub.content("/files", "path", path)).isEqualTo(bytes.toByteArray());
    }
  }

  private Step write(boolean byHub, Random random) {
    String path = path(random);
    byte[] content = new byte[random.nextInt(3 * ConnectedDropbox.PIECE)];
    random.nextBytes(content);
    return byHub
        ? () -> hub.upload(path, content, "overwrite", "true")
        : () ->
            dropbox
                .files()
                .uploadBuilder(path)
                .withMode(WriteMode.OVERWRITE)
                .uploadAndFinish(new ByteArrayInputStream(content));
  }

  private Step delete(boolean byHub, String path) {
    return byHub
        ? () -> hub.call("DELETE", "/files", "path", path)
        : () -> dropbox.files().deleteV2(path);
  }

  private Step move(boolean byHub, String path, Random random) {
    String target = path(random) + random.nextInt();
    return byHub
        ? () -> send("PATCH", "/files/metadata", Map.of("path", target), "path", path)
        : () -> dropbox.files().moveV2(path, target);
  }

  private Step copy(boolean byHub, String path, Random random) {
    String target = path(random) + random.nextInt();
    return byHub
        ? () -> send("POST", "/files/copy", Map.of("path", target), "path", path)
        : () -> dropbox.files().copyV2(path, target);
  }

  private Step createFolder(boolean byHub, Random random) {
    String path = "/dir " + random.nextInt();
    return byHub
        ? () -> send("POST", "/folders", Map.of("path", path))
        : () -> dropbox.files().createFolderV2(path);
  }

  private static String path(Random random) {
    return List.of("", "/ä ö", "/a/b#1", "/Ordner").get(random.nextInt(4))
        + "/"
        + List.of("x", "y ü", "100% Z.txt").get(random.nextInt(3));
  }

  @Test
  void revisionsAreTheSame() throws Exception {
    for (int size = 1; size <= 12; size++) {
      hub.upload("/a.txt", new byte[size], "overwrite", "true");
    }
    List<String> byHub = new ArrayList<>();
    hub.json("/files/revisions", "path", "/a.txt")
        .forEach(revision ->
            byHub.add(revision.path("id").asText() + " " + revision.path("size").asLong()));

    assertThat(byHub)
        .containsExactlyElementsOf(
            dropbox
                .files()
                .listRevisionsBuilder("/a.txt")
                .withMode(ListRevisionsMode.PATH)
                .withLimit(100L)
                .start()
                .getEntries()
                .stream()
                .map(entry -> entry.getRev() + " " + entry.getSize())
                .toList());
  }

  @Test
  void linksAndTagsAreTheSame() throws Exception {
    account.configure("document.tagging", "true");
    hub.upload("/a.txt", HELLO, "tags[]", "red");
    String link = hub.json("/files/links", "path", "/a.txt").path("providerViewLink").asText();

    // Each of them tells the address as it was called itself.
    assertThat(
            dropbox.sharing().listSharedLinks().getLinks().stream()
                .map(SharedLinkMetadata::getUrl)
                .map(url -> url.replaceFirst("https://www.dropbox.com", "")))
        .hasSize(1)
        .allSatisfy(url -> assertThat(link).endsWith(url));
    dropbox.files().tagsAdd("/a.txt", "blue");
    assertThat(hub.json("/files/metadata", "path", "/a.txt").path("tags").toString())
        .isEqualTo("[\"red\",\"blue\"]");
  }

  /** What is in the account by path: kind, id, size, time and hash. */
  private Map<String, String> seenByHub() {
    Map<String, String> seen = new TreeMap<>();
    for (JsonNode item : items()) {
      seen.put(
          item.path("path").asText(),
          item.path("directory").asBoolean()
              ? item.path("refId").asText()
              : String.join(
                  " ",
                  item.path("refId").asText(),
                  item.path("size").asText(),
                  item.path("modifiedDate").asText(),
                  item.path("properties").path("checksum").asText()));
    }
    return seen;
  }

  private Map<String, String> seenByDropbox() throws Exception {
    Map<String, String> seen = new TreeMap<>();
    ListFolderResult page =
        dropbox.files().listFolderBuilder("").withRecursive(true).withLimit(7L).start();
    while (true) {
      page.getEntries().forEach(entry -> seen.put(entry.getPathDisplay(), described(entry)));
      if (!page.getHasMore()) {
        return seen;
      }
      page = dropbox.files().listFolderContinue(page.getCursor());
    }
  }

  private static String described(Metadata entry) {
    return switch (entry) {
      case FolderMetadata folder -> folder.getId();
      case FileMetadata file ->
          String.join(
              " ",
              file.getId(),
              Long.toString(file.getSize()),
              Long.toString(file.getServerModified().getTime()),
              file.getContentHash());
      default -> throw new IllegalArgumentException(entry.toString());
    };
  }

  private List<String> paths(boolean directories) {
    return items().stream()
        .filter(item -> item.path("directory").asBoolean() == directories)
        .map(item -> item.path("path").asText())
        .toList();
  }

  private List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    HubAnswer page = hub.call("GET", "/search", "path", "/", "pageSize", "5");
    json(page).forEach(items::add);
    while (page.nextPage().isPresent()) {
      page =
          hub.call(
              "GET", "/search", "path", "/", "pageSize", "5", "nextPage", page.nextPage().get());
      json(page).forEach(items::add);
    }
    return items;
  }
}
