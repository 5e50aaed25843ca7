package dev.valence.connectors.dropbox;

import static dev.valence.hubs.documents.HubCaller.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files when Dropbox cuts, stalls, puts off or fails in the middle of them. */
class DropboxTransfersTest extends ConnectedDropboxTest {

  private static final int PIECE = ConnectedDropbox.PIECE;
  private static final String APPEND = "/2/files/upload_session/append_v2";
  private static final String FINISH = "/2/files/upload_session/finish";
  private static final String PUT_OFF =
      "{\"error_summary\":\"too_many_requests/..\",\"error\":{\"reason\":{\".tag\":"
          + "\"too_many_requests\"},\"retry_after\":1}}";

  /** What may go wrong with a request, before Dropbox has acted and after. */
  static Stream<Fault> faults() {
    return Stream.of(
        Fault.status("/", 1, 429, PUT_OFF).withHeader("Retry-After", "1"),
        Fault.status("/", 2, 500, "<h1>Out of order</h1>"),
        Fault.status("/", 1, 503, "<h1>Busy</h1>"),
        Fault.status("/", 1, 500, "").afterProcessing(),
        Fault.cut("/"),
        Fault.cut("/").afterProcessing(),
        Fault.truncate("/", 1));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPieceThatFailsIsSentAgain(Fault fault) {
    assertUploadSurvives(APPEND, fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theBeginningOfAnUploadIsSentAgain(Fault fault) {
    assertUploadSurvives("/2/files/upload_session/start", fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theEndOfAnUploadIsSentAgain(Fault fault) {
    assertUploadSurvives(FINISH, fault);
  }

  private void assertUploadSurvives(String path, Fault fault) {
    byte[] content = random(3 * PIECE + 5);
    account.vendor().fault(at(path, fault));

    hub.upload("/large.bin", content);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
    assertThat(account.vendor().faults()).isEmpty();
    assertThat(hub.walk("/", 10)).containsExactly("large.bin");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSmallFileIsSentAgain(Fault fault) {
    for (String overwrite : List.of("false", "true")) {
      account.vendor().fault(at("/2/files/upload", fault));

      hub.upload("/" + overwrite + ".txt", HELLO, "overwrite", overwrite);

      assertThat(hub.content("/files", "path", "/" + overwrite + ".txt")).isEqualTo(HELLO);
    }
    assertThat(hub.walk("/", 10)).containsExactlyInAnyOrder("false.txt", "true.txt");
  }

  @Test
  void aPieceThatIsNotAnsweredIsSentAgain() {
    byte[] content = random(2 * PIECE + 5);
    account.vendor().fault(Fault.delay(APPEND, Duration.ofSeconds(7)));

    hub.upload("/large.bin", content);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
  }

  @Test
  void aPieceOfWhichDropboxHasTheBeginningGoesOnFromThere() {
    byte[] content = random(3 * PIECE);
    byte[] beginning = Arrays.copyOfRange(content, 2 * PIECE, 2 * PIECE + 300);
    InputStream source =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(content, 0, 2 * PIECE),
                    new Event(() -> appendMeanwhile(beginning)),
                    new ByteArrayInputStream(content, 2 * PIECE, PIECE))));

    hub.upload("/large.bin", source);

    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
    assertThat(account.vendor().calls(APPEND))
        .extracting(Call::requestBytes)
        .containsExactly(1000L, 300L, 1000L, 700L);
  }

  /**
   * Adds bytes to the upload that is under way, as a request does whose answer got lost. The piece
   * before them is being sent while this one is read.
   */
  private static void appendMeanwhile(byte[] bytes) {
    Call last = answeredAppend();
    String argument = last.headers().get("dropbox-api-arg");
    String session = argument.replaceAll(".*\"session_id\":\"([^\"]*)\".*", "$1");
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(
                  URI.create(
                      account.configuration("dropbox.content.url").orElseThrow()
                          + "/files/upload_session/append_v2"))
              .header("Authorization", "Bearer " + account.accessToken().reveal())
              .header("Content-Type", "application/octet-stream")
              .header(
                  "Dropbox-API-Arg",
                  "{\"cursor\":{\"session_id\":\"" + session + "\",\"offset\":" + 2 * PIECE + "}}")
              .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Call answeredAppend() {
    while (true) {
      List<Call> calls = account.vendor().calls(APPEND);
      if (!calls.isEmpty() && calls.getLast().status() != null) {
        return calls.getLast();
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aSourceThatFailsWhileAPieceIsSentLeavesNoFile() {
    InputStream source =
        new SequenceInputStream(
            new ByteArrayInputStream(random(2 * PIECE)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("The caller has gone.");
              }
            });

    ApiException failure = failure(() -> hub.upload("/large.bin", source));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(account.vendor().calls(FINISH)).isEmpty();
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void aRefusalEndsTheUploadThoughTheCallerIsSilentInTheMiddleOfTheNextPiece() {
    CountDownLatch ended = new CountDownLatch(1);
    InputStream source =
        new SequenceInputStream(
            new ByteArrayInputStream(random(2 * PIECE + 5)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                try {
                  Thread.sleep(Duration.ofMinutes(10));
                  return -1;
                } catch (InterruptedException e) {
                  ended.countDown();
                  throw new InterruptedIOException();
                }
              }
            });
    account
        .vendor()
        .fault(
            Fault.status(
                APPEND,
                1,
                409,
                "{\"error_summary\":\"not_found/.\",\"error\":{\".tag\":\"not_found\"}}"));

    ApiException failure = failure(() -> hub.upload("/large.bin", source));

    assertThat(failure.status()).isBetween(400, 599);
    assertThat(ended.getCount()).as("somebody still reads from the caller").isZero();
    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void everyRequestOfAnUploadTellsTheHashOfItsBytes() {
    hub.upload("/small.txt", HELLO);
    hub.upload("/large.bin", random(2 * PIECE));

    assertThat(account.vendor().calls())
        .filteredOn(call -> call.path().startsWith("/2/files/upload") && call.requestBytes() > 0)
        .hasSize(3)
        .allSatisfy(call ->
            assertThat(call.headers().get("dropbox-api-arg")).contains("\"content_hash\":\""));
  }

  @Test
  void bytesThatChangeOnTheirWayAreNotStored() {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/upload",
                1,
                409,
                "{\"error_summary\":\"content_hash_mismatch/.\",\"error\":{\".tag\":"
                    + "\"content_hash_mismatch\"}}"));

    ApiException failure = failure(() -> hub.upload("/a.txt", HELLO));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("checksum");
  }

  // Downloads

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1000, 99_999})
  void aDownloadGoesOnWhereItBrokeOff(long after) {
    byte[] content = random(100_000);
    account.store("/long.bin", content);
    account.vendor().fault(Fault.truncate("/2/files/download", after).times(2));

    assertThat(hub.content("/files", "path", "/long.bin")).isEqualTo(content);

    List<Call> calls = account.vendor().calls("/2/files/download");
    assertThat(calls.get(1).headers().get("range")).isEqualTo("bytes=" + after + "-99999");
    assertThat(calls.get(1).headers().get("dropbox-api-arg")).startsWith("{\"path\":\"rev:");
  }

  @Test
  void aDownloadThatStallsGoesOn() {
    byte[] content = random(100_000);
    account.store("/long.bin", content);
    account.vendor().fault(Fault.stall("/2/files/download", 1000));

    assertThat(hub.content("/files", "path", "/long.bin")).isEqualTo(content);

    assertThat(account.vendor().calls("/2/files/download").getLast().headers().get("range"))
        .isEqualTo("bytes=1000-99999");
  }

  @Test
  void aPartOfAFileGoesOnWhereItBrokeOff() {
    byte[] content = random(100_000);
    account.store("/long.bin", content);
    account.vendor().fault(Fault.truncate("/2/files/download", 1000));

    HubAnswer part = hub.range("/long.bin", "bytes=500-50499");

    assertThat(HubCaller.content(part)).isEqualTo(Arrays.copyOfRange(content, 500, 50_500));
    assertThat(account.vendor().calls("/2/files/download").getLast().headers().get("range"))
        .isEqualTo("bytes=1500-50499");
  }

  @Test
  void aDownloadIsOfOneRevisionThoughTheFileChanges() throws IOException {
    byte[] content = random(5_000_000);
    account.store("/long.bin", content);
    account.vendor().fault(Fault.truncate("/2/files/download", 4_000_000));

    HubAnswer answer = hub.call("GET", "/files", "path", "/long.bin");
    account.store("/long.bin", random(6_000_000));

    assertThat(HubCaller.content(answer)).isEqualTo(content);
  }

  @Test
  void aDownloadThatDoesNotGoOnNeverLooksWhole() throws IOException {
    account.store("/long.txt", new byte[100_000]);
    account.vendor().fault(Fault.truncate("/2/files/download", 1000));

    HubAnswer answer = hub.call("GET", "/files", "path", "/long.txt");
    account.vendor().fault(Fault.cut("/2/files/download").times(100));

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes).isInstanceOf(EgressException.class);
    }
    account.vendor().clearFaults();
  }

  @Test
  void aDownloadOfOtherBytesThanDropboxHasFails() throws IOException {
    account
        .vendor()
        .fault(
            Fault.status("/2/files/download", 1, 200, "hullo")
                .withHeader(
                    "Dropbox-API-Result",
                    "{\"name\":\"a.txt\",\"content_hash\":\"" + ContentHash.of(HELLO) + "\"}"));

    HubAnswer answer = hub.call("GET", "/files", "path", "/a.txt");

    try (InputStream content = ((HubAnswer.Content) answer.body()).content()) {
      assertThatThrownBy(content::readAllBytes)
          .isInstanceOfSatisfying(
              ApiException.class, failure -> assertThat(failure.message()).contains("checksum"));
    }
  }

  // Copies

  @ParameterizedTest
  @ValueSource(strings = {"/2/files/delete_v2", "/2/files/move_v2"})
  void aFileThatIsToBeReplacedOutlivesACopyThatFails(String path) {
    account.store("/new.txt", "new".getBytes(UTF_8));
    account.store("/old.txt", HELLO);
    account.vendor().fault(Fault.status(path, 1, 500, "<h1>Out of order</h1>"));

    ApiException failure = failure(() -> copy("/new.txt", "/old.txt"));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(hub.content("/files", "path", "/old.txt")).isEqualTo(HELLO);
    assertThat(hub.walk("/", 10)).containsExactlyInAnyOrder("new.txt", "old.txt");
  }

  private void copy(String source, String target) {
    send("POST", "/files/copy", Map.of("path", target), "path", source, "overwrite", "true");
  }

  private static Fault at(String path, Fault fault) {
    return new Fault(
        path,
        fault.times(),
        fault.when(),
        fault.kind(),
        fault.status(),
        fault.headers(),
        fault.body(),
        fault.delayMillis(),
        fault.afterBytes());
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
