package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.ListRevisionsErrorException;
import com.dropbox.core.v2.files.ListRevisionsMode;
import com.dropbox.core.v2.files.ListRevisionsResult;
import com.dropbox.core.v2.files.RestoreErrorException;
import dev.valence.sandbox.face.User;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropboxRevisionsTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void theRevisionsOfAPathAreListedTheNewestFirstInPages() throws Exception {
    for (int size = 1; size <= 5; size++) {
      dropbox.putFile(user, "/a.txt", new byte[size]);
    }

    ListRevisionsResult first = client.files().listRevisionsBuilder("/A.txt").withLimit(2L).start();
    ListRevisionsResult second =
        client
            .files()
            .listRevisionsBuilder("/a.txt")
            .withLimit(10L)
            .withBeforeRev(first.getEntries().getLast().getRev())
            .start();

    assertThat(first.getEntries()).extracting(FileMetadata::getSize).containsExactly(5L, 4L);
    assertThat(first.getHasMore()).isTrue();
    assertThat(first.getIsDeleted()).isFalse();
    assertThat(second.getEntries()).extracting(FileMetadata::getSize).containsExactly(3L, 2L, 1L);
    assertThat(second.getHasMore()).isFalse();
    assertThatThrownBy(
            () -> client.files().listRevisionsBuilder("/a.txt").withBeforeRev("0123456789").start())
        .isInstanceOfSatisfying(
            ListRevisionsErrorException.class,
            e -> assertThat(e.errorValue.isInvalidBeforeRev()).isTrue());
  }

  @Test
  void theRevisionsOfAnIdentifierFollowTheFile() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    client.files().moveV2("/a.txt", "/b.txt");
    dropbox.putFile(user, "/b.txt", new byte[2]);
    String id = ((FileMetadata) client.files().getMetadata("/b.txt")).getId();

    assertThat(sizes("/b.txt", ListRevisionsMode.PATH)).containsExactly(2L, 1L);
    assertThat(sizes("/b.txt", ListRevisionsMode.ID)).containsExactly(2L, 1L, 1L);
    assertThat(sizes(id, ListRevisionsMode.ID)).containsExactly(2L, 1L, 1L);
    assertThat(client.files().listRevisions("/a.txt").getIsDeleted()).isTrue();
  }

  @Test
  void theRevisionsOfADeletedFileAreKeptAndOneCanBeRestored() throws Exception {
    dropbox.putFile(user, "/a.txt", "one".getBytes(UTF_8));
    dropbox.putFile(user, "/a.txt", "two".getBytes(UTF_8));
    FileMetadata gone = (FileMetadata) client.files().deleteV2("/a.txt").getMetadata();

    ListRevisionsResult revisions = client.files().listRevisions("/a.txt");
    FileMetadata restored =
        client.files().restore("/a.txt", revisions.getEntries().getLast().getRev());

    assertThat(revisions.getIsDeleted()).isTrue();
    assertThat(revisions.getServerDeleted()).isNotNull();
    assertThat(restored.getId()).isEqualTo(gone.getId());
    assertThat(dropbox.file(user, "/a.txt")).isEqualTo("one".getBytes(UTF_8));
    assertThat(client.files().listRevisions("/a.txt").getEntries()).hasSize(3);
  }

  @Test
  void whatHasNoRevisionsIsATypedError() throws Exception {
    client.files().createFolderV2("/folder");
    dropbox.putFile(user, "/a.txt", new byte[1]);

    assertThatThrownBy(() -> client.files().listRevisions("/missing"))
        .isInstanceOfSatisfying(
            ListRevisionsErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
    assertThatThrownBy(() -> client.files().listRevisions("/folder"))
        .isInstanceOfSatisfying(
            ListRevisionsErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFile()).isTrue());
    assertThatThrownBy(() -> client.files().restore("/a.txt", "0123456789"))
        .isInstanceOfSatisfying(
            RestoreErrorException.class,
            e -> assertThat(e.errorValue.isInvalidRevision()).isTrue());
  }

  private List<Long> sizes(String path, ListRevisionsMode mode) throws Exception {
    return client.files().listRevisionsBuilder(path).withMode(mode).start().getEntries().stream()
        .map(FileMetadata::getSize)
        .toList();
  }
}
