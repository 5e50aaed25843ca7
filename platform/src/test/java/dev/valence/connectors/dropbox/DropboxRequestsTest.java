package dev.valence.connectors.dropbox;

import static dev.valence.hubs.documents.HubCaller.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dropbox is asked for, and what is its own in the hub's answers. */
class DropboxRequestsTest extends ConnectedDropboxTest {

  // Ids

  @Test
  void anIdIsThePathEncodedAndARefIdIsDropboxs() {
    JsonNode file = hub.upload("/plans #2/roof.pdf", HELLO);

    assertThat(file.path("id").asText()).isEqualTo("%252Fplans%2520%25232%252Froof.pdf");
    assertThat(file.path("parentFolderId").asText()).isEqualTo("%252Fplans%2520%25232");
    assertThat(file.path("refId").asText()).startsWith("id:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2F100%25%20%2341.txt",
        "%252F100%2525%2520%252341.txt",
        "%25252F100%252525%252520%25252341.txt"
      })
  void anIdIsUnderstoodHoweverOftenItWasEncoded(String segment) {
    hub.upload("/100% #41.txt", HELLO);

    assertThat(hub.content("/files/" + segment)).isEqualTo(HELLO);
  }

  @Test
  void aPathIsFoundInAnyCaseAndToldInItsOwn() {
    hub.upload("/Plans/Roof.PDF", HELLO);

    assertThat(hub.json("/files/metadata", "path", "/plans/roof.pdf").path("path").asText())
        .isEqualTo("/Plans/Roof.PDF");
    assertThat(failure(() -> hub.upload("/plans/ROOF.pdf", HELLO)).status()).isEqualTo(409);
  }

  @Test
  void argumentsInHeadersAreAscii() {
    hub.upload("/Grüße 🚀\u007f.txt", HELLO);

    Call upload = account.vendor().calls("/2/files/upload").getFirst();
    assertThat(upload.headers().get("dropbox-api-arg"))
        .matches("[\\x20-\\x7e]*")
        .contains("\\u00FC", "\\uD83D\\uDE80", "\\u007F");
  }

  // Uploads

  @Test
  void aSmallFileIsOneRequest() {
    hub.upload("/small.bin", new byte[ConnectedDropbox.PIECE - 1]);

    assertThat(account.calledPaths()).containsExactly("/2/files/upload");
  }

  @Test
  void aLargeFileGoesInPiecesAndBecomesVisibleAtItsEnd() {
    hub.upload("/large.bin", new byte[3 * ConnectedDropbox.PIECE + 500]);

    assertThat(account.calledPaths())
        .containsExactly(
            "/2/files/get_metadata",
            "/2/files/upload_session/start",
            "/2/files/upload_session/append_v2",
            "/2/files/upload_session/append_v2",
            "/2/files/upload_session/append_v2",
            "/2/files/upload_session/finish");
    assertThat(account.vendor().calls("/2/files/upload_session/append_v2"))
        .extracting(Call::requestBytes)
        .containsExactly(1000L, 1000L, 500L);
  }

  @Test
  void aFileThatEndsWithAPieceHasNoEmptyPiece() {
    hub.upload("/even.bin", new byte[ConnectedDropbox.PIECE * 3]);

    assertThat(account.vendor().calls("/2/files/upload_session/append_v2"))
        .extracting(Call::requestBytes)
        .containsExactly(1000L, 1000L);
    assertThat(account.vendor().calls("/2/files/upload_session/finish"))
        .extracting(Call::requestBytes)
        .containsExactly(0L);
  }

