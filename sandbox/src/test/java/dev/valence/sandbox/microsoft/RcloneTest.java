package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.OutsideClient;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Json;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rclone makes of it, which knows nothing of the sandbox but a proxy and a certificate. */
class RcloneTest extends MicrosoftTest {

  private static final int PIECE_BYTES = 320 * 1024;

  private static final Map<String, String> NOBODY = Map.of();

  @TempDir Path directory;
  private Path configuration;
  private Path certificate;

  @BeforeEach
  void configure() throws Exception {
    // This version of it sends its token wherever it is led.
    microsoft.options(new FaceOptions(3599, false, false, Map.of("tokensAtOpenDoors", "ignored")));
    JsonNode tokens = tokens(V2, "scope", "offline_access Files.ReadWrite.All");
    String token = tokens.path("access_token").asText();
    String driveId = json(get(graph + "/me/drive", token)).path("id").asText();
    String kept =
        Json.object()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("refresh_token", tokens.path("refresh_token").asText())
            .put("expiry", Instant.now().plusSeconds(3000).toString())
            .toString();
    configuration =
        Files.writeString(
            directory.resolve("rclone.conf"),
            String.join(
                "\n",
                "[drive]",
                "type = onedrive",
                "client_id = app",
                "client_secret = secret",
                "token_url = " + login + V2 + "/token",
                "drive_type = business",
                "drive_id = " + driveId,
                "chunk_size = 320k",
                "token = " + kept,
                ""));
    certificate =
        Files.writeString(
            directory.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(sandbox.certificateAuthority().getEncoded())
                + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void itCopiesATreeThereAndBack() throws Exception {
    Path source = tree();
    rclone("copy", source.toString(), "drive:Ordner/there");

    rclone("check", "--one-way", source.toString(), "drive:Ordner/there");
    assertThat(paths()).contains("/Ordner/there/a b/ü#%.txt", "/Ordner/there/big.bin");
    assertThat(microsoft.calls())
        .filteredOn(call -> call.method().equals("PUT") && call.path().endsWith("/uploadSession"))
        .hasSizeGreaterThan(3);

    Path back = directory.resolve("back");
    rclone("copy", "drive:Ordner/there", back.toString());
    rclone("check", "--download", source.toString(), back.toString());
    assertThat(Files.getLastModifiedTime(back.resolve("big.bin")).toInstant())
        .isEqualTo(Files.getLastModifiedTime(source.resolve("big.bin")).toInstant());
  }

  @Test
  void aSyncBringsTheTreesToTheSameState() throws Exception {
    Path source = tree();
    rclone("sync", source.toString(), "drive:x");
    Files.writeString(source.resolve("a b/ü#%.txt"), "another text");
    Files.delete(source.resolve("empty"));
    Files.writeString(source.resolve("new.txt"), "new");

    rclone("sync", source.toString(), "drive:x");
    rclone("check", source.toString(), "drive:x");

    assertThat(paths()).contains("/x/new.txt").doesNotContain("/x/empty");
    assertThat(content("/x/a b/ü#%.txt")).isEqualTo("another text");

    put("/x/from there.txt", "there");
    rclone("sync", "drive:x", source.toString());
    assertThat(source.resolve("from there.txt")).hasContent("there");
  }

  @Test
  void theHashesAreTheSameAsItsOwn() throws Exception {
    Path source = tree();
    rclone("copy", source.toString(), "drive:");

    String here = rclone("hashsum", "quickxor", source.toString());
    String there = rclone("hashsum", "quickxor", "drive:");

    assertThat(there.lines().sorted().toList()).isEqualTo(here.lines().sorted().toList());
  }

  @Test
  void itCopiesWithinTheDriveAndWaitsForTheMonitor() throws Exception {
    put("/from/a.txt", "hello");

    rclone("copyto", "drive:from/a.txt", "drive:to/b.txt");

    assertThat(content("/to/b.txt")).isEqualTo("hello");
    assertThat(content("/from/a.txt")).isEqualTo("hello");
    assertThat(microsoft.calls())
        .extracting(Call::path)
        .anyMatch(path -> path.endsWith("/copy"))
        .anyMatch(path -> path.startsWith("/_api/v2.0/monitor/"));
  }

  @Test
  void itMovesRenamesSharesAndDeletes() throws Exception {
    put("/from/deep/a.txt", "hello");

    rclone("moveto", "drive:from/deep", "drive:to/other");
    rclone("moveto", "drive:to/other/a.txt", "drive:to/other/b.txt");
    rclone("mkdir", "drive:new/folder");
    assertThat(paths()).contains("/to/other/b.txt", "/new/folder").doesNotContain("/from/deep");
    String link = rclone("link", "drive:to/other/b.txt").strip();
    String site = "https://contoso-my.sharepoint.com";
    assertThat(link).startsWith(site + "/personal/").contains("?share=");
    HttpResponse<String> shared =
        get(sandbox.face("microsoft.sharepoint").httpUrl() + link.substring(site.length()), NOBODY);
    assertThat(get(shared.headers().firstValue("location").orElseThrow(), NOBODY).body())
        .isEqualTo("hello");
    rclone("rmdir", "drive:new/folder");
    rclone("purge", "drive:to");
    assertThat(paths()).containsExactly("/from", "/new");
  }

  @Test
  void itReadsTheQuotaAndRemovesOldVersions() throws Exception {
    put("/a.txt", "one");
    put("/a.txt", "three");

    JsonNode about = Json.MAPPER.readTree(rclone("about", "--json", "drive:"));

    assertThat(about.path("used").asLong()).isEqualTo(5);
    assertThat(about.path("total").asLong()).isEqualTo(alex().storageBytes());
    assertThat(rclone("cat", "drive:a.txt")).isEqualTo("three");
    assertThat(rclone("cat", "--offset", "2", "--count", "2", "drive:a.txt")).isEqualTo("re");
  }

  @Test
  void anUploadGoesOnAfterACut() throws Exception {
    Path source = tree();
    microsoft.fault(Fault.cut("/personal/").afterProcessing());

    rclone("copy", source.resolve("big.bin").toString(), "drive:");

    rclone("check", "--one-way", "--include", "big.bin", source.toString(), "drive:");
  }

  private Path tree() throws Exception {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.createDirectories(source.resolve("a b"));
    Files.writeString(source.resolve("a b/ü#%.txt"), "hello");
    Files.writeString(source.resolve("empty"), "");
    byte[] bytes = new byte[3 * PIECE_BYTES + 17];
    new Random(1).nextBytes(bytes);
    Files.write(source.resolve("big.bin"), bytes);
    for (String name : List.of("a b/ü#%.txt", "empty", "big.bin")) {
      Files.setLastModifiedTime(
          source.resolve(name), FileTime.from(Instant.parse("2020-02-03T04:05:06Z")));
    }
    return source;
  }

  private String rclone(String... arguments) {
    InetSocketAddress proxy = sandbox.proxy();
    List<String> all =
        new ArrayList<>(
            List.of(
                "--config",
                configuration.toString(),
                "--ca-cert",
                certificate.toString(),
                "--retries",
                "1"));
    all.addAll(Arrays.asList(arguments));
    // It follows a monitor by another client of its own, which knows nothing of --ca-cert.
    return OutsideClient.program("rclone")
        .run(
            Map.of(
                "HTTPS_PROXY",
                "http://" + proxy.getHostString() + ":" + proxy.getPort(),
                "SSL_CERT_FILE",
                certificate.toString()),
            all.toArray(String[]::new))
        .successful();
  }
}
