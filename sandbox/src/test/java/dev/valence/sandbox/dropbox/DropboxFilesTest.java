package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.BadRequestException;
import com.dropbox.core.RateLimitException;
import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.CreateFolderErrorException;
import com.dropbox.core.v2.files.DeleteErrorException;
import com.dropbox.core.v2.files.DownloadErrorException;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.FolderMetadata;
import com.dropbox.core.v2.files.GetMetadataErrorException;
import com.dropbox.core.v2.files.ListFolderContinueErrorException;
import com.dropbox.core.v2.files.ListFolderErrorException;
import com.dropbox.core.v2.files.ListFolderResult;
import com.dropbox.core.v2.files.Metadata;
import com.dropbox.core.v2.users.FullAccount;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropboxFilesTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void theAccountIsTheUsers() throws Exception {
    FullAccount account = client.users().getCurrentAccount();

    assertThat(account.getAccountId()).isEqualTo(user.id()).startsWith("dbid:").hasSize(40);
    assertThat(account.getEmail()).isEqualTo("alex@example.com");
    assertThat(account.getName().getDisplayName()).isEqualTo("Alex Example");
    assertThat(account.getName().getAbbreviatedName()).isEqualTo("AE");
    assertThat(account.getRootInfo().getHomeNamespaceId()).isEqualTo(Long.toString(user.number()));
    assertThat(client.check().user("hello").getResult()).isEqualTo("hello");
  }

  @Test
  void theUsedSpaceIsThatOfTheFilesThatExist() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1000]);
    dropbox.putFile(user, "/a.txt", new byte[30]);
    dropbox.putFile(user, "/b/c.txt", new byte[12]);
    assertThat(client.users().getSpaceUsage().getUsed()).isEqualTo(42);

    client.files().deleteV2("/b");

    assertThat(client.users().getSpaceUsage().getUsed()).isEqualTo(30);
    assertThat(client.users().getSpaceUsage().getAllocation().getIndividualValue().getAllocated())
        .isEqualTo(user.storageBytes());
  }

  @Test
  void aFolderIsListedOverPagesWithoutWhatIsBelow() throws Exception {
    for (int i = 0; i < 25; i++) {
      dropbox.putFile(user, "/Folder/File %02d.txt".formatted(i), new byte[i]);
    }
    dropbox.putFile(user, "/Folder/File 03/deep.txt", new byte[1]);

    List<Metadata> entries = new ArrayList<>();
    ListFolderResult page = client.files().listFolderBuilder("/folder").withLimit(10L).start();
    int pages = 1;
    entries.addAll(page.getEntries());
    while (page.getHasMore()) {
      page = client.files().listFolderContinue(page.getCursor());
      entries.addAll(page.getEntries());
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(entries)
        .hasSize(26)
        .extracting(Metadata::getPathDisplay)
        .doesNotHaveDuplicates()
        .contains("/Folder/File 03", "/Folder/File 03.txt", "/Folder/File 24.txt")
        .doesNotContain("/Folder/File 03/deep.txt");
  }

  @Test
  void emptyPagesComeInBetweenWhenAskedFor() throws Exception {
    dropbox.options(new FaceOptions(14_400, false, true));
    dropbox.putFile(user, "/a", new byte[1]);
    dropbox.putFile(user, "/b", new byte[1]);

    ListFolderResult first = client.files().listFolderBuilder("").withLimit(1L).start();
    ListFolderResult second = client.files().listFolderContinue(first.getCursor());
    ListFolderResult third = client.files().listFolderContinue(second.getCursor());

    assertThat(second.getEntries()).isEmpty();
    assertThat(second.getHasMore()).isTrue();
    assertThat(third.getEntries()).extracting(Metadata::getName).containsExactly("b");
    assertThat(third.getHasMore()).isFalse();
  }

  @Test
  void aRecursiveListingHasEverythingBelow() throws Exception {
    dropbox.putFile(user, "/a/b/c.txt", new byte[1]);

    assertThat(client.files().listFolderBuilder("").withRecursive(true).start().getEntries())
        .extracting(Metadata::getPathLower)
        .containsExactly("/a", "/a/b", "/a/b/c.txt");
  }

  @Test
  void aCursorTellsWhatHasChangedSince() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    String cursor = client.files().listFolderGetLatestCursor("").getCursor();

    client.files().deleteV2("/a.txt");
    dropbox.putFile(user, "/B.txt", new byte[1]);
    ListFolderResult changes = client.files().listFolderContinue(cursor);

    assertThat(changes.getEntries())
        .extracting(entry -> entry.getClass().getSimpleName() + " " + entry.getPathDisplay())
        .containsExactly("DeletedMetadata /a.txt", "FileMetadata /B.txt");
    assertThat(client.files().listFolderContinue(changes.getCursor()).getEntries()).isEmpty();
  }

  @Test
  void anUnknownCursorHasToBeReset() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    String cursor = client.files().listFolder("").getCursor();
    control.reset();
    DbxClientV2 later = client();

    for (String unknown : List.of("nonsense", cursor)) {
      assertThatThrownBy(() -> later.files().listFolderContinue(unknown))
          .isInstanceOfSatisfying(
              ListFolderContinueErrorException.class,
              e -> assertThat(e.errorValue.isReset()).isTrue());
    }
  }

  @Test
  void listingSomethingElseThanAFolderIsATypedError() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);

    assertThatThrownBy(() -> client.files().listFolder("/missing"))
        .isInstanceOfSatisfying(
            ListFolderErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
    assertThatThrownBy(() -> client.files().listFolder("/a.txt"))
        .isInstanceOfSatisfying(
            ListFolderErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFolder()).isTrue());
    assertThatThrownBy(() -> client.files().listFolder("//"))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void metadataIsFoundByPathIdentifierAndRevision() throws Exception {
    dropbox.putFile(user, "/Ordner/Größe #1 😀.txt", "eins".getBytes(UTF_8));
    FileMetadata first =
        (FileMetadata) client.files().getMetadata("/ordner/grösse #1 😀.txt".replace("ss", "ß"));
    dropbox.putFile(user, "/ordner/größe #1 😀.TXT", "zwei!".getBytes(UTF_8));

    FileMetadata byId = (FileMetadata) client.files().getMetadata(first.getId());
    FileMetadata byRevision = (FileMetadata) client.files().getMetadata("rev:" + first.getRev());

    assertThat(first.getPathDisplay()).isEqualTo("/Ordner/Größe #1 😀.txt");
    assertThat(first.getId()).startsWith("id:").hasSize(25);
    assertThat(first.getRev()).matches("[0-9a-f]{9,}");
    assertThat(byId.getSize()).isEqualTo(5);
    assertThat(byId.getRev()).isNotEqualTo(first.getRev());
    assertThat(byRevision.getSize()).isEqualTo(4);
    assertThat(download("rev:" + first.getRev())).isEqualTo("eins");
    assertThat(download(first.getId())).isEqualTo("zwei!");
  }

  @Test
  void aMissingPathIsATypedError() {
    assertThatThrownBy(() -> client.files().getMetadata("/missing"))
        .isInstanceOfSatisfying(
            GetMetadataErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
    assertThatThrownBy(() -> client.files().download("/missing"))
        .isInstanceOfSatisfying(
            DownloadErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
    assertThatThrownBy(() -> client.files().deleteV2("/missing"))
        .isInstanceOfSatisfying(
            DeleteErrorException.class,
            e -> assertThat(e.errorValue.getPathLookupValue().isNotFound()).isTrue());
  }

  @Test
  void aDeletedEntryIsShownOnlyWhenAskedFor() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    client.files().deleteV2("/a.txt");

    assertThatThrownBy(() -> client.files().getMetadata("/a.txt"))
        .isInstanceOf(GetMetadataErrorException.class);
    assertThat(client.files().listFolder("").getEntries()).isEmpty();
    assertThat(
            client.files().getMetadataBuilder("/a.txt").withIncludeDeleted(true).start().getName())
        .isEqualTo("a.txt");
    assertThat(client.files().listFolderBuilder("").withIncludeDeleted(true).start().getEntries())
        .extracting(Metadata::getName)
        .containsExactly("a.txt");
  }

  @Test
  void aDownloadHasTheBytesAndTheMetadata() throws Exception {
    dropbox.putFile(user, "/ü.txt", "hällo".getBytes(UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    FileMetadata metadata = client.files().download("/ü.txt").download(bytes);

    assertThat(bytes.toString(UTF_8)).isEqualTo("hällo");
    assertThat(metadata.getName()).isEqualTo("ü.txt");
    assertThat(metadata.getContentHash())
        .isEqualTo(dropbox.tree(user).getFirst().contentHash())
        .hasSize(64);
  }

  @Test
  void aPartOfAFileCanBeDownloaded() throws Exception {
    dropbox.putFile(user, "/a.txt", "0123456789".getBytes(UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    client.files().downloadBuilder("/a.txt").range(3, 4).start().download(bytes);
    client.files().downloadBuilder("/a.txt").range(8).start().download(bytes);

    assertThat(bytes.toString(UTF_8)).isEqualTo("345689");
  }

  @Test
  void aFolderCannotBeDownloaded() throws Exception {
    client.files().createFolderV2("/f");

    assertThatThrownBy(() -> client.files().download("/f"))
        .isInstanceOfSatisfying(
            DownloadErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFile()).isTrue());
  }

  @Test
  void aFolderIsMadeWithItsParentsAndOnlyOnce() throws Exception {
    FolderMetadata folder = client.files().createFolderV2("/A/B").getMetadata();

    assertThat(folder.getPathDisplay()).isEqualTo("/A/B");
    assertThat(dropbox.tree(user)).extracting(FaceFiles.Entry::path).containsExactly("/A", "/A/B");
    assertThatThrownBy(() -> client.files().createFolderV2("/a/b"))
        .isInstanceOfSatisfying(
            CreateFolderErrorException.class,
            e ->
                assertThat(e.errorValue.getPathValue().getConflictValue().name())
                    .isEqualTo("FOLDER"));
    assertThat(client.files().createFolderV2("/a/b", true).getMetadata().getPathDisplay())
        .isEqualTo("/A/b (1)");
    dropbox.putFile(user, "/file", new byte[1]);
    assertThatThrownBy(() -> client.files().createFolderV2("/file/below"))
        .isInstanceOfSatisfying(
            CreateFolderErrorException.class,
            e ->
                assertThat(e.errorValue.getPathValue().getConflictValue().name())
                    .isEqualTo("FILE_ANCESTOR"));
  }

  @Test
  void deletingAFolderDeletesWhatIsInItAndNothingElse() throws Exception {
    dropbox.putFile(user, "/a/b/c.txt", new byte[1]);
    dropbox.putFile(user, "/a b.txt", new byte[1]);
    dropbox.putFile(user, "/ab/c.txt", new byte[1]);

    assertThat(client.files().deleteV2("/A").getMetadata().getPathDisplay()).isEqualTo("/a");

    assertThat(dropbox.tree(user))
        .extracting(FaceFiles.Entry::path)
        .containsExactly("/a b.txt", "/ab", "/ab/c.txt");
  }

  @Test
  void usersSeeOnlyTheirOwnFiles() throws Exception {
    User other = dropbox.createUser(new NewUser("other@example.com", null, "DE", "de", 10L));
    dropbox.putFile(other, "/theirs.txt", new byte[1]);

    assertThat(client.files().listFolder("").getEntries()).isEmpty();
  }

  @Test
  void tooManyRequestsAreTypedWithTheirBackoff() throws Exception {
    dropbox.fault(
        Fault.status(
                "/2/files/list_folder",
                1,
                429,
                "{\"error_summary\":\"too_many_requests/..\",\"error\":{\"reason\":{\".tag\":"
                    + "\"too_many_requests\"},\"retry_after\":3}}")
            .withHeader("Retry-After", "3"));

    assertThatThrownBy(() -> client.files().listFolder(""))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.getBackoffMillis()).isEqualTo(3000));
    assertThat(client.files().listFolder("").getEntries()).isEmpty();
  }

  private String download(String path) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    client.files().download(path).download(bytes);
    return bytes.toString(UTF_8);
  }
}
