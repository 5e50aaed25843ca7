package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connector of the documents hub does, seen by an app (contract, core 5.0, 5.1, 7.6 and
 * 7.7). A connector's test extends it and gives an empty account.
 */
public abstract class DocumentsHubContract {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private HubCaller hub;

  /** A caller of an account without files. */
  protected abstract HubCaller emptyAccount();

  /** The size in bytes from which the connector sends a file in another way than small ones. */
  protected abstract int largeFileSize();

  @BeforeEach
  final void openAccount() {
    hub = emptyAccount();
  }

  // The account

  @Test
  void pingTellsThatTheAccountCanBeReached() {
    JsonNode pong = hub.json("/ping");

    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(pong.path("endpoint").asText()).isNotEmpty();
    assertThat(Instant.parse(pong.path("dateTime").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void meIsTheAccountInTheProvidersWords() {
    assertThat(hub.json("/me").isObject()).isTrue();
    assertThat(hub.json("/me")).isNotEmpty();
  }

  @Test
  void storageGrowsByTheSizeOfAnUpload() {
    long before = hub.json("/storage").path("used").asLong();

    hub.upload("/grown.txt", HELLO);

    JsonNode storage = hub.json("/storage");
    assertThat(storage.path("used").asLong()).isEqualTo(before + HELLO.length);
    assertThat(storage.path("total").asLong()).isGreaterThan(storage.path("used").asLong());
  }

  // Uploads and downloads

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plain.txt",
        "/with blank.txt",
        "/number #1.txt",
        "/100%.txt",
        "/%41.txt",
        "/a+b.txt",
        "/Grüße.txt",
        "/日本語.txt",
        "/rocket 🚀.txt",
        "/it's \"quoted\".txt",
        "/UPPER and lower.TXT",
        "/no extension",
        "/.hidden",
        "/a&b=c;d,e.txt"
      })
  void aNameSurvivesByPathByIdAndByRefId(String path) {
    JsonNode uploaded = hub.upload(path, HELLO);

    assertThat(uploaded.path("path").asText()).isEqualTo(path);
    assertThat(uploaded.path("name").asText()).isEqualTo(path.substring(1));
    assertThat(hub.json("/files/metadata", "path", path)).isEqualTo(uploaded);
    assertThat(hub.content("/files", "path", path)).isEqualTo(HELLO);
    for (String field : List.of("id", "refId")) {
      String id = segment(uploaded.path(field).asText(uploaded.path("id").asText()));
      assertThat(hub.json("/files/" + id + "/metadata")).isEqualTo(uploaded);
      HubAnswer download = hub.call("GET", "/files/" + id);
      assertThat(((HubAnswer.Content) download.body()).fileName()).isEqualTo(path.substring(1));
      assertThat(HubCaller.content(download)).isEqualTo(HELLO);
    }
    JsonNode listed = hub.json("/folders/contents", "path", "/");
    assertThat(listed).containsExactly(uploaded);
  }

  @Test
  void anUploadTellsWhatItStored() {
    JsonNode file = hub.upload("/plans/roof.pdf", HELLO);

    assertThat(file.path("name").asText()).isEqualTo("roof.pdf");
    assertThat(file.path("directory").isBoolean()).isTrue();
    assertThat(file.path("directory").asBoolean()).isFalse();
    assertThat(file.path("size").asLong()).isEqualTo(HELLO.length);
    assertThat(file.path("tags").isArray()).isTrue();
    assertThat(file.path("properties").path("mimeType").asText()).isEqualTo("application/pdf");
    assertThat(file.path("modifiedDate").isIntegralNumber()).isTrue();
    JsonNode folder = hub.json("/folders/metadata", "path", "/plans");
    assertThat(file.path("parentFolderId").asText()).isEqualTo(folder.path("id").asText());
  }

  @Test
  void anEmptyFileIsAFile() {
    assertThat(hub.upload("/empty.txt", new byte[0]).path("size").asLong()).isZero();
    assertThat(hub.content("/files", "path", "/empty.txt")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 7})
  void aFileAroundTheBorderToALargeOneArrivesWhole(int difference) {
    byte[] content = bytes(largeFileSize() + difference);

    JsonNode file = hub.upload("/border.bin", content);

    assertThat(file.path("size").asLong()).isEqualTo(content.length);
    assertThat(hub.content("/files", "path", "/border.bin")).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void aMuchLargerFileArrivesWhole(int times) {
    byte[] content = bytes(largeFileSize() * times);

    hub.upload("/large.bin", content);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
  }

  @Test
  void missingParentsAreMade() {
    hub.upload("/a/b/c.txt", HELLO);

    assertThat(hub.json("/folders/metadata", "path", "/a/b").path("directory").asBoolean())
        .isTrue();
    assertThat(hub.walk("/a", 10)).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileIsNotReplacedUnasked(boolean large) {
    byte[] first = bytes(large ? largeFileSize() * 2 : 5);
    hub.upload("/taken.txt", first);

    for (byte[] second : List.of(first, bytes(first.length + 1))) {
      ApiException failure = HubCaller.failure(() -> hub.upload("/taken.txt", second));

      assertThat(failure.status()).isEqualTo(409);
      assertThat(failure.message())
          .isEqualTo(
              "Failed to upload file. File with the same name already exists. Change the name of"
                  + " the file you're uploading or set the overwrite query parameter to true.");
      assertThat(failure.providerMessage()).hasValueSatisfying(it -> assertThat(it).isNotBlank());
    }
    assertThat(hub.content("/files", "path", "/taken.txt")).isEqualTo(first);
    assertThat(hub.walk("/", 10)).containsExactly("taken.txt");
  }

  @Test
  void aLargeFileThatWouldReplaceAnotherIsNotReadToItsEnd() {
    hub.upload("/taken.bin", HELLO);
    ByteArrayInputStream content = new ByteArrayInputStream(bytes(largeFileSize() * 10));

    ApiException failure = HubCaller.failure(() -> hub.upload("/taken.bin", content));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(content.available()).isGreaterThan(largeFileSize());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileIsReplacedWhenAsked(boolean large) {
    hub.upload("/again.txt", HELLO);
    byte[] second = bytes(large ? largeFileSize() * 2 : 6);

    JsonNode file = hub.upload("/again.txt", second, "overwrite", "true");

    assertThat(file.path("size").asLong()).isEqualTo(second.length);
    assertThat(hub.content("/files", "path", "/again.txt")).isEqualTo(second);
  }

  @Test
  void overwriteOfNothingIsAnUpload() {
    hub.upload("/new.txt", HELLO, "overwrite", "true");

    assertThat(hub.content("/files", "path", "/new.txt")).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aFileNeverReplacesAFolder(String overwrite) {
    hub.upload("/folder/file.txt", HELLO);

    ApiException failure =
        HubCaller.failure(() -> hub.upload("/folder", HELLO, "overwrite", overwrite));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("folder");
    assertThat(hub.content("/files", "path", "/folder/file.txt")).isEqualTo(HELLO);
  }

  @Test
  void aFileIsNoParent() {
    hub.upload("/file.txt", HELLO);

    assertThat(HubCaller.failure(() -> hub.upload("/file.txt/below.txt", HELLO)).status())
        .isEqualTo(409);
  }

  @Test
  void theRootIsNoTargetOfAnUpload() {
    assertThat(HubCaller.failure(() -> hub.upload("/", HELLO)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5, 1.5, 4.5})
  void anUploadThatBreaksOffLeavesNothing(double share) {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes((int) (largeFileSize() * share))), new BrokenStream());

    ApiException failure = HubCaller.failure(() -> hub.upload("/broken.bin", broken));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("broke off");
    assertThat(hub.failure("GET", "/files/metadata", "path", "/broken.bin").status())
        .isEqualTo(404);
  }

  @Test
  void anUploadThatBreaksOffLeavesTheFileThatWasThere() {
    hub.upload("/kept.bin", HELLO);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(largeFileSize() * 3)), new BrokenStream());

    HubCaller.failure(() -> hub.upload("/kept.bin", broken, "overwrite", "true"));

    assertThat(hub.content("/files", "path", "/kept.bin")).isEqualTo(HELLO);
  }

  @Test
  void aDownloadTellsLengthTypeAndName() {
    hub.upload("/plans/roof.pdf", HELLO);

    HubAnswer answer = hub.call("GET", "/files", "path", "/plans/roof.pdf");

    HubAnswer.Content content = (HubAnswer.Content) answer.body();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(content.length()).isEqualTo(HELLO.length);
    assertThat(content.type()).isEqualTo("application/pdf");
    assertThat(content.fileName()).isEqualTo("roof.pdf");
    assertThat(HubCaller.content(answer)).isEqualTo(HELLO);
  }

  @Test
  void aRangeGivesItsBytesOnly() {
    hub.upload("/range.txt", HELLO);

    HubAnswer answer = hub.range("/range.txt", "bytes=1-3");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(((HubAnswer.Content) answer.body()).range()).isEqualTo("bytes 1-3/5");
    assertThat(HubCaller.content(answer)).isEqualTo("ell".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRangeBeyondTheEndIsRefused() {
    hub.upload("/range.txt", HELLO);

    assertThat(HubCaller.failure(() -> hub.range("/range.txt", "bytes=9-")).status())
        .isEqualTo(416);
  }

  // Deletion

  @Test
  void aDeletedFileIsGoneByPath() {
    hub.upload("/gone.txt", HELLO);

    assertThat(hub.call("DELETE", "/files", "path", "/gone.txt").body())
        .isEqualTo(new HubAnswer.Empty());

    assertThat(hub.failure("GET", "/files", "path", "/gone.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "refId"})
  void aDeletedFileIsGoneById(String field) {
    JsonNode file = hub.upload("/gone #1.txt", HELLO);
    String id = segment(file.path(field).asText(file.path("id").asText()));

    hub.call("DELETE", "/files/" + id);

    assertThat(hub.failure("GET", "/files/" + id).status()).isEqualTo(404);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aFolderIsNotDeletedAsAFile() {
    hub.upload("/folder/file.txt", HELLO);

    ApiException failure = hub.failure("DELETE", "/files", "path", "/folder");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a folder");
    assertThat(hub.content("/files", "path", "/folder/file.txt")).isEqualTo(HELLO);
    assertThat(hub.failure("DELETE", "/files", "path", "/").status()).isEqualTo(400);
  }

  // What is not there, and what is something else

  @Test
  void whatIsMissingIsNotFoundAndNamed() {
    for (String resource : List.of("/files", "/files/metadata", "/folders/contents")) {
      ApiException failure = hub.failure("GET", resource, "path", "/missing.txt");

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains("/missing.txt");
    }
    assertThat(hub.failure("DELETE", "/files", "path", "/missing.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no such id", "%2Fmissing.txt", "%ZZ"})
  void anUnknownIdIsNotFound(String id) {
    for (String resource : List.of("/files/%s", "/files/%s/metadata", "/folders/%s/contents")) {
      ApiException failure = hub.failure("GET", resource.formatted(segment(id)));

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains(id);
    }
  }

  @Test
  void aFolderHasNoContentToDownload() {
    hub.upload("/folder/file.txt", HELLO);

    for (String path : List.of("/folder", "/")) {
      ApiException failure = hub.failure("GET", "/files", "path", path);

      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.message()).contains("is a folder");
    }
  }

  @Test
  void aFileHasNoItemsToList() {
    hub.upload("/file.txt", HELLO);

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/file.txt");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file.txt", "/a//b", "/a/", "/../etc", "/a/./b", "/nul\0.txt"})
  void whatIsNoPathIsRefused(String path) {
    assertThat(hub.failure("GET", "/files", "path", path).status()).isEqualTo(400);
    assertThat(HubCaller.failure(() -> hub.upload(path, HELLO)).status()).isEqualTo(400);
  }

  // Metadata

  @Test
  void theRootHasMetadata() {
    JsonNode root = hub.json("/folders/metadata", "path", "/");

    assertThat(root.path("path").asText()).isEqualTo("/");
    assertThat(root.path("directory").asBoolean()).isTrue();
    assertThat(root.path("tags").isArray()).isTrue();
    assertThat(hub.json("/folders/" + segment(root.path("id").asText()) + "/metadata"))
        .isEqualTo(root);
    assertThat(hub.upload("/top.txt", HELLO).path("parentFolderId")).isEqualTo(root.path("id"));
  }

  @Test
  void datesAreIsoTextsWhenAsked() {
    hub.upload("/dated.txt", HELLO);

    long millis = hub.json("/files/metadata", "path", "/dated.txt").path("modifiedDate").asLong();
    JsonNode iso = hub.json("/files/metadata", "path", "/dated.txt", "isoDates", "true");

    assertThat(Instant.parse(iso.path("modifiedDate").asText()).toEpochMilli()).isEqualTo(millis);
  }

  @Test
  void rawIsThereOnlyWhenAsked() {
    hub.upload("/raw.txt", HELLO);

    assertThat(hub.json("/files/metadata", "path", "/raw.txt").has("raw")).isFalse();
    assertThat(hub.json("/files/metadata", "path", "/raw.txt", "raw", "true").path("raw"))
        .isNotEmpty();
    assertThat(hub.json("/folders/contents", "path", "/", "raw", "true").path(0).path("raw"))
        .isNotEmpty();
  }

  // Lists

  @Test
  void anEmptyFolderIsAnEmptyListWithoutANextPage() {
    HubAnswer answer = hub.call("GET", "/folders/contents", "path", "/");

    assertThat(HubCaller.json(answer)).isEmpty();
    assertThat(answer.returnedCount()).hasValue(0);
    assertThat(answer.nextPage()).isEmpty();
    assertThat(answer.warningText()).isEmpty();
  }

  @Test
  void aListHasFilesAndFoldersOfThisFolderOnly() {
    hub.upload("/a/file.txt", HELLO);
    hub.upload("/a/b/below.txt", HELLO);

    JsonNode items = hub.json("/folders/contents", "path", "/a");

    assertThat(items)
        .extracting(item -> item.path("name").asText())
        .containsExactlyInAnyOrder("b", "file.txt");
    assertThat(items)
        .allSatisfy(item ->
            assertThat(item.path("directory").asBoolean())
                .isEqualTo(item.path("name").asText().equals("b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "refId"})
  void aFolderIsListedById(String field) {
    hub.upload("/a #1/file.txt", HELLO);
    JsonNode folder = hub.json("/folders/metadata", "path", "/a #1");
    String id = segment(folder.path(field).asText(folder.path("id").asText()));

    assertThat(hub.json("/folders/" + id + "/contents"))
        .extracting(item -> item.path("name").asText())
        .containsExactly("file.txt");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100})
  void aWalkGivesEachItemOnce(int pageSize) {
    List<String> names = fill(7);

    assertThat(hub.walk("/many", pageSize)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyPageButTheLastIsFull() {
    fill(7);

    HubAnswer first = hub.call("GET", "/folders/contents", "path", "/many", "pageSize", "3");
    HubAnswer second = next(first, "3");
    HubAnswer third = next(second, "3");

    assertThat(first.returnedCount()).hasValue(3);
    assertThat(second.returnedCount()).hasValue(3);
    assertThat(third.returnedCount()).hasValue(1);
    assertThat(third.nextPage()).isEmpty();
  }

  @Test
  void aPageSizeMayChangeOnTheWayAndNothingIsLost() {
    List<String> names = fill(7);

    HubAnswer first = hub.call("GET", "/folders/contents", "path", "/many", "pageSize", "4");
    HubAnswer second = next(first, "1");
    HubAnswer third = next(second, "1");
    HubAnswer fourth = next(third, "4");

    assertThat(List.of(first, second, third, fourth))
        .flatMap(page -> HubCaller.json(page).findValuesAsText("name"))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(fourth.nextPage()).isEmpty();
  }

  @Test
  void theSameTokenGivesTheSamePageAgain() {
    fill(5);
    HubAnswer first = hub.call("GET", "/folders/contents", "path", "/many", "pageSize", "2");

    assertThat(HubCaller.json(next(first, "2"))).isEqualTo(HubCaller.json(next(first, "2")));
  }

  @Test
  void pagesAreFoundByNumberToo() {
    fill(5);
    String[] query = {"path", "/many", "pageSize", "2", "page", "2"};
    HubAnswer first = hub.call("GET", "/folders/contents", "path", "/many", "pageSize", "2");

    assertThat(hub.json("/folders/contents", query)).isEqualTo(HubCaller.json(next(first, "2")));
    query[5] = "3";
    assertThat(hub.json("/folders/contents", query)).hasSize(1);
    query[5] = "4";
    assertThat(hub.json("/folders/contents", query)).isEmpty();
  }

  @Test
  void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    hub.upload("/one.txt", HELLO);

    HubAnswer answer = hub.call("GET", "/folders/contents", "path", "/", "pageSize", "1000000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.returnedCount()).hasValue(1);
    assertThat(answer.warningText()).hasValueSatisfying(it -> assertThat(it).contains("pageSize"));
  }

  @Test
  void aTokenThatIsNoneIsRefused() {
    ApiException failure =
        hub.failure("GET", "/folders/contents", "path", "/", "nextPage", "made up");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
  }

  private HubAnswer next(HubAnswer page, String pageSize) {
    return hub.call(
        "GET",
        "/folders/contents",
        "path",
        "/many",
        "pageSize",
        pageSize,
        "nextPage",
        page.nextPage().orElseThrow());
  }

  private List<String> fill(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "file " + i + ".txt").toList();
    names.forEach(name -> hub.upload("/many/" + name, HELLO));
    return names;
  }

  private static byte[] bytes(int count) {
    byte[] content = new byte[count];
    new Random(count).nextBytes(content);
    return content;
  }

  /** A caller's connection that breaks. */
  private static final class BrokenStream extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("The caller has gone.");
    }
  }
}
