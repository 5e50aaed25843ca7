package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.CommitInfo;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.UploadSessionAppendErrorException;
import com.dropbox.core.v2.files.UploadSessionCursor;
import com.dropbox.core.v2.files.UploadSessionFinishArg;
import com.dropbox.core.v2.files.UploadSessionFinishErrorException;
import com.dropbox.core.v2.files.UploadSessionStartErrorException;
import com.dropbox.core.v2.files.UploadSessionType;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads whose pieces come in any order, and the ends of many uploads at once. */
class DropboxUploadBatchTest extends DropboxTest {

  private static final int BLOCK = 4 * 1024 * 1024;

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void concurrentPiecesComeInAnyOrder() throws Exception {
    byte[] bytes = new byte[2 * BLOCK + 5];
    new Random(3).nextBytes(bytes);
    String session = concurrentSession();

    append(session, BLOCK, Arrays.copyOfRange(bytes, BLOCK, 2 * BLOCK), false);
    append(session, 0, Arrays.copyOfRange(bytes, 0, BLOCK), false);
    append(session, 2 * BLOCK, Arrays.copyOfRange(bytes, 2 * BLOCK, bytes.length), true);
    FileMetadata file = finish(session, bytes.length);

    assertThat(file.getSize()).isEqualTo(bytes.length);
    assertThat(dropbox.file(user, "/big")).isEqualTo(bytes);
    assertThat(file.getContentHash()).isEqualTo(ContentHash.of(new ByteArrayInputStream(bytes)));
  }

  @Test
  void concurrentPiecesAreOfWholeBlocks() throws Exception {
    String session = concurrentSession();

    assertThatThrownBy(() -> append(session, 5, new byte[BLOCK], false))
        .isInstanceOfSatisfying(
            UploadSessionAppendErrorException.class,
            e -> assertThat(e.errorValue.isConcurrentSessionInvalidOffset()).isTrue());
    assertThatThrownBy(() -> append(session, 0, new byte[5], false))
        .isInstanceOfSatisfying(
            UploadSessionAppendErrorException.class,
            e -> assertThat(e.errorValue.isConcurrentSessionInvalidDataSize()).isTrue());
    assertThatThrownBy(() ->
            client
                .files()
                .uploadSessionStartBuilder()
                .withSessionType(UploadSessionType.CONCURRENT)
                .start()
                .uploadAndFinish(new ByteArrayInputStream(new byte[1])))
        .isInstanceOfSatisfying(
            UploadSessionStartErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("CONCURRENT_SESSION_DATA_NOT_ALLOWED"));
  }

  @Test
  void aConcurrentSessionIsFinishedWhenItIsWhole() throws Exception {
    String session = concurrentSession();

    assertThatThrownBy(() -> finish(session, 0))
        .isInstanceOfSatisfying(
            UploadSessionFinishErrorException.class,
            e -> assertThat(e.errorValue.isConcurrentSessionNotClosed()).isTrue());
    append(session, BLOCK, new byte[5], true);
    assertThatThrownBy(() -> finish(session, BLOCK + 5))
        .isInstanceOfSatisfying(
            UploadSessionFinishErrorException.class,
            e -> assertThat(e.errorValue.isConcurrentSessionMissingData()).isTrue());
  }

  @Test
  void manySessionsAreFinishedAtOnce() throws Exception {
    List<String> sessions = client.files().uploadSessionStartBatch(2).getSessionIds();
    append(sessions.get(0), 0, new byte[3], true);
    append(sessions.get(1), 0, new byte[4], true);

    var entries =
        client
            .files()
            .uploadSessionFinishBatchV2(
                List.of(
                    end(sessions.get(0), 3, "/a"),
                    end(sessions.get(1), 3, "/b"),
                    end("unknown", 0, "/c")))
            .getEntries();
    String job =
        client
            .files()
            .uploadSessionFinishBatch(List.of(end(sessions.get(1), 4, "/b")))
            .getAsyncJobIdValue();

    assertThat(entries.get(0).getSuccessValue().getSize()).isEqualTo(3);
    assertThat(entries.get(1).getFailureValue().isLookupFailed()).isTrue();
    assertThat(entries.get(2).getFailureValue().getLookupFailedValue().isNotFound()).isTrue();
    assertThat(client.files().uploadSessionFinishBatchCheck(job).isInProgress()).isTrue();
    assertThat(
            client
                .files()
                .uploadSessionFinishBatchCheck(job)
                .getCompleteValue()
                .getEntries()
                .getFirst()
                .getSuccessValue()
                .getName())
        .isEqualTo("b");
  }

  private String concurrentSession() throws Exception {
    return client
        .files()
        .uploadSessionStartBuilder()
        .withSessionType(UploadSessionType.CONCURRENT)
        .start()
        .uploadAndFinish(new ByteArrayInputStream(new byte[0]))
        .getSessionId();
  }

  private void append(String session, long offset, byte[] bytes, boolean close) throws Exception {
    client
        .files()
        .uploadSessionAppendV2Builder(new UploadSessionCursor(session, offset))
        .withClose(close)
        .start()
        .uploadAndFinish(new ByteArrayInputStream(bytes));
  }

  private FileMetadata finish(String session, long size) throws Exception {
    return client
        .files()
        .uploadSessionFinish(
            new UploadSessionCursor(session, size), CommitInfo.newBuilder("/big").build())
        .uploadAndFinish(new ByteArrayInputStream(new byte[0]));
  }

  private static UploadSessionFinishArg end(String session, long size, String path) {
    return new UploadSessionFinishArg(
        new UploadSessionCursor(session, size), CommitInfo.newBuilder(path).build());
  }
}
