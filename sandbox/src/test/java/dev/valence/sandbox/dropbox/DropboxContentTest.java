package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.AccessErrorException;
import com.dropbox.core.DbxAuthFinish;
import com.dropbox.core.DbxSessionStore;
import com.dropbox.core.DbxWebAuth;
import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.files.DownloadErrorException;
import com.dropbox.core.v2.files.DownloadZipErrorException;
import com.dropbox.core.v2.files.ExportErrorException;
import com.dropbox.core.v2.files.ExportMetadata;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.GetTemporaryLinkResult;
import com.dropbox.core.v2.files.PathOrLink;
import com.dropbox.core.v2.files.ThumbnailFormat;
import com.dropbox.core.v2.files.ThumbnailMode;
import com.dropbox.core.v2.files.ThumbnailSize;
import com.dropbox.core.v2.files.ThumbnailV2ErrorException;
import dev.valence.sandbox.face.User;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways to the bytes of files beside the plain download. */
class DropboxContentTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
  }

  @Test
  void aTemporaryLinkNeedsNoTokenAndEndsAfterFourHours() throws Exception {
    dropbox.putFile(user, "/a.txt", "hello".getBytes(UTF_8));
    GetTemporaryLinkResult result = client.files().getTemporaryLink("/a.txt");

    assertThat(result.getMetadata().getName()).isEqualTo("a.txt");
    assertThat(get(result.getLink()).body()).isEqualTo("hello");

    control.advanceClock(Duration.ofHours(4));

    assertThat(get(result.getLink()).statusCode()).isEqualTo(410);
  }

  @Test
  void aFolderComesAsAnArchive() throws Exception {
    dropbox.putFile(user, "/Top/F/ä.txt", "one".getBytes(UTF_8));
    dropbox.putFile(user, "/Top/F/sub/b.txt", "two".getBytes(UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    String name =
        client.files().downloadZip("/top/f").download(bytes).getMetadata().getPathDisplay();

    Map<String, String> contents = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        contents.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    assertThat(name).isEqualTo("/Top/F");
    assertThat(contents)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("F/", "", "F/ä.txt", "one", "F/sub/", "", "F/sub/b.txt", "two"));
    assertThatThrownBy(() -> client.files().downloadZip("/top/f/ä.txt"))
        .isInstanceOfSatisfying(
            DownloadZipErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFolder()).isTrue());
  }

  @Test
  void aThumbnailIsTheImageMadeSmaller() throws Exception {
    dropbox.putFile(user, "/red.png", image(400, 200));

    BufferedImage small = thumbnail("/red.png", ThumbnailSize.W64H64, ThumbnailMode.STRICT);
    BufferedImage turned =
        thumbnail("/red.png", ThumbnailSize.W480H320, ThumbnailMode.FITONE_BESTFIT);

    assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(64, 32);
    assertThat(new Color(small.getRGB(32, 16))).isEqualTo(Color.RED);
    assertThat(List.of(turned.getWidth(), turned.getHeight())).containsExactly(400, 200);
  }

  @Test
  void whatIsNoImageIsATypedError() throws Exception {
    dropbox.putFile(user, "/a.txt", "text".getBytes(UTF_8));
    dropbox.putFile(user, "/a.png", "text".getBytes(UTF_8));

    assertThatThrownBy(() -> client.files().getThumbnailV2(PathOrLink.path("/a.txt")))
        .isInstanceOfSatisfying(
            ThumbnailV2ErrorException.class,
            e -> assertThat(e.errorValue.isUnsupportedExtension()).isTrue());
    assertThatThrownBy(() -> client.files().getThumbnailV2(PathOrLink.path("/a.png")))
        .isInstanceOfSatisfying(
            ThumbnailV2ErrorException.class,
            e -> assertThat(e.errorValue.isUnsupportedImage()).isTrue());
    assertThatThrownBy(() -> client.files().getThumbnailV2(PathOrLink.path("/missing.png")))
        .isInstanceOfSatisfying(
            ThumbnailV2ErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
  }

  @Test
  void aPaperDocumentIsExportedNotDownloaded() throws Exception {
    dropbox.putFile(user, "/Notes.paper", "# Hi\n\none < two".getBytes(UTF_8));
    dropbox.putFile(user, "/a.txt", new byte[1]);
    FileMetadata metadata = (FileMetadata) client.files().getMetadata("/notes.paper");
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    ByteArrayOutputStream markdown = new ByteArrayOutputStream();

    ExportMetadata exported =
        client.files().export("/Notes.paper").download(html).getExportMetadata();
    client.files().export("/Notes.paper", "markdown").download(markdown);

    assertThat(metadata.getIsDownloadable()).isFalse();
    assertThat(metadata.getExportInfo().getExportOptions()).containsExactly("html", "markdown");
    assertThat(exported.getName()).isEqualTo("Notes.html");
    assertThat(exported.getSize()).isEqualTo(html.size());
    assertThat(html.toString(UTF_8)).contains("<p># Hi</p>", "<p>one &lt; two</p>");
    assertThat(markdown.toString(UTF_8)).isEqualTo("# Hi\n\none < two");
    assertThatThrownBy(() -> client.files().download("/Notes.paper"))
        .isInstanceOfSatisfying(
            DownloadErrorException.class,
            e -> assertThat(e.errorValue.isUnsupportedFile()).isTrue());
    assertThatThrownBy(() -> client.files().export("/Notes.paper", "pdf"))
        .isInstanceOfSatisfying(
            ExportErrorException.class,
            e -> assertThat(e.errorValue.isInvalidExportFormat()).isTrue());
    assertThatThrownBy(() -> client.files().export("/a.txt"))
        .isInstanceOfSatisfying(
            ExportErrorException.class, e -> assertThat(e.errorValue.isNonExportable()).isTrue());
  }

  @Test
  void onlyTeamsDeletePermanently() throws Exception {
    dropbox.putFile(user, "/a.txt", new byte[1]);
    DbxSessionStore session = new SessionStore();
    String url =
        webAuth()
            .authorize(
                DbxWebAuth.newRequestBuilder()
                    .withRedirectUri(REDIRECT_URI, session)
                    .withScope(List.of("files.permanent_delete"))
                    .build());
    DbxAuthFinish finish = webAuth().finishFromRedirect(REDIRECT_URI, session, redirect(get(url)));
    DbxClientV2 eager = new DbxClientV2(configuration().build(), finish.getAccessToken());

    assertThatThrownBy(() -> eager.files().permanentlyDelete("/a.txt"))
        .isInstanceOfSatisfying(
            AccessErrorException.class,
            e ->
                assertThat(e.getAccessError().getInvalidAccountTypeValue().name())
                    .isEqualTo("ENDPOINT"));
  }

  private BufferedImage thumbnail(String path, ThumbnailSize size, ThumbnailMode mode)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    client
        .files()
        .getThumbnailV2Builder(PathOrLink.path(path))
        .withFormat(ThumbnailFormat.PNG)
        .withSize(size)
        .withMode(mode)
        .download(bytes);
    return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static byte[] image(int width, int height) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.RED);
    canvas.fillRect(0, 0, width, height);
    canvas.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
