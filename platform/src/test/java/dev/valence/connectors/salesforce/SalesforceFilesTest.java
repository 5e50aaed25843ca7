package dev.valence.connectors.salesforce;

import static dev.valence.hubs.documents.HubCaller.failure;
import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Salesforce's own about its files. */
class SalesforceFilesTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final String MINE = ConnectedSalesforce.BASE + "/connect/files/users/me";

  private static ConnectedSalesforce account;

  private HubCaller hub;

  @BeforeAll
  static void connect() {
    account = new ConnectedSalesforce("sfdcdocuments");
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @BeforeEach
  void openAccount() {
    hub = account.emptied();
  }

  @Test
  void aFileIsToldAsTheHubTellsFiles() {
    account.store("/Grüße #1.pdf", new byte[7]);

    JsonNode file = hub.json("/folders/contents", "path", "/", "isoDates", "true").path(0);

    assertThat(file.path("id").asText()).matches("069\\w{15}");
    assertThat(file.path("name").asText()).isEqualTo("Grüße #1.pdf");
    assertThat(file.path("path").asText()).isEqualTo("/Grüße #1.pdf");
    assertThat(file.path("size").asLong()).isEqualTo(7);
    assertThat(file.path("parentFolderId").asText()).isEqualTo("root");
    assertThat(file.path("properties").path("mimeType").asText()).isEqualTo("application/pdf");
    assertThat(file.path("properties").path("checksum").asText()).hasSize(32);
    assertThat(file.path("feedId")).isEqualTo(file.path("id"));
    assertThat(file.path("properties").path("feedId")).isEqualTo(file.path("id"));
    assertThat(Instant.parse(file.path("createdDate").asText())).isBefore(Instant.MAX);
    assertThat(Instant.parse(file.path("modifiedDate").asText())).isBefore(Instant.MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "roof, pdf, roof.pdf",
    "roof.PDF, pdf, roof.PDF",
    "roof.old, pdf, roof.old.pdf",
    "roof, , roof"
  })
  void aNameHasItsExtensionWhereverSalesforceHasIt(String name, String extension, String told) {
    account
        .vendor()
        .fault(
            Fault.status(
                MINE,
                1,
                200,
                """
                {"files":[{"id":"069000000000001AAA","name":"%s","fileExtension":%s,\
                "contentSize":3,"mimeType":null,"createdDate":"2026-05-01T12:00:00.000+0000",\
                "contentModifiedDate":null}],"nextPageUrl":null}\
                """
                    .formatted(name, extension == null ? "null" : '"' + extension + '"')));

    JsonNode file = hub.json("/folders/contents", "path", "/").path(0);

    assertThat(file.path("name").asText()).isEqualTo(told);
    assertThat(file.path("createdDate").asLong()).isEqualTo(1777636800000L);
    assertThat(file.has("modifiedDate")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2", "9"})
  void aPortionWithFewerFilesThanPlacesIsNotTheLast(int pageSize) {
    answer("/services/data/v66.0/connect/files/users/me?page=1", "one.txt", "two.txt");
    answer("", "three.txt"); // a full page is looked beyond
    answer("", "three.txt");

    assertThat(hub.walk("/", pageSize)).containsExactly("one.txt", "two.txt", "three.txt");
  }

  @Test
  void aTimeThatIsNoneIsLeftOut() {
    answer("", "one.txt");

    assertThat(hub.json("/folders/contents", "path", "/").path(0).has("createdDate")).isFalse();
  }

  private static void answer(String nextPageUrl, String... names) {
    String files =
        Stream.of(names)
            .map("{\"id\":\"069%1$s\",\"name\":\"%1$s\",\"createdDate\":\"today\"}"::formatted)
            .collect(Collectors.joining(","));
    account
        .vendor()
        .fault(
            Fault.status(
                MINE,
                1,
                200,
                "{\"files\":[%s],\"nextPageUrl\":\"%s\"}".formatted(files, nextPageUrl)));
  }

  @Test
  void theRootIsFoundByBothOfItsIds() {
    hub.upload("/folder/one.txt", HELLO);
    JsonNode folder = hub.json("/folders/metadata", "path", "/folder", "raw", "true");
    String rootId = folder.path("raw").path("parentFolder").path("id").asText();

    assertThat(rootId).matches("07H\\w{15}");
    assertThat(folder.path("parentFolderId").asText()).isEqualTo("root");
    assertThat(hub.json("/folders/" + rootId + "/metadata"))
        .isEqualTo(hub.json("/folders/root/metadata"))
        .isEqualTo(hub.json("/folders/metadata", "path", "/"));
    assertThat(hub.json("/folders/" + rootId + "/contents"))
        .isEqualTo(hub.json("/folders/contents", "path", "/"))
        .hasSize(1);
  }

  /** Salesforce has files of a user in no folder, and may have some in its root folder. */
  @Test
  void allFilesOfTheRootAreItsItemsOnce() {
    JsonNode unfiled = hub.upload("/unfiled.txt", HELLO);
    JsonNode filed = hub.upload("/folder/filed.txt", HELLO);
    hub.send("PATCH", "/files/metadata", to("/filed.txt"), "path", "/folder/filed.txt");
    assertThat(raw("/unfiled.txt").path("parentFolder").path("id").asText()).isEmpty();
    assertThat(raw("/filed.txt").path("parentFolder").path("id").asText()).startsWith("07H");

    for (int pageSize : List.of(1, 2, 3, 10)) {
      assertThat(hub.walk("/", pageSize)).containsExactly("folder", "filed.txt", "unfiled.txt");
    }
    assertThat(hub.json("/files/metadata", "path", "/unfiled.txt").path("id"))
        .isEqualTo(unfiled.path("id"));
    assertThat(hub.json("/files/metadata", "path", "/filed.txt").path("id"))
        .isEqualTo(filed.path("id"));
    assertThat(failure(() -> hub.upload("/filed.txt", HELLO)).status()).isEqualTo(409);
  }

  @Test
  void aFileWhoseTitleLacksTheExtensionIsFoundByItsName() {
    JsonNode file = hub.upload("/folder/roof.pdf", HELLO);
    // As Salesforce's own pages do; the hub would keep the extension in the title.
    account.patch("/connect/files/" + file.path("id").asText(), "{\"title\":\"roof\"}");

    assertThat(hub.json("/files/metadata", "path", "/folder/roof.pdf").path("id"))
        .isEqualTo(file.path("id"));
    assertThat(hub.failure("GET", "/files/metadata", "path", "/folder/roof").status())
        .isEqualTo(404);
    assertThat(hub.walk(10, "/search", "path", "/", "text", "of.pd")).containsExactly("roof.pdf");
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, b.txt, 1",
    "a.txt, b.TXT, 1",
    "a.txt, b.md, 2",
    "a.txt, README, 2",
    "README, a.txt, 1"
  })
  void aFileCanBeGivenAnyName(String before, String after, int revisions) {
    JsonNode file = hub.upload("/folder/" + before, HELLO);

    JsonNode renamed =
        hub.send("PATCH", "/files/metadata", to("/folder/" + after), "path", "/folder/" + before);

    assertThat(renamed.path("path").asText()).isEqualTo("/folder/" + after);
    assertThat(renamed.path("id")).isEqualTo(file.path("id"));
    assertThat(hub.content("/files", "path", "/folder/" + after)).isEqualTo(HELLO);
    assertThat(hub.json("/files/revisions", "path", "/folder/" + after)).hasSize(revisions);
    assertThat(hub.failure("GET", "/files", "path", "/folder/" + before).status()).isEqualTo(404);
  }

  @Test
  void aDescriptionIsSalesforces() {
    hub.upload("/a.txt", HELLO, "description", "first");
    hub.upload("/folder/b.txt", HELLO, "description", "filed");

    assertThat(raw("/a.txt").path("description").asText()).isEqualTo("first");
    assertThat(raw("/folder/b.txt").path("description").asText()).isEqualTo("filed");
    hub.send("PATCH", "/files/metadata", "{\"description\":\"second\"}", "path", "/a.txt");
    assertThat(hub.json("/folders/contents", "path", "/").path(1).path("description").asText())
        .isEqualTo("second");
    hub.send("PATCH", "/files/metadata", "{\"description\":\"\"}", "path", "/a.txt");
    assertThat(hub.json("/files/metadata", "path", "/a.txt").has("description")).isFalse();
  }

  @Test
  void theFilesOfADeletedFolderGoToTheRecycleBin() {
    for (int i = 0; i < 3; i++) {
      hub.upload("/folder/deep/" + i + ".txt", HELLO);
    }
    hub.upload("/folder/a.txt", HELLO);
    hub.upload("/kept.txt", HELLO);

    hub.call("DELETE", "/folders", "path", "/folder");

    assertThat(hub.walk("/", 10)).containsExactly("kept.txt");
    assertThat(account.vendor().allRecords(account.user(), "ContentDocument"))
        .extracting(document -> document.path("Title").asText())
        .containsExactly("kept.txt");
  }

  @Test
  void aFolderIsCopiedWithItsTreeByStreaming() {
    byte[] large = new byte[ConnectedSalesforce.LARGEST_IN_MEMORY * 3];
    hub.upload("/from/a.txt", HELLO, "description", "of a");
    hub.upload("/from/deep/large.bin", large);

    hub.send("POST", "/folders/copy", to("/to/copy"), "path", "/from");

    assertThat(account.vendor().tree(account.user()))
        .extracting(FaceFiles.Entry::path)
        .contains("/to/copy/a.txt", "/to/copy/deep/large.bin", "/from/deep/large.bin");
    assertThat(hub.content("/files", "path", "/to/copy/deep/large.bin")).isEqualTo(large);
    assertThat(hub.json("/files/metadata", "path", "/to/copy/a.txt").path("description").asText())
        .isEqualTo("of a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100% a_b's \"c\" \\ d & e=f+g #1 Grüße 日本 🚀",
        "%41",
        "_",
        "'",
        "\\' OR Title != '"
      })
  void anyNameIsAFoldersAndAFiles(String name) {
    hub.upload("/" + name + "/" + name, HELLO);
    hub.upload("/" + name + "/other", HELLO);

    assertThat(hub.content("/files", "path", "/" + name + "/" + name)).isEqualTo(HELLO);
    assertThat(hub.walk("/", 10)).containsExactly(name);
    assertThat(hub.walk(10, "/search", "path", "/" + name, "text", name)).containsExactly(name);
    assertThat(failure(() -> hub.upload("/" + name + "/" + name, HELLO)).status()).isEqualTo(409);
  }

  @Test
  void aFolderThatIsNotThereCannotBeSearched() {
    ApiException failure = hub.failure("GET", "/search", "path", "/missing", "text", "x");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("/missing");
  }

  @Test
  void aSearchReadsOnInManyFiles() {
    IntStream.range(0, 230).forEach(i -> account.store("/many/roof " + i + ".txt", HELLO));
    IntStream.range(0, 5).forEach(i -> account.store("/few/roof " + i + ".txt", HELLO));

    assertThat(hub.walk(100, "/search", "path", "/many", "text", "roof")).hasSize(230);
    assertThat(hub.walk(2, "/search", "path", "/few", "text", "roof")).hasSize(5);
    assertThat(hub.walk(1000, "/search", "path", "/", "text", "roof")).hasSize(235);
  }

  @Test
  void changesComeInPagesAndDeletionsOfTheTimeBeforeAreNotTold() {
    hub.upload("/gone before.txt", HELLO);
    hub.call("DELETE", "/files", "path", "/gone before.txt");
    IntStream.range(0, 5).forEach(i -> hub.upload("/a/" + i + ".txt", HELLO));
    JsonNode gone = hub.json("/files/metadata", "path", "/a/0.txt");

    var page = hub.call("GET", "/changes", "pageSize", "3");
    account.sandbox().advanceClock(Duration.ofSeconds(1));
    hub.call("DELETE", "/files", "path", "/a/0.txt");
    List<JsonNode> told = new ArrayList<>();
    HubCaller.json(page).forEach(told::add);
    while (page.nextPage().isPresent()) {
      page = hub.call("GET", "/changes", "pageSize", "3", "nextPage", page.nextPage().get());
      HubCaller.json(page).forEach(told::add);
    }

    assertThat(told)
        .filteredOn(item -> !item.path("deleted").asBoolean())
        .extracting(item -> item.path("path").asText())
        .contains("/a", "/a/1.txt", "/a/4.txt");
    assertThat(told)
        .filteredOn(item -> item.path("deleted").asBoolean())
        .extracting(item -> item.path("id"))
        .containsExactly(gone.path("id"));
    String cursor = page.changesCursor().orElseThrow();
    account.sandbox().advanceClock(Duration.ofSeconds(1));
    hub.send("PATCH", "/files/metadata", to("/b/1.txt"), "path", "/a/1.txt");
    assertThat(hub.json("/changes", "cursor", cursor))
        .extracting(item -> item.path("path").asText())
        .containsExactly("/b", "/b/1.txt");
  }

  @Test
  void commentsAreFoundByTheFilesIdAndThePosts() {
    JsonNode file = hub.upload("/a.txt", HELLO);
    String byFile = "/files/" + file.path("properties").path("feedId").asText() + "/comments";
    assertThat(hub.json(byFile)).isEmpty();

    JsonNode comment = hub.send("POST", byFile, "{\"comment\":\"first\"}");

    String post =
        hub.json(byFile, "raw", "true").path(0).path("raw").path("feedElement").path("id").asText();
    String byPost = "/files/" + post + "/comments";
    hub.send("POST", byPost, "{\"comment\":\"second\"}");
    assertThat(hub.json(byFile).findValuesAsText("comment")).containsExactly("second", "first");
    assertThat(hub.json("/files/comments", "path", "/a.txt")).isEqualTo(hub.json(byPost));
    assertThat(comment.path("author").asText()).isEqualTo("Alex Example");
    JsonNode other = hub.upload("/b.txt", HELLO);
    assertThat(
            hub.failure(
                    "GET",
                    "/files/"
                        + other.path("id").asText()
                        + "/comments/"
                        + comment.path("id").asText())
                .status())
        .isEqualTo(404);
    assertThat(hub.failure("GET", "/files/0D5000000000001AAA/comments").status()).isEqualTo(404);
    ApiException page = hub.failure("GET", byFile, "nextPage", "2.0.made-up");
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.message()).contains("nextPage");
  }

  @Test
  void manyCommentsAreWalkedFromTheNewestOn() {
    String comments = "/files/" + hub.upload("/a.txt", HELLO).path("id").asText() + "/comments";
    for (int i = 0; i < 7; i++) {
      hub.send("POST", comments, "{\"comment\":\"c" + i + "\"}");
    }

    List<String> texts = new ArrayList<>();
    var page = hub.call("GET", comments, "pageSize", "3");
    HubCaller.json(page).forEach(comment -> texts.add(comment.path("comment").asText()));
    while (page.nextPage().isPresent()) {
      page = hub.call("GET", comments, "pageSize", "3", "nextPage", page.nextPage().get());
      HubCaller.json(page).forEach(comment -> texts.add(comment.path("comment").asText()));
    }
    assertThat(texts).containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
  }

  @Test
  void filesAreSharedWithUsersOfTheOrganizationOnly() {
    hub.upload("/folder/a.txt", HELLO);
    User bea = account.vendor().createUser("bea@example.com", "Bea");
    String[] file = {"path", "/folder/a.txt"};

    hub.send(
        "POST", "/files/permissions", "{\"email\":\"bea@example.com\",\"role\":\"reader\"}", file);
    hub.send(
        "POST", "/files/permissions", "{\"email\":\"bea@example.com\",\"role\":\"writer\"}", file);

    JsonNode permissions = hub.json("/files/permissions", file);
    assertThat(permissions.findValuesAsText("role")).containsExactly("owner", "writer");
    assertThat(permissions.path(1).path("id").asText()).isEqualTo(bea.id());
    assertThat(permissions.path(1).path("email").asText()).isEqualTo("bea@example.com");
    ApiException stranger =
        failure(
            () -> hub.send("POST", "/files/permissions", "{\"email\":\"x@example.com\"}", file));
    assertThat(stranger.status()).isEqualTo(400);
    assertThat(stranger.message()).contains("x@example.com");
    assertThat(hub.failure("DELETE", "/files/permissions/" + account.user().id(), file).status())
        .isEqualTo(400);
    assertThat(hub.failure("DELETE", "/files/permissions/nobody", file).status()).isEqualTo(404);
    assertThat(hub.failure("GET", "/folders/permissions", "path", "/folder").status())
        .isEqualTo(400);
    assertThat(hub.failure("GET", "/folders/links", "path", "/folder").status()).isEqualTo(400);
  }

  @Test
  void aFileThatSomebodySharesIsFoundByItsIdThoughItsFolderIsNot() {
    User bea = account.vendor().createUser("bea@example.com", "Bea");
    account.vendor().putFile(bea, "/hers/deep/a.txt", HELLO);
    ObjectNode document = account.vendor().allRecords(bea, "ContentDocument").getFirst();
    String id = document.path("Id").asText();
    assertThat(hub.failure("GET", "/files/" + id).status()).isEqualTo(404);
    account
        .vendor()
        .createRecord(
            bea,
            "ContentDocumentLink",
            Map.of("ContentDocumentId", id, "LinkedEntityId", account.user().id()));

    assertThat(hub.content("/files/" + id)).isEqualTo(HELLO);
    assertThat(hub.walk("/", 10)).isEmpty();
    assertThat(hub.walk(10, "/search", "path", "/", "text", "a")).isEmpty();
    assertThat(hub.json("/changes")).isEmpty();
    assertThat(hub.failure("DELETE", "/files/" + id).status()).isEqualTo(403);
  }

  @Test
  void aLinkThatIsToEndInThePastIsRefused() {
    hub.upload("/a.txt", HELLO);

    ApiException failure =
        hub.failure("GET", "/files/links", "path", "/a.txt", "expires", "2001-01-01");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage().orElseThrow()).contains("Invalid expiration date");
  }

  @Test
  void aFullOrganizationTakesNoMore() {
    account.vendor().options(new FaceOptions(7200, false, false, Map.of("fileStorageMB", "1")));
    hub.upload("/first.bin", new byte[900_000]);

    ApiException failure = failure(() -> hub.upload("/second.bin", new byte[200_000]));
    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("space");
    hub.upload("/small.bin", new byte[9_000]);
    assertThat(hub.walk("/", 10)).containsExactly("small.bin", "first.bin");
  }

  @Test
  void uploadsThatMakeTheSameFoldersAtOnceShareThem() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<JsonNode>> uploads =
          IntStream.range(0, 8)
              .<Callable<JsonNode>>mapToObj(i -> () -> hub.upload("/new/deep/" + i, HELLO))
              .toList();
      for (Future<JsonNode> upload : threads.invokeAll(uploads)) {
        assertThat(upload.get().path("path").asText()).startsWith("/new/deep/");
      }
    }

    assertThat(hub.walk("/", 10)).containsExactly("new");
    assertThat(hub.walk("/new", 10)).containsExactly("deep");
    assertThat(hub.walk("/new/deep", 10)).hasSize(8);
  }

  @Test
  void aPathCostsAFewRequests() {
    hub.upload("/one/two/a.txt", HELLO);
    account.sandbox().clearCalls();

    hub.json("/files/metadata", "path", "/one/two/a.txt");

    assertThat(account.requests())
        .extracting(request -> request.replaceFirst("\\?.*", "").replaceFirst("069.*", "{id}"))
        .containsExactly(
            "/connect/folders/root", "/query", "/query", "/query", "/connect/files/{id}");
  }

  private JsonNode raw(String path) {
    return hub.json("/files/metadata", "path", path, "raw", "true").path("raw");
  }
}
