package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.FileStatus;
import com.dropbox.core.v2.files.ListFolderLongpollErrorException;
import com.dropbox.core.v2.files.SearchErrorException;
import com.dropbox.core.v2.files.SearchOptions;
import com.dropbox.core.v2.files.SearchV2Result;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding files, and hearing of changes. */
class DropboxSearchTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void namesMatchByTheBeginningsOfTheirWords() throws Exception {
    dropbox.putFile(user, "/Annual Report 2026.pdf", new byte[1]);
    dropbox.putFile(user, "/sub/report.txt", new byte[1]);
    dropbox.putFile(user, "/import.txt", new byte[1]);

    assertThat(found(client.files().searchV2("rep")))
        .containsExactly("/Annual Report 2026.pdf", "/sub/report.txt");
    assertThat(found(client.files().searchV2("2026 ANN")))
        .containsExactly("/Annual Report 2026.pdf");
    assertThat(found(client.files().searchV2("port"))).isEmpty();
    assertThat(found(search("rep", SearchOptions.newBuilder().withPath("/Sub").build())))
        .containsExactly("/sub/report.txt");
    assertThat(
            found(
                search(
                    "rep", SearchOptions.newBuilder().withFileExtensions(List.of("pdf")).build())))
        .containsExactly("/Annual Report 2026.pdf");
  }

  @Test
  void resultsComeInPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      dropbox.putFile(user, "/report " + i, new byte[1]);
    }

    SearchV2Result page = search("report", SearchOptions.newBuilder().withMaxResults(3L).build());
    List<String> all = new ArrayList<>(found(page));
    while (page.getHasMore()) {
      page = client.files().searchContinueV2(page.getCursor());
      all.addAll(found(page));
    }

    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    assertThatThrownBy(() -> client.files().searchContinueV2("nonsense"))
        .isInstanceOf(SearchErrorException.class);
  }

  @Test
  void deletedFilesAreFoundWhenAskedFor() throws Exception {
    dropbox.putFile(user, "/report", new byte[1]);
    client.files().deleteV2("/report");

    assertThat(found(client.files().searchV2("report"))).isEmpty();
    assertThat(
            found(
                search(
                    "report",
                    SearchOptions.newBuilder().withFileStatus(FileStatus.DELETED).build())))
        .containsExactly("/report");
  }

  @Test
  void aMissingFolderIsATypedError() {
    assertThatThrownBy(() -> search("a", SearchOptions.newBuilder().withPath("/missing").build()))
        .isInstanceOfSatisfying(
            SearchErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
  }

  @Test
  void whoWaitsHearsOfAChange() throws Exception {
    String cursor = client.files().listFolderGetLatestCursor("").getCursor();
    DbxClientV2 waiting = client;

    CompletableFuture<Boolean> heard =
        CompletableFuture.supplyAsync(() -> {
          try {
            return waiting.files().listFolderLongpoll(cursor, 480).getChanges();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(heard).isNotDone();
    dropbox.putFile(user, "/a", new byte[1]);

    assertThat(heard.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsInVainIsToldSoInTheEnd() throws Exception {
    String cursor = client.files().listFolderGetLatestCursor("").getCursor();
    CompletableFuture<Boolean> heard =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.files().listFolderLongpoll(cursor, 30).getChanges();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    while (!heard.isDone()) {
      control.advanceClock(Duration.ofSeconds(31));
      Thread.sleep(50);
    }

    assertThat(heard.get()).isFalse();
    assertThatThrownBy(() -> client.files().listFolderLongpoll("nonsense"))
        .isInstanceOfSatisfying(
            ListFolderLongpollErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("RESET"));
  }

  private SearchV2Result search(String query, SearchOptions options) throws Exception {
    return client.files().searchV2Builder(query).withOptions(options).start();
  }

  private static List<String> found(SearchV2Result result) {
    return result.getMatches().stream()
        .map(match -> match.getMetadata().getMetadataValue().getPathDisplay())
        .toList();
  }
}
