package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.sharing.CreateSharedLinkWithSettingsErrorException;
import com.dropbox.core.v2.sharing.FileLinkMetadata;
import com.dropbox.core.v2.sharing.FolderLinkMetadata;
import com.dropbox.core.v2.sharing.ListSharedLinksResult;
import com.dropbox.core.v2.sharing.RequestedVisibility;
import com.dropbox.core.v2.sharing.RevokeSharedLinkErrorException;
import com.dropbox.core.v2.sharing.SharedLinkMetadata;
import com.dropbox.core.v2.sharing.SharedLinkMetadataErrorException;
import com.dropbox.core.v2.sharing.SharedLinkSettings;
import com.dropbox.core.v2.sharing.SharedLinkSettingsError;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropboxSharingTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
    dropbox.putFile(user, "/Folder/ä b.txt", "hello".getBytes(UTF_8));
  }

  @Test
  void aLinkGivesTheBytesToEverybody() throws Exception {
    FileLinkMetadata link = (FileLinkMetadata) create("/folder/ä b.txt", null);

    assertThat(link.getName()).isEqualTo("ä b.txt");
    assertThat(link.getSize()).isEqualTo(5);
    assertThat(link.getLinkPermissions().getResolvedVisibility().name()).isEqualTo("PUBLIC");
    assertThat(link.getUrl()).startsWith("https://www.dropbox.com/scl/fi/").endsWith("&dl=0");
    assertThat(get(link.getUrl()).body()).contains("ä b.txt", "Download");
    HttpResponse<String> bytes = get(withBytes(link));
    assertThat(bytes.body()).isEqualTo("hello");
    assertThat(bytes.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''%C3%A4%20b.txt");
    assertThat(get(withBytes(link).replaceFirst("rlkey=[^&]*", "rlkey=wrong")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aFolderCanBeSharedAndGivesAnArchive() throws Exception {
    SharedLinkMetadata link = create("/Folder", null);

    assertThat(link).isInstanceOf(FolderLinkMetadata.class);
    HttpResponse<byte[]> archive =
        browser.send(
            HttpRequest.newBuilder(URI.create(withBytes(link))).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(archive.body()).startsWith('P', 'K');
  }

  @Test
  void anItemHasOneLinkWhichComesWithTheError() throws Exception {
    SharedLinkMetadata link = create("/folder/ä b.txt", null);

    assertThatThrownBy(() -> create("/folder/ä b.txt", null))
        .isInstanceOfSatisfying(
            CreateSharedLinkWithSettingsErrorException.class,
            e ->
                assertThat(
                        e.errorValue.getSharedLinkAlreadyExistsValue().getMetadataValue().getUrl())
                    .isEqualTo(link.getUrl()));
    assertThatThrownBy(() -> create("/missing", null))
        .isInstanceOfSatisfying(
            CreateSharedLinkWithSettingsErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
  }

  @Test
  void aPasswordIsAskedFor() throws Exception {
    SharedLinkMetadata link =
        create(
            "/folder/ä b.txt",
            SharedLinkSettings.newBuilder()
                .withRequestedVisibility(RequestedVisibility.PASSWORD)
                .withLinkPassword("secret")
                .build());

    assertThat(link.getLinkPermissions().getRequestedVisibility())
        .isEqualTo(RequestedVisibility.PASSWORD);
    assertThat(get(withBytes(link)).statusCode()).isEqualTo(403);
    HttpResponse<String> opened =
        browser.send(
            HttpRequest.newBuilder(URI.create(withBytes(link)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("password=secret"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(opened.body()).isEqualTo("hello");
    assertThatThrownBy(() -> client.sharing().getSharedLinkMetadata(link.getUrl()))
        .isInstanceOf(SharedLinkMetadataErrorException.class);
    assertThat(
            client
                .sharing()
                .getSharedLinkMetadataBuilder(link.getUrl())
                .withLinkPassword("secret")
                .start()
                .getUrl())
        .isEqualTo(link.getUrl());
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));

    assertRefused(
        SharedLinkSettings.newBuilder()
            .withRequestedVisibility(RequestedVisibility.PASSWORD)
            .build(),
        SharedLinkSettingsError.INVALID_SETTINGS);
    assertRefused(
        SharedLinkSettings.newBuilder().withExpires(past).build(),
        SharedLinkSettingsError.INVALID_SETTINGS);
    assertRefused(
        SharedLinkSettings.newBuilder()
            .withRequestedVisibility(RequestedVisibility.TEAM_ONLY)
            .build(),
        SharedLinkSettingsError.NOT_AUTHORIZED);
  }

  @Test
  void aLinkEndsWhenItsTimeIsOver() throws Exception {
    Date expiry = Date.from(Instant.now().plus(Duration.ofHours(1)));
    SharedLinkMetadata link =
        create("/folder", SharedLinkSettings.newBuilder().withExpires(expiry).build());
    assertThat(get(link.getUrl()).statusCode()).isEqualTo(200);

    control.advanceClock(Duration.ofMinutes(61));

    assertThat(get(link.getUrl()).statusCode()).isEqualTo(404);
    assertThat(client.sharing().listSharedLinks().getLinks()).isEmpty();
  }

  @Test
  void settingsCanBeChanged() throws Exception {
    Date expiry = Date.from(Instant.parse("2100-01-02T03:04:05Z"));
    String url =
        create("/folder", SharedLinkSettings.newBuilder().withExpires(expiry).build()).getUrl();

    SharedLinkMetadata changed =
        client
            .sharing()
            .modifySharedLinkSettings(
                url,
                SharedLinkSettings.newBuilder()
                    .withRequirePassword(true)
                    .withLinkPassword("x")
                    .build(),
                true);

    assertThat(changed.getExpires()).isNull();
    assertThat(changed.getLinkPermissions().getRequirePassword()).isTrue();
  }

  @Test
  void linksAreListedOfAnItemAndOfAll() throws Exception {
    String ofFolder = create("/folder", null).getUrl();
    String ofFile = create("/folder/ä b.txt", null).getUrl();
    for (int i = 0; i < 99; i++) {
      dropbox.putFile(user, "/" + i, new byte[1]);
      create("/" + i, null);
    }

    assertThat(list("/Folder/ä b.txt", false)).containsExactly(ofFolder, ofFile);
    assertThat(list("/Folder/ä b.txt", true)).containsExactly(ofFile);
    ListSharedLinksResult first = client.sharing().listSharedLinks();
    ListSharedLinksResult second =
        client.sharing().listSharedLinksBuilder().withCursor(first.getCursor()).start();
    assertThat(first.getLinks()).hasSize(100);
    assertThat(first.getHasMore()).isTrue();
    assertThat(second.getLinks()).hasSize(1);
    assertThat(second.getHasMore()).isFalse();
  }

  @Test
  void aRevokedLinkIsGone() throws Exception {
    String url = create("/folder", null).getUrl();

    client.sharing().revokeSharedLink(url);

    assertThat(get(url).statusCode()).isEqualTo(404);
    assertThat(list("/folder", true)).isEmpty();
    assertThatThrownBy(() -> client.sharing().revokeSharedLink(url))
        .isInstanceOfSatisfying(
            RevokeSharedLinkErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("SHARED_LINK_NOT_FOUND"));
    assertThatThrownBy(() -> client.sharing().revokeSharedLink("nonsense"))
        .isInstanceOfSatisfying(
            RevokeSharedLinkErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("SHARED_LINK_MALFORMED"));
  }

  @Test
  void othersReadALinkButDoNotRevokeIt() throws Exception {
    String url = create("/folder/ä b.txt", null).getUrl();
    User other = dropbox.createUser(new NewUser("other@example.com", null, "DE", "de", 10L));
    DbxClientV2 theirs = clientOf(other);

    assertThat(theirs.sharing().getSharedLinkMetadata(url).getPathLower()).isNull();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    theirs.sharing().getSharedLinkFile(url).download(bytes);
    assertThat(bytes.toString(UTF_8)).isEqualTo("hello");
    assertThatThrownBy(() -> theirs.sharing().revokeSharedLink(url))
        .isInstanceOfSatisfying(
            RevokeSharedLinkErrorException.class,
            e -> assertThat(e.errorValue.name()).isEqualTo("SHARED_LINK_ACCESS_DENIED"));
  }

  private SharedLinkMetadata create(String path, SharedLinkSettings settings) throws Exception {
    return settings == null
        ? client.sharing().createSharedLinkWithSettings(path)
        : client.sharing().createSharedLinkWithSettings(path, settings);
  }

  private void assertRefused(SharedLinkSettings settings, SharedLinkSettingsError error) {
    assertThatThrownBy(() -> create("/folder", settings))
        .isInstanceOfSatisfying(
            CreateSharedLinkWithSettingsErrorException.class,
            e -> assertThat(e.errorValue.getSettingsErrorValue()).isEqualTo(error));
  }

  private List<String> list(String path, boolean directOnly) throws Exception {
    return client
        .sharing()
        .listSharedLinksBuilder()
        .withPath(path)
        .withDirectOnly(directOnly)
        .start()
        .getLinks()
        .stream()
        .map(SharedLinkMetadata::getUrl)
        .toList();
  }

  private static String withBytes(SharedLinkMetadata link) {
    return link.getUrl().replace("dl=0", "dl=1");
  }
}
