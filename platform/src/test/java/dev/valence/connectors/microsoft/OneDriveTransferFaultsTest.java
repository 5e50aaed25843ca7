package dev.valence.connectors.microsoft;

import static dev.valence.hubs.documents.HubCaller.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files when Microsoft fails, cuts or stalls while they are on their way. */
class OneDriveTransferFaultsTest extends ConnectedMicrosoftTest {

  private static final String SESSION = "/personal/alex_contoso_onmicrosoft_com/_api/v2.0/";
  private static final String CONTENT = "/personal/alex_contoso_onmicrosoft_com/_layouts/";

  private final byte[] large = bytes(2 * DriveUpload.PIECE + 12_345);

  // Uploads

  @Test
  void piecesAreOfTheSizeThatMicrosoftWantsAndCarryNoToken() {
    hub.upload("/large.bin", large);

    assertThat(pieces())
        .hasSize(3)
        .allSatisfy(piece -> assertThat(piece.headers()).doesNotContainKey("authorization"));
    assertThat(pieces())
        .extracting(Call::requestBytes)
        .containsExactly((long) DriveUpload.PIECE, (long) DriveUpload.PIECE, 12_345L);
    assertThat(pieces().getFirst().headers().get("content-range"))
        .isEqualTo("bytes 0-" + (DriveUpload.PIECE - 1) + "/" + large.length);
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void aPieceThatFailsIsSentAgain(int status) {
    account.vendor().fault(Fault.status(SESSION, 2, status, "{}"));

    hub.upload("/large.bin", large);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @Test
  void anUploadWaitsAsLongAsMicrosoftAsksForIt() {
    account
        .vendor()
        .fault(
            Fault.status(SESSION, 1, 429, "{\"error\":{\"code\":\"activityLimitReached\"}}")
                .withHeader("Retry-After", "1"));
    long start = System.nanoTime();

    hub.upload("/large.bin", large);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @Test
  void anUploadThatIsPutOffForLongIsGivenUpAndLeavesNothing() {
    account
        .vendor()
        .fault(
            Fault.status(SESSION, 1, 429, "{\"error\":{\"code\":\"activityLimitReached\"}}")
                .withHeader("Retry-After", "300"));

    ApiException failure = failure(() -> hub.upload("/large.bin", large));

    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.retryAfter()).hasValue("300");
    assertThat(sessionCalls("DELETE")).hasSize(1);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUploadGoesOnAfterACut(boolean processed) {
    Fault cut = Fault.cut(SESSION);
    account.vendor().fault(processed ? cut.afterProcessing() : cut);

    hub.upload("/large.bin", large);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
    assertThat(sessionCalls("GET")).hasSize(processed ? 1 : 0);
  }

  @Test
  void theAnswerToTheLastPieceMayBeLost() {
    byte[] onePiece = bytes(DriveUpload.PIECE);
    account.vendor().fault(Fault.cut(SESSION).afterProcessing());

    hub.upload("/large.bin", onePiece);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(onePiece);
    assertThat(hub.walk("/", 10)).containsExactly("large.bin");
  }

  @Test
  void aSessionThatStallsIsAskedWhereItStands() {
    account.vendor().fault(Fault.delay(SESSION, Duration.ofSeconds(7)));

    hub.upload("/large.bin", large);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @Test
  void aSessionThatIsLostIsToldAndLeavesNothing() {
    account.vendor().fault(Fault.status(SESSION, 100, 500, "{}"));

    ApiException failure = failure(() -> hub.upload("/large.bin", large));

    assertThat(failure.status()).isEqualTo(502);
    account.vendor().clearFaults();
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aSessionThatHasEndedIsNoMissingFile() {
    account.vendor().fault(Fault.status(SESSION, 2, 404, "{}"));

    ApiException failure = failure(() -> hub.upload("/large.bin", large));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("lost");
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aSessionThatDoesNotGetOnIsGivenUp() {
    account.vendor().fault(Fault.status(SESSION, 100, 202, "{\"nextExpectedRanges\":[\"0-\"]}"));

    ApiException failure = failure(() -> hub.upload("/large.bin", large));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(pieces()).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000_000})
  void aFileOfOnePieceNeedsNoRightSize(int announced) {
    byte[] content = bytes(DriveUpload.LARGEST_IN_MEMORY + 1);

    account.upload("/one.bin", new ByteArrayInputStream(content), announced);

    assertThat(hub.content("/files", "path", "/one.bin")).isEqualTo(content);
  }

  @Test
  void whenTheCallerBreaksOffTheSessionIsEnded() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(large, 0, DriveUpload.PIECE + 1), new Broken());

    ApiException failure = failure(() -> account.upload("/large.bin", broken, large.length));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(sessionCalls("DELETE")).hasSize(1);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aFileOfAKnownSizeIsSentWhileItArrives() {
    account.upload("/large.bin", new ByteArrayInputStream(large), large.length);

    assertThat(pieces()).hasSize(3);
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, DriveUpload.PIECE})
  void aFileOfAnotherSizeThanAnnouncedIsNotStored(int difference) {
    ApiException failure =
        failure(() ->
            account.upload(
                "/large.bin", new ByteArrayInputStream(large), large.length + difference));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(sessionCalls("DELETE")).hasSize(1);
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aSmallFileThatMayReplaceIsSentAgain() {
    account.vendor().fault(Fault.cut("/").afterProcessing());

    hub.upload("/a.txt", HELLO, "overwrite", "true");

    assertThat(hub.content("/files", "path", "/a.txt")).isEqualTo(HELLO);
  }

  @Test
  void aSmallFileThatMustNotReplaceIsNotSentAgainAfterACut() {
    account.vendor().fault(Fault.cut("/").afterProcessing());

    assertThat(failure(() -> hub.upload("/a.txt", HELLO)).status()).isEqualTo(502);

    assertThat(account.calls()).hasSize(1);
  }

  @Test
  void aTokenThatEndsIsRenewedBeforeTheFileIsSent() {
    account.vendor().expireAccessTokens();

    hub.upload("/large.bin", large);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @Test
  void aDriveThatIsFullIsAConflict() {
    account.vendor().fault(answer(507, "{\"error\":{\"code\":\"quotaLimitReached\"}}"));

    ApiException failure = failure(() -> hub.upload("/a.txt", HELLO));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("space");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUploadThatWasChangedOnItsWayIsTakenBack(boolean replaced) {
    if (replaced) {
      account.store("/a.txt", "first".getBytes(UTF_8));
    }
    hub.upload("/b.txt", HELLO);
    hub.upload("/a.txt", "other".getBytes(UTF_8), "overwrite", "true");
    String id = hub.json("/files/metadata", "path", "/a.txt").path("id").asText();
    // The answer says that it is a.txt that has been written, and with other bytes.
    account.vendor().fault(answer(201, stored(id, 5)));

    ApiException failure = failure(() -> hub.upload("/c.txt", HELLO));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("/c.txt", "checksum");
    if (replaced) {
      assertThat(hub.content("/files", "path", "/a.txt")).isEqualTo("first".getBytes(UTF_8));
    } else {
      assertThat(hub.walk("/", 10)).containsExactly("b.txt");
    }
  }

  @Test
  void anUploadThatMicrosoftItselfHasChangedIsTaken() {
    account.vendor().fault(answer(201, stored("01X", 4711)));

    assertThat(hub.upload("/a.docx", HELLO).path("size").asInt()).isEqualTo(4711);
  }

  private static String stored(String id, int size) {
    return """
    {"id":"%s","name":"c.txt","size":%d,"parentReference":{"path":"/drive/root:"},\
    "file":{"hashes":{"quickXorHash":"AAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}\
    """
        .formatted(id, size);
  }

  // Downloads

  @Test
  void theAddressOfAContentGetsNoToken() {
    account.store("/a.txt", HELLO);

    hub.content("/files", "path", "/a.txt");

    assertThat(account.vendor().calls())
        .filteredOn(call -> call.path().startsWith(CONTENT))
        .hasSize(1)
        .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
  }

  @Test
  void aDownloadThatBreaksOffGoesOnWhereItWas() {
    account.store("/large.bin", large);
    account.vendor().fault(Fault.truncate(CONTENT, 1_000_000));
    account.vendor().fault(Fault.truncate(CONTENT, 500_000));

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);

    assertThat(account.vendor().calls())
        .filteredOn(call -> call.headers().getOrDefault("range", "").startsWith("bytes=1"))
        .isNotEmpty();
  }

  @Test
  void aDownloadGoesOnThoughItsAddressHasEnded() {
    account.store("/large.bin", large);
    account.vendor().fault(Fault.truncate(CONTENT, 1_000_000));
    account.vendor().fault(Fault.status(CONTENT, 1, 401, "ended"));

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(large);
  }

  @Test
  void aDownloadThatCannotGoOnNeverLooksWhole() throws IOException {
    account.store("/large.bin", large);
    account.vendor().fault(Fault.truncate(CONTENT, 1_000_000));
    account.vendor().fault(Fault.cut(CONTENT).times(100));

    HubAnswer answer = hub.call("GET", "/files", "path", "/large.bin");

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aContentThatWasChangedOnItsWayIsNotBelieved() {
    account.store("/a.txt", HELLO);
    account.vendor().fault(Fault.status(CONTENT, 1, 200, "hellO"));
    HubAnswer answer = hub.call("GET", "/files", "path", "/a.txt");

    ApiException failure = failure(() -> HubCaller.content(answer));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("a.txt", "checksum");
  }

  @Test
  void aContentThatIsPutOffIsWaitedFor() {
    account.store("/a.txt", HELLO);
    account.vendor().fault(Fault.status(CONTENT, 1, 503, "").withHeader("Retry-After", "1"));

    assertThat(hub.content("/files", "path", "/a.txt")).isEqualTo(HELLO);
  }

  private List<Call> pieces() {
    return sessionCalls("PUT");
  }

  private static List<Call> sessionCalls(String method) {
    return account.vendor().calls().stream()
        .filter(call -> call.path().startsWith(SESSION) && call.path().endsWith("/uploadSession"))
        .filter(call -> call.method().equals(method))
        .toList();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** The end of a connection that broke. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("broken");
    }
  }
}