  @Test
  void aFileThatAppearsDuringAnUploadIsNotReplaced() {
    InputStream content =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[ConnectedDropbox.PIECE * 3]),
            new InputStream() {

              @Override
              public int read() {
                account.store("/race.bin", HELLO);
                return -1;
              }
            });

    ApiException failure = failure(() -> hub.upload("/race.bin", content));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).startsWith("Failed to upload file. File with the same name");
    assertThat(failure.providerMessage())
        .hasValueSatisfying(words -> assertThat(words).startsWith("path/conflict/file"));
    assertThat(hub.content("/files", "path", "/race.bin")).isEqualTo(HELLO);
  }

  @Test
  void aFileIsDeletedByDropboxsOwnId() {
    String refId = hub.upload("/gone.txt", HELLO).path("refId").asText();

    hub.call("DELETE", "/files", "path", "/gone.txt");

    assertThat(account.vendor().calls("/2/files/delete_v2"))
        .extracting(Call::body)
        .containsExactly("{\"path\":\"" + refId + "\"}");
  }

  // Lists

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void emptyPagesOfDropboxAreNotSeen(int pageSize) {
    FaceOptions options = account.vendor().options();
    account
        .vendor()
        .options(
            new FaceOptions(
                options.accessTokenLifetimeSeconds(), options.rotateRefreshTokens(), true));
    List<String> names = IntStream.range(0, 5).mapToObj(i -> i + ".txt").toList();
    names.forEach(name -> account.store("/" + name, HELLO));

    assertThat(hub.walk("/", pageSize)).containsExactlyInAnyOrderElementsOf(names);
    HubAnswer first =
        hub.call("GET", "/folders/contents", "path", "/", "pageSize", String.valueOf(pageSize));
    assertThat(first.returnedCount()).hasValue(pageSize);
  }

  @Test
  void aFirstPortionLargerThanAskedIsGivenInTwoPages() {
    List<String> names = List.of("0.txt", "1.txt", "2.txt");
    String entries =
        names.stream()
            .map(name ->
                """
                {".tag":"file","name":"%1$s","id":"id:%1$s","path_display":"/%1$s","size":1}\
                """
                    .formatted(name))
            .reduce((some, more) -> some + "," + more)
            .orElseThrow();
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/list_folder",
                2,
                200,
                "{\"entries\":[" + entries + "],\"cursor\":\"c\",\"has_more\":false}"));

    assertThat(hub.walk("/", 2)).containsExactlyElementsOf(names);
    assertThat(account.vendor().calls("/2/files/list_folder"))
        .extracting(Call::body)
        .hasSize(2)
        .containsOnly("{\"limit\":2,\"path\":\"\",\"recursive\":false}");
  }

  @Test
  void aRecursiveListMayHoldTheFolderItselfAndWhatIsGone() {
    String entry =
        "{\".tag\":\"%s\",\"name\":\"%s\",\"path_lower\":\"%s\",\"path_display\":\"%s\"}";
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/list_folder",
                1,
                200,
                "{\"entries\":["
                    + String.join(
                        ",",
                        entry.formatted("folder", "Plans", "/plans", "/Plans"),
                        entry.formatted("deleted", "a plan", "/plans/a plan", "/Plans/a plan"),
                        entry.formatted("folder", "b plan", "/plans/b plan", "/Plans/b plan"))
                    + "],\"cursor\":\"c\",\"has_more\":false}"));

    assertThat(hub.json("/search", "path", "/plans", "text", "plan"))
        .extracting(item -> item.path("name").asText())
        .containsExactly("b plan");
  }

  @Test
  void aPageThatDropboxHasForgottenIsABadRequest() {
    account.store("/1.txt", HELLO);
    account.store("/2.txt", HELLO);
    String token =
        hub.call("GET", "/folders/contents", "path", "/", "pageSize", "1").nextPage().orElseThrow();
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/list_folder/continue",
                1,
                409,
                "{\"error_summary\":\"reset/..\",\"error\":{\".tag\":\"reset\"}}"));

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/", "nextPage", token);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("first page");
    assertThat(failure.providerMessage()).hasValue("reset/..");
  }

  // The account

  @Test
  void theSpaceOfATeamIsShared() {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/users/get_space_usage",
                1,
                200,
                """
                {"used":314159265,"allocation":{".tag":"team","used":27182818284,\
                "allocated":100000000000}}\
                """));

    assertThat(hub.json("/storage").toString())
        .isEqualTo("{\"shared\":27182818284,\"total\":100000000000,\"used\":314159265}");
  }

  @Test
  void nullsAreLeftOutUnlessTheInstanceKeepsThem() {
    assertThat(hub.json("/storage").has("shared")).isFalse();
    account.configure("filter.response.nulls", "false");
    assertThat(hub.json("/storage").has("shared")).isTrue();
  }
}
