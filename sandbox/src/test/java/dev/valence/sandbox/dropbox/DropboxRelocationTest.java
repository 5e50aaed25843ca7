package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.async.PollErrorException;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.ListFolderResult;
import com.dropbox.core.v2.files.Metadata;
import com.dropbox.core.v2.files.RelocationBatchV2Launch;
import com.dropbox.core.v2.files.RelocationError;
import com.dropbox.core.v2.files.RelocationErrorException;
import com.dropbox.core.v2.files.RelocationPath;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropboxRelocationTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void aFileIsMovedWithItsIdentityAndTheFoldersAboveAreMade() throws Exception {
    dropbox.putFile(user, "/a.txt", "one".getBytes(UTF_8));
    FileMetadata before = (FileMetadata) client.files().getMetadata("/a.txt");

    FileMetadata after =
        (FileMetadata) client.files().moveV2("/A.TXT", "/New/Folder/b.txt").getMetadata();

    assertThat(after.getId()).isEqualTo(before.getId());
    assertThat(after.getRev()).isNotEqualTo(before.getRev());
    assertThat(after.getContentHash()).isEqualTo(before.getContentHash());
    assertThat(paths()).containsExactly("/New", "/New/Folder", "/New/Folder/b.txt");
    assertThat(client.files().getMetadata(before.getId()).getPathDisplay())
        .isEqualTo("/New/Folder/b.txt");
  }

  @Test
  void aFolderIsMovedWithAllThatIsInIt() throws Exception {
    dropbox.putFile(user, "/F/b/c.txt", new byte[3]);
    dropbox.putFile(user, "/F2/d.txt", new byte[3]);
    String cursor =
        client.files().listFolderGetLatestCursorBuilder("").withRecursive(true).start().getCursor();

    client.files().moveV2("/f", "/g");

    assertThat(paths()).containsExactly("/F2", "/F2/d.txt", "/g", "/g/b", "/g/b/c.txt");
    assertThat(client.users().getSpaceUsage().getUsed()).isEqualTo(6);
    ListFolderResult changes = client.files().listFolderContinue(cursor);
    assertThat(changes.getEntries())
        .extracting(entry -> entry.getClass().getSimpleName() + " " + entry.getPathDisplay())
        .containsExactly(
            "DeletedMetadata /F",
            "FolderMetadata /g",
            "FolderMetadata /g/b",
            "FileMetadata /g/b/c.txt");
  }

  @Test
  void aCopyIsAnotherFile() throws Exception {
    dropbox.putFile(user, "/F/b.txt", "one".getBytes(UTF_8));

    client.files().copyV2("/F", "/G");
    dropbox.putFile(user, "/F/b.txt", "other".getBytes(UTF_8));

    FileMetadata original = (FileMetadata) client.files().getMetadata("/F/b.txt");
    FileMetadata copy = (FileMetadata) client.files().getMetadata("/G/b.txt");
    assertThat(copy.getId()).isNotEqualTo(original.getId());
    assertThat(dropbox.file(user, "/G/b.txt")).isEqualTo("one".getBytes(UTF_8));
    assertThat(client.users().getSpaceUsage().getUsed()).isEqualTo(8);
  }

  @Test
  void whatIsInTheWayIsATypedErrorUnlessAnotherNameWillDo() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    dropbox.putFile(user, "/b.txt", new byte[1]);
    client.files().createFolderV2("/folder");

    assertError(
        () -> client.files().moveV2("/a.txt", "/B.txt"),
        error -> error.getToValue().getConflictValue().name().equals("FILE"));
    assertError(
        () -> client.files().copyV2("/a.txt", "/folder"),
        error -> error.getToValue().getConflictValue().name().equals("FOLDER"));
    assertError(
        () -> client.files().copyV2("/a.txt", "/b.txt/below"),
        error -> error.getToValue().getConflictValue().name().equals("FILE_ANCESTOR"));
    assertError(
        () -> client.files().copyV2("/a.txt", "/desktop.ini"),
        error -> error.getToValue().isDisallowedName());
    assertThat(
            client
                .files()
                .copyV2Builder("/a.txt", "/b.txt")
                .withAutorename(true)
                .start()
                .getMetadata()
                .getName())
        .isEqualTo("b (1).txt");
  }

  @Test
  void nothingIsMovedFromNowhereOrIntoItself() throws Exception {
    dropbox.putFile(user, "/folder/a.txt", new byte[1]);

    assertError(
        () -> client.files().moveV2("/missing", "/there"),
        error -> error.getFromLookupValue().isNotFound());
    assertError(
        () -> client.files().moveV2("/folder", "/Folder/below"),
        RelocationError::isCantMoveFolderIntoItself);
    assertError(
        () -> client.files().copyV2("/folder", "/folder/below"),
        RelocationError::isDuplicatedOrNestedPaths);
    assertError(
        () -> client.files().moveV2("/folder", "/FOLDER"),
        RelocationError::isDuplicatedOrNestedPaths);
    assertThat(paths()).containsExactly("/folder", "/folder/a.txt");
  }

  @Test
  void aCopyNeedsSpace() throws Exception {
    User small = dropbox.createUser(new NewUser("small@example.com", null, "DE", "de", 10L));
    dropbox.consentAutomatically();
    dropbox.putFile(user, "/unrelated", new byte[100]);
    dropbox.putFile(small, "/a", new byte[6]);
    DbxClientV2 theirs = clientOf(small);

    assertError(() -> theirs.files().copyV2("/a", "/b"), RelocationError::isInsufficientQuota);
    theirs.files().moveV2("/a", "/b");
  }

  @Test
  void manyAreCopiedInTheBackground() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);

    RelocationBatchV2Launch one =
        client.files().copyBatchV2(List.of(new RelocationPath("/a.txt", "/b.txt")));
    String job =
        client
            .files()
            .copyBatchV2(
                List.of(
                    new RelocationPath("/a.txt", "/c.txt"),
                    new RelocationPath("/missing", "/d.txt")))
            .getAsyncJobIdValue();

    assertThat(one.getCompleteValue().getEntries().getFirst().getSuccessValue().getName())
        .isEqualTo("b.txt");
    assertThat(client.files().copyBatchCheckV2(job).isInProgress()).isTrue();
    var entries = client.files().copyBatchCheckV2(job).getCompleteValue().getEntries();
    assertThat(entries.get(0).getSuccessValue().getName()).isEqualTo("c.txt");
    assertThat(
            entries
                .get(1)
                .getFailureValue()
                .getRelocationErrorValue()
                .getFromLookupValue()
                .isNotFound())
        .isTrue();
    assertThatThrownBy(() -> client.files().copyBatchCheckV2("dbjid:unknown"))
        .isInstanceOfSatisfying(
            PollErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("INVALID_ASYNC_JOB_ID"));
    assertThat(client.files().listFolder("").getEntries())
        .extracting(Metadata::getName)
        .containsExactly("a.txt", "b.txt", "c.txt");
  }

  private List<String> paths() {
    return dropbox.tree(user).stream().map(FaceFiles.Entry::path).toList();
  }

  private static void assertError(ThrowingCallable call, Predicate<RelocationError> wanted) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RelocationErrorException.class, e -> assertThat(e.errorValue).matches(wanted));
  }
}
