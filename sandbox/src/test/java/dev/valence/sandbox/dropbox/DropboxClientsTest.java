package dev.valence.sandbox.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dropbox.core.DbxAuthFinish;
import com.dropbox.core.TokenAccessType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.sandbox.OutsideClient;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are no Java: Dropbox's own for JavaScript, and rclone. */
class DropboxClientsTest extends DropboxTest {

  @TempDir Path directory;
  private User user;

  @BeforeEach
  void findUser() {
    user = dropbox.users().getFirst();
  }

  @Test
  void theClientForJavaScriptUsesTheWholeApi() throws Exception {
    DbxAuthFinish finish = authorize(TokenAccessType.OFFLINE);

    String output =
        OutsideClient.node("dropbox.js")
            .run(
                Map.of(
                    "BASE", sandbox.face("dropbox").httpUrl().toString(),
                    "TOKEN", finish.getAccessToken(),
                    "REFRESH_TOKEN", finish.getRefreshToken(),
                    "CLIENT_ID", APP_KEY,
                    "CLIENT_SECRET", APP_SECRET))
            .successful();

    JsonNode seen = new ObjectMapper().readTree(output);
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"renewed": true,
                 "email": "alex@example.com",
                 "names": ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "ä 1.txt"],
                 "downloaded": "hello",
                 "moved": "/moved/0.txt",
                 "copied": "folder",
                 "conflict": {"status": 409, "error": {".tag": "to",
                     "to": {".tag": "conflict", "conflict": {".tag": "folder"}}}},
                 "missing": {"status": 409,
                     "error": {".tag": "path", "path": {".tag": "not_found"}}},
                 "found": ["1.txt", "ä 1.txt"],
                 "revisions": [6, 1],
                 "restored": 1,
                 "link": ["file", "2100-01-02T03:04:05Z", "password"],
                 "secondLink": "shared_link_already_exists",
                 "links": 1,
                 "tags": ["red"],
                 "properties": [{"name": "level", "value": "high"}],
                 "temporary": "x",
                 "deleted": {".tag": "path", "path": {".tag": "not_found"}}}
                """);
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void rcloneCopiesATreeInBothDirectionsAndFindsThemEqual() throws Exception {
    Path local = Files.createDirectories(directory.resolve("local"));
    Path back = directory.resolve("back");
    write(local, "ä/ü b.txt", "hello".getBytes(UTF_8));
    write(local, "ä/deep/er/c.bin", random(1_500_000));
    write(local, "empty.txt", new byte[0]);
    write(local, "Case.TXT", "case".getBytes(UTF_8));

    rclone("copy", local.toString(), "box:Target");
    assertThat(dropbox.file(user, "/Target/ä/deep/er/c.bin"))
        .isEqualTo(Files.readAllBytes(local.resolve("ä/deep/er/c.bin")));
    assertThat(rclone("check", local.toString(), "box:Target")).contains("0 differences found");
    rclone("copy", "box:target", back.toString());

    assertThat(contents(back)).isEqualTo(contents(local));
  }

  @Test
  void rcloneSyncsWhatHasChanged() throws Exception {
    Path local = Files.createDirectories(directory.resolve("local"));
    write(local, "a.txt", "one".getBytes(UTF_8));
    write(local, "sub/b.txt", "two".getBytes(UTF_8));
    rclone("sync", local.toString(), "box:Target");
    write(local, "a.txt", "other".getBytes(UTF_8));
    Files.delete(local.resolve("sub/b.txt"));
    write(local, "sub/c.txt", random(9 * 1024 * 1024));

    rclone("sync", "--dropbox-chunk-size", "4M", local.toString(), "box:Target");
    assertThat(dropbox.tree(user))
        .extracting(FaceFiles.Entry::path)
        .containsExactly("/Target", "/Target/a.txt", "/Target/sub", "/Target/sub/c.txt");
    dropbox.putFile(user, "/Target/new.txt", "new".getBytes(UTF_8));
    rclone("sync", "box:Target", local.toString());

    assertThat(local.resolve("new.txt")).hasContent("new");
    assertThat(rclone("check", "box:Target", local.toString())).contains("0 differences found");
    rclone("moveto", "box:Target/a.txt", "box:Target/moved.txt");
    rclone("copyto", "box:Target/moved.txt", "box:Target/copied.txt");
    assertThat(dropbox.file(user, "/Target/copied.txt")).isEqualTo("other".getBytes(UTF_8));
    assertThat(rclone("link", "box:Target/moved.txt")).startsWith("https://www.dropbox.com/scl/");
    rclone("purge", "box:Target");
    assertThat(dropbox.tree(user)).isEmpty();
  }

  /** What rclone prints, its log included. */
  private String rclone(String... arguments) throws Exception {
    Path configuration = directory.resolve("rclone.conf");
    Path authority = directory.resolve("authority.pem");
    if (Files.notExists(configuration)) {
      String token = authorize(TokenAccessType.ONLINE).getAccessToken();
      Files.writeString(
          configuration,
          """
          [box]
          type = dropbox
          token = {"access_token":"%s","token_type":"bearer","expiry":"2100-01-01T00:00:00Z"}
          """
              .formatted(token));
      Files.writeString(authority, pem(sandbox.certificateAuthority()));
    }
    List<String> all =
        Stream.concat(
                Stream.of(
                    "--config",
                    configuration.toString(),
                    "--ca-cert",
                    authority.toString(),
                    "--retries",
                    "1"),
                Stream.of(arguments))
            .toList();
    String proxy = "http://" + sandbox.proxy().getHostString() + ":" + sandbox.proxy().getPort();
    OutsideClient.Result result =
        OutsideClient.program("rclone")
            .run(Map.of("HTTPS_PROXY", proxy), all.toArray(String[]::new));
    assertThat(result.errors()).doesNotContain("ERROR", "Unknown");
    return result.successful() + result.errors();
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void write(Path root, String name, byte[] bytes) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Map<String, String> contents(Path root) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Files.copy(file, bytes);
        contents.put(
            root.relativize(file).toString(),
            Base64.getEncoder().encodeToString(bytes.toByteArray()));
      }
    }
    return contents;
  }
}
