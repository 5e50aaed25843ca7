package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.DbxAuthFinish;
import com.dropbox.core.RetryException;
import com.dropbox.core.TokenAccessType;
import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.CommitInfo;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.UploadErrorException;
import com.dropbox.core.v2.files.UploadSessionAppendErrorException;
import com.dropbox.core.v2.files.UploadSessionCursor;
import com.dropbox.core.v2.files.UploadSessionFinishErrorException;
import com.dropbox.core.v2.files.WriteError;
import com.dropbox.core.v2.files.WriteMode;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropboxUploadTest extends DropboxTest {

  private static final int BLOCK = 4 * 1024 * 1024;

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void anUploadMakesAFileAndItsFolders() throws Exception {
    FileMetadata file =
        client
            .files()
            .uploadBuilder("/Ordner/ä ü.txt")
            .withClientModified(Date.from(Instant.parse("2020-02-03T04:05:06Z")))
            .uploadAndFinish(bytes("hello"));

    assertThat(file.getSize()).isEqualTo(5);
    assertThat(file.getClientModified()).isEqualTo("2020-02-03T04:05:06Z");
    assertThat(dropbox.file(user, "/Ordner/ä ü.txt")).isEqualTo("hello".getBytes(UTF_8));
    assertThat(dropbox.tree(user).getFirst().directory()).isTrue();
  }

  @Test
  void theContentHashIsTheHashOfTheHashesOfBlocks() throws Exception {
    byte[] bytes = new byte[2 * BLOCK + 17];
    new Random(1).nextBytes(bytes);

    FileMetadata file =
        client.files().uploadBuilder("/big").uploadAndFinish(new ByteArrayInputStream(bytes));

    MessageDigest whole = MessageDigest.getInstance("SHA-256");
    for (int offset = 0; offset < bytes.length; offset += BLOCK) {
      MessageDigest block = MessageDigest.getInstance("SHA-256");
      block.update(bytes, offset, Math.min(BLOCK, bytes.length - offset));
      whole.update(block.digest());
    }
    assertThat(file.getContentHash()).isEqualTo(HexFormat.of().formatHex(whole.digest()));
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    client.files().download("/big").download(back);
    assertThat(back.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void addingOverAnotherFileIsAConflictUnlessRenamed() throws Exception {
    FileMetadata first = upload("/a.txt", "one", WriteMode.ADD, false, false);

    assertConflict("FILE", () -> upload("/A.TXT", "two", WriteMode.ADD, false, false));
    assertThat(upload("/a.txt", "two", WriteMode.ADD, true, false).getName())
        .isEqualTo("a (1).txt");
    assertThat(upload("/a.txt", "one", WriteMode.ADD, false, false).getRev())
        .isEqualTo(first.getRev());
    assertConflict("FILE", () -> upload("/a.txt", "one", WriteMode.ADD, false, true));
  }

  @Test
  void overwritingKeepsTheIdentifierAndTheCase() throws Exception {
    FileMetadata first = upload("/Case.txt", "one", WriteMode.ADD, false, false);

    FileMetadata second = upload("/case.TXT", "two", WriteMode.OVERWRITE, false, false);

    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(second.getPathDisplay()).isEqualTo("/Case.txt");
    assertThat(second.getRev()).isNotEqualTo(first.getRev());
  }

  @Test
  void anUpdateNeedsTheLatestRevision() throws Exception {
    FileMetadata first = upload("/a.txt", "one", WriteMode.ADD, false, false);
    FileMetadata second = upload("/a.txt", "two", WriteMode.update(first.getRev()), false, false);

    assertThat(second.getId()).isEqualTo(first.getId());
    assertConflict(
        "FILE", () -> upload("/a.txt", "three", WriteMode.update(first.getRev()), false, false));
    client.files().deleteV2("/a.txt");
    assertConflict(
        "FILE", () -> upload("/a.txt", "three", WriteMode.update(second.getRev()), false, true));
    assertThat(upload("/a.txt", "three", WriteMode.update(second.getRev()), false, false).getSize())
        .isEqualTo(5);
  }

  @Test
  void aFolderOrAFileAboveIsInTheWay() throws Exception {
    client.files().createFolderV2("/folder");
    upload("/file", "x", WriteMode.ADD, false, false);

    assertConflict("FOLDER", () -> upload("/folder", "x", WriteMode.OVERWRITE, false, false));
    assertConflict("FILE_ANCESTOR", () -> upload("/file/x", "x", WriteMode.ADD, false, false));
  }

  @Test
  void namesThatDropboxDoesNotKeepAreRefused() {
    assertThatThrownBy(() -> upload("/a/Thumbs.db", "x", WriteMode.ADD, false, false))
        .isInstanceOfSatisfying(
            UploadErrorException.class,
            e ->
                assertThat(e.errorValue.getPathValue().getReason())
                    .isEqualTo(WriteError.DISALLOWED_NAME));
    assertThatThrownBy(() -> upload("/a//b", "x", WriteMode.ADD, false, false))
        .isInstanceOfSatisfying(
            UploadErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().getReason().isMalformedPath()).isTrue());
  }

  @Test
  void aFullAccountTakesNothingMore() throws Exception {
    User small = dropbox.createUser(new NewUser("small@example.com", null, null, null, 10L));
    dropbox.consentAutomatically(small);
    DbxAuthFinish finish = authorizeAgain();
    DbxClientV2 theirs = new DbxClientV2(configuration().build(), finish.getAccessToken());
    theirs.files().uploadBuilder("/a").uploadAndFinish(bytes("0123456789"));

    assertThatThrownBy(() -> theirs.files().uploadBuilder("/b").uploadAndFinish(bytes("x")))
        .isInstanceOfSatisfying(
            UploadErrorException.class,
            e ->
                assertThat(e.errorValue.getPathValue().getReason())
                    .isEqualTo(WriteError.INSUFFICIENT_SPACE));
  }

  @Test
  void contentThatDoesNotMatchItsHashIsRefused() {
    assertThatThrownBy(() ->
            client
                .files()
                .uploadBuilder("/a.txt")
                .withContentHash("0".repeat(64))
                .uploadAndFinish(bytes("x")))
        .isInstanceOfSatisfying(
            UploadErrorException.class,
            e -> assertThat(e.errorValue.isContentHashMismatch()).isTrue());
    assertThat(dropbox.tree(user)).isEmpty();
  }

  @Test
  void aLargeFileIsUploadedInASession() throws Exception {
    byte[] bytes = new byte[3 * BLOCK + 5];
    new Random(2).nextBytes(bytes);
    String session =
        client
            .files()
            .uploadSessionStart()
            .uploadAndFinish(new ByteArrayInputStream(bytes, 0, 1_000_001))
            .getSessionId();
    client
        .files()
        .uploadSessionAppendV2(new UploadSessionCursor(session, 1_000_001))
        .uploadAndFinish(new ByteArrayInputStream(bytes, 1_000_001, 7_000_000));

    FileMetadata file =
        client
            .files()
            .uploadSessionFinish(
                new UploadSessionCursor(session, 8_000_001),
                CommitInfo.newBuilder("/large").withMode(WriteMode.ADD).build())
            .uploadAndFinish(new ByteArrayInputStream(bytes, 8_000_001, bytes.length - 8_000_001));

    assertThat(file.getSize()).isEqualTo(bytes.length);
    assertThat(file.getContentHash()).isEqualTo(ContentHash.of(new ByteArrayInputStream(bytes)));
    assertThat(dropbox.file(user, "/large")).isEqualTo(bytes);
  }

  @Test
  void aWrongOffsetIsAnsweredWithTheCorrectOne() throws Exception {
    String session =
        client.files().uploadSessionStart().uploadAndFinish(bytes("12345")).getSessionId();

    assertThatThrownBy(() ->
            client
                .files()
                .uploadSessionAppendV2(new UploadSessionCursor(session, 3))
                .uploadAndFinish(bytes("x")))
        .isInstanceOfSatisfying(
            UploadSessionAppendErrorException.class,
            e ->
                assertThat(e.errorValue.getIncorrectOffsetValue().getCorrectOffset()).isEqualTo(5));
    assertThatThrownBy(() -> finish(session, 6, "/a"))
        .isInstanceOfSatisfying(
            UploadSessionFinishErrorException.class,
            e ->
                assertThat(
                        e.errorValue
                            .getLookupFailedValue()
                            .getIncorrectOffsetValue()
                            .getCorrectOffset())
                    .isEqualTo(5));
    assertThat(finish(session, 5, "/a").getSize()).isEqualTo(5);
  }

  @Test
  void aPartWhoseAnswerWasLostHasArrived() throws Exception {
    String session =
        client.files().uploadSessionStart().uploadAndFinish(bytes("12345")).getSessionId();
    dropbox.fault(
        Fault.status("/2/files/upload_session/append_v2", 1, 503, "down").afterProcessing());
    UploadSessionCursor cursor = new UploadSessionCursor(session, 5);

    assertThatThrownBy(
            () -> client.files().uploadSessionAppendV2(cursor).uploadAndFinish(bytes("678")))
        .isInstanceOf(RetryException.class);

    assertThatThrownBy(
            () -> client.files().uploadSessionAppendV2(cursor).uploadAndFinish(bytes("678")))
        .isInstanceOfSatisfying(
            UploadSessionAppendErrorException.class,
            e ->
                assertThat(e.errorValue.getIncorrectOffsetValue().getCorrectOffset()).isEqualTo(8));
  }

  @Test
  void aSessionThatFailsToCommitCanBeFinishedElsewhere() throws Exception {
    upload("/taken", "x", WriteMode.ADD, false, false);
    String session =
        client.files().uploadSessionStart().uploadAndFinish(bytes("12345")).getSessionId();

    assertThatThrownBy(() -> finish(session, 5, "/taken"))
        .isInstanceOfSatisfying(
            UploadSessionFinishErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isConflict()).isTrue());
    assertThat(finish(session, 5, "/free").getSize()).isEqualTo(5);
  }

  @Test
  void sessionsEndAfterSevenDaysAndByClosing() throws Exception {
    String closed =
        client
            .files()
            .uploadSessionStartBuilder()
            .withClose(true)
            .uploadAndFinish(bytes("12345"))
            .getSessionId();
    assertThatThrownBy(() ->
            client
                .files()
                .uploadSessionAppendV2(new UploadSessionCursor(closed, 5))
                .uploadAndFinish(bytes("x")))
        .isInstanceOfSatisfying(
            UploadSessionAppendErrorException.class,
            e -> assertThat(e.errorValue.isClosed()).isTrue());
    assertThat(finish(closed, 5, "/a").getSize()).isEqualTo(5);
    String old = client.files().uploadSessionStart().uploadAndFinish(bytes("1")).getSessionId();

    control.advanceClock(Duration.ofDays(7).plusSeconds(1));
    client = client();

    assertThatThrownBy(() -> finish(old, 1, "/b"))
        .isInstanceOfSatisfying(
            UploadSessionFinishErrorException.class,
            e -> assertThat(e.errorValue.getLookupFailedValue().isNotFound()).isTrue());
  }

  private static DbxAuthFinish authorizeAgain() throws Exception {
    SessionStore session = new SessionStore();
    String url =
        webAuth()
            .authorize(
                com.dropbox.core.DbxWebAuth.newRequestBuilder()
                    .withRedirectUri(REDIRECT_URI, session)
                    .withTokenAccessType(TokenAccessType.ONLINE)
                    .build());
    return webAuth().finishFromRedirect(REDIRECT_URI, session, redirect(get(url)));
  }

  private FileMetadata finish(String session, long offset, String path) throws Exception {
    return client
        .files()
        .uploadSessionFinish(new UploadSessionCursor(session, offset), new CommitInfo(path))
        .uploadAndFinish(bytes(""));
  }

  private FileMetadata upload(
      String path, String text, WriteMode mode, boolean autorename, boolean strict)
      throws Exception {
    return client
        .files()
        .uploadBuilder(path)
        .withMode(mode)
        .withAutorename(autorename)
        .withStrictConflict(strict)
        .uploadAndFinish(bytes(text));
  }

  private static void assertConflict(
      String kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UploadErrorException.class,
            e ->
                assertThat(e.errorValue.getPathValue().getReason().getConflictValue().name())
                    .isEqualTo(kind));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
