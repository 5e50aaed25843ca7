package dev.valence.connectors.salesforce;

import static dev.valence.hubs.documents.HubCaller.failure;
import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressException;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller of files learns when Salesforce cuts, stalls, fails or refuses. */
class SalesforceFilesFaultsTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final String FILES = ConnectedSalesforce.BASE + "/connect/files/";
  private static final String FOLDERS = ConnectedSalesforce.BASE + "/connect/folders/";

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

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  // Downloads

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1000, 99_999})
  void aDownloadThatBreaksOffGoesOn(long after) {
    byte[] content = random(100_000);
    String id = hub.upload("/long.bin", content).path("id").asText();
    account.vendor().fault(Fault.truncate(FILES + id + "/content", after));

    assertThat(hub.content("/files", "path", "/long.bin")).isEqualTo(content);
  }

  @Test
  void aPartOfADownloadThatBreaksOffGoesOn() {
    byte[] content = random(100_000);
    String id = hub.upload("/long.bin", content).path("id").asText();
    account.vendor().fault(Fault.truncate(FILES + id + "/content", 500));

    byte[] part = HubCaller.content(hub.range("/long.bin", "bytes=10-50009"));

    assertThat(part).isEqualTo(Arrays.copyOfRange(content, 10, 50_010));
  }

  @Test
  void aDownloadGoesOnWithTheVersionThatItBeganWith() throws IOException {
    byte[] content = random(300_000);
    String id = hub.upload("/long.bin", content).path("id").asText();
    account.vendor().fault(Fault.truncate(FILES + id + "/content", 200_000));

    HubAnswer answer = hub.call("GET", "/files", "path", "/long.bin");
    hub.upload("/long.bin", random(400_000), "overwrite", "true");

    assertThat(HubCaller.content(answer)).isEqualTo(content);
  }

  @Test
  void aDownloadThatBreaksOffAgainAndAgainNeverLooksWhole() throws IOException {
    String id = hub.upload("/long.bin", random(100_000)).path("id").asText();
    account.vendor().fault(Fault.truncate(FILES + id + "/content", 1000));
    account.vendor().fault(Fault.cut(FILES + id + "/content").times(50));

    HubAnswer answer = hub.call("GET", "/files", "path", "/long.bin");

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes).isInstanceOf(EgressException.class);
    }
  }

  @Test
  void bytesThatAreOthersAreNoDownload() throws IOException {
    String id = hub.upload("/a.txt", HELLO).path("id").asText();
    account.vendor().fault(Fault.status(FILES + id + "/content", 1, 200, "jello"));

    HubAnswer answer = hub.call("GET", "/files", "path", "/a.txt");

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void theContentOfARevisionIsVerifiedToo() throws IOException {
    JsonNode file = hub.upload("/a.txt", HELLO);
    String revision = hub.json("/files/revisions", "path", "/a.txt").path(0).path("id").asText();
    account
        .vendor()
        .fault(Fault.status(FILES + file.path("id").asText() + "/content", 1, 200, "jello"));

    HubAnswer answer =
        hub.call("GET", "/files/revisions/" + revision + "/content", "path", "/a.txt");

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes).isInstanceOf(ApiException.class);
    }
  }

  // Uploads

  @ParameterizedTest
  @ValueSource(ints = {5, 50_000})
  void anUploadWhoseAnswerIsLostIsFoundToBeThere(int size) {
    byte[] content = random(size);
    account.vendor().fault(Fault.cut(FILES + "users/me").afterProcessing());

    JsonNode file = hub.upload("/a.bin", content);

    assertThat(file.path("size").asInt()).isEqualTo(size);
    assertThat(hub.walk("/", 10)).containsExactly("a.bin");
    assertThat(hub.content("/files", "path", "/a.bin")).isEqualTo(content);
  }

  @Test
  void aVersionWhoseAnswerIsLostIsFoundToBeThere() {
    String id = hub.upload("/folder/a.bin", HELLO).path("id").asText();
    byte[] content = random(20_000);
    // The first request for the file is to describe it, the second one sends the version.
    account.vendor().fault(Fault.status(FILES + id, 1, 200, describe(id)));
    account.vendor().fault(Fault.cut(FILES + id).afterProcessing());

    hub.upload("/folder/a.bin", content, "overwrite", "true");

    assertThat(hub.content("/files", "path", "/folder/a.bin")).isEqualTo(content);
    assertThat(hub.json("/files/revisions", "path", "/folder/a.bin")).hasSize(2);
  }

  private String describe(String id) {
    return hub.json("/files/" + id + "/metadata", "raw", "true").path("raw").toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50_000})
  void anUploadThatIsCutBeforeSalesforceHasItIsNone(int size) {
    account.vendor().fault(Fault.cut(FILES + "users/me"));

    ApiException failure = failure(() -> hub.upload("/a.bin", random(size)));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void anUploadThatSalesforceFailsOnIsNone(int status) {
    account.vendor().fault(Fault.status(FILES + "users/me", 1, status, "Down"));

    ApiException failure = failure(() -> hub.upload("/a.bin", HELLO));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.providerMessage()).hasValue("Down");
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void anUploadThatIsPutOffIsSentAgain() {
    account
        .vendor()
        .fault(Fault.status(FILES + "users/me", 1, 503, "Busy").withHeader("Retry-After", "1"));

    hub.upload("/a.bin", HELLO);

    assertThat(hub.content("/files", "path", "/a.bin")).isEqualTo(HELLO);
  }

  @Test
  void aFileThatArrivedAsAnotherOneIsTakenAway() {
    String other = hub.upload("/other.bin", HELLO).path("id").asText();
    account.vendor().fault(Fault.status(FILES + "users/me", 1, 201, describe(other)));

    ApiException failure =
        failure(() -> hub.upload("/a.bin", "jello".getBytes(StandardCharsets.UTF_8)));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("checksum");
    assertThat(hub.failure("GET", "/files/" + other).status()).isEqualTo(404);
  }

  @Test
  void anUploadThatStallsIsNoFile() {
    account.vendor().fault(Fault.delay(FILES + "users/me", Duration.ofSeconds(7)));

    ApiException failure = failure(() -> hub.upload("/a.bin", HELLO));

    assertThat(failure.status()).isIn(502, 504);
  }

  @Test
  void aLargeUploadWhoseTokenHasEndedIsNotRepeatedWithHalfItsBytes() {
    byte[] half = random(ConnectedSalesforce.LARGEST_IN_MEMORY * 3);
    InputStream expiring =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(half),
                    new InputStream() {
                      @Override
                      public int read() {
                        account.vendor().expireAccessTokens();
                        return -1;
                      }
                    },
                    new ByteArrayInputStream(half))));

    ApiException failure = failure(() -> hub.upload("/expired.bin", expiring));

    assertThat(failure.status()).isEqualTo(401);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aLargeUploadRenewsTheTokenBeforeItReadsWhatItCannotReadAgain() {
    byte[] content = random(ConnectedSalesforce.LARGEST_IN_MEMORY * 5);
    account.vendor().expireAccessTokens();

    hub.upload("/large.bin", content);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
  }

  // Folders, copies, deletions

  @Test
  void aFolderWhoseAnswerIsLostIsFoundToBeThere() {
    account.vendor().fault(Fault.status(FOLDERS + "root", 1, 200, root()));
    account.vendor().fault(Fault.cut(FOLDERS + "root/items").afterProcessing());

    JsonNode folder = hub.send("POST", "/folders", to("/a/b"));

    assertThat(folder.path("path").asText()).isEqualTo("/a/b");
    assertThat(hub.walk("/a", 10)).containsExactly("b");
  }

  private String root() {
    return hub.json("/folders/metadata", "path", "/", "raw", "true").path("raw").toString();
  }

  @Test
  void aCopyThatFailsHalfwayLeavesNothing() {
    hub.upload("/from/a.txt", HELLO);
    String broken = hub.upload("/from/b.txt", HELLO).path("id").asText();
    account.vendor().fault(Fault.status(FILES + broken + "/content", 1, 200, "jello"));

    ApiException failure =
        failure(() -> hub.send("POST", "/folders/copy", to("/copy"), "path", "/from"));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(hub.walk("/", 10)).containsExactly("from");
    assertThat(account.vendor().allRecords(account.user(), "ContentDocument")).hasSize(2);
  }

  @Test
  void aFileThatACopyWouldReplaceStaysUnlessTheCopyIsWhole() {
    String source = hub.upload("/a.txt", HELLO).path("id").asText();
    hub.upload("/b.txt", random(10));
    account.vendor().fault(Fault.status(FILES + source + "/content", 1, 200, "jello"));

    failure(
        () -> hub.send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt", "overwrite", "true"));

    assertThat(hub.content("/files", "path", "/b.txt")).isEqualTo(random(10));
    assertThat(hub.json("/files/revisions", "path", "/b.txt")).hasSize(1);
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsOne() {
    String id = hub.upload("/a.txt", HELLO).path("id").asText();
    account.vendor().fault(Fault.status(FILES + id, 1, 200, describe(id)));
    account.vendor().fault(Fault.cut(FILES + id).afterProcessing());

    hub.call("DELETE", "/files/" + id);

    assertThat(hub.failure("GET", "/files/" + id).status()).isEqualTo(404);
  }

  @Test
  void aCommentWhoseDeletionHasNoAnswerIsGone() {
    String comments = "/files/" + hub.upload("/a.txt", HELLO).path("id").asText() + "/comments";
    String id = hub.send("POST", comments, "{\"comment\":\"x\"}").path("id").asText();
    String vendor = ConnectedSalesforce.BASE + "/chatter/comments/" + id;
    String comment = hub.json(comments + "/" + id, "raw", "true").path("raw").toString();
    account.vendor().fault(Fault.status(vendor, 1, 200, comment));
    account.vendor().fault(Fault.cut(vendor).afterProcessing());

    hub.call("DELETE", comments + "/" + id);

    assertThat(hub.json(comments)).isEmpty();
  }

  @Test
  void aFolderWhoseFilesCannotAllBeDeletedStays() {
    String id = hub.upload("/folder/a.txt", HELLO).path("id").asText();
    account
        .vendor()
        .fault(
            Fault.status(
                FILES + "batch/",
                1,
                200,
                """
                {"hasErrors":true,"results":[{"statusCode":403,"result":\
                [{"errorCode":"INSUFFICIENT_ACCESS","message":"no rights"}]}]}\
                """));

    ApiException failure = hub.failure("DELETE", "/folders", "path", "/folder");

    assertThat(failure.status()).isEqualTo(403);
    assertThat(failure.providerMessage()).hasValue("INSUFFICIENT_ACCESS: no rights");
    assertThat(hub.content("/files/" + id)).isEqualTo(HELLO);
    assertThat(hub.walk("/folder", 10)).containsExactly("a.txt");
  }

  // Everything else

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void aReadThatFailsOnceIsAskedForAgain(int status) {
    hub.upload("/folder/a.txt", HELLO);
    for (String part : List.of("/query", "/connect/folders/root", "/connect/files/")) {
      account.vendor().fault(Fault.status(ConnectedSalesforce.BASE + part, 1, status, "Down"));

      assertThat(hub.content("/files", "path", "/folder/a.txt")).isEqualTo(HELLO);
    }
  }

  @Test
  void aFailureThatStaysHasSalesforcesWords() {
    account.vendor().fault(Fault.status(ConnectedSalesforce.BASE, 9, 503, "Down"));

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.providerMessage()).hasValue("Down");
  }

  @Test
  void aListWhoseAnswerBreaksOffIsAFailure() {
    hub.upload("/folder/a.txt", HELLO);
    String id = hub.json("/folders/metadata", "path", "/folder").path("id").asText();
    account.vendor().fault(Fault.truncate(FOLDERS + id + "/items", 50));

    assertThat(hub.failure("GET", "/folders/contents", "path", "/folder").status()).isEqualTo(502);
  }

  @Test
  void anAnswerWithoutTheListIsNoEmptyFolder() {
    hub.upload("/folder/a.txt", HELLO);
    String id = hub.json("/folders/metadata", "path", "/folder").path("id").asText();
    account.vendor().fault(Fault.status(FOLDERS + id + "/items", 1, 200, "{}"));

    ApiException failure = hub.failure("GET", "/folders/" + id + "/contents");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("items");
  }

  @Test
  void tooManyCallsAreToldAsSuch() {
    account
        .vendor()
        .fault(
            Fault.status(
                ConnectedSalesforce.BASE,
                1,
                403,
                "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests\"}]"));

    assertThat(hub.failure("GET", "/folders/contents", "path", "/").status()).isEqualTo(429);
  }

  @Test
  void aPictureThatIsNotMadeYetIsNotThere() {
    String id = hub.upload("/a.png", HELLO).path("id").asText();
    account.vendor().fault(Fault.status(FILES + id + "/rendition", 1, 202, ""));

    assertThat(hub.failure("GET", "/files/" + id + "/thumbnails").status()).isEqualTo(404);
  }

  @Test
  void foldersThatLeadInACircleAreAFailure() {
    String id = hub.upload("/folder/a.txt", HELLO).path("id").asText();
    String folder = hub.json("/folders/metadata", "path", "/folder").path("id").asText();
    account
        .vendor()
        .fault(
            Fault.status(
                FOLDERS + folder,
                200,
                200,
                "{\"id\":\"%1$s\",\"name\":\"x\",\"parentFolder\":{\"id\":\"%1$s\"}}"
                    .formatted(folder)));

    assertThat(hub.failure("GET", "/files/" + id + "/metadata").status()).isEqualTo(502);
  }
}
