package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files pass through the server; they never stay in it. */
class LargeFileIT {

  private static final long GIGABYTE = 1024L * 1024 * 1024;
  private static final String HEAP = "-Xmx256m";

  @TempDir Path directory;

  @Test
  void aGigabyteGoesUpAndDownThroughASmallHeapWithoutACopyOnDisk() throws Exception {
    Path data = directory.resolve("data");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server =
            ServerProcess.start(
                directory.resolve("server.log"),
                List.of(HEAP),
                Map.of(),
                "--data",
                data.toString(),
                "--sandbox",
                sandbox.url().toString());
        HttpClient client = HttpClient.newHttpClient()) {
      Api api = new Api(server.url(), data);
      String token = api.connectDropbox(sandbox.client()).path("token").asText();
      URI file = URI.create(server.url() + "/elements/api-v2/files?path=/large.bin");
      MessageDigest sent = MessageDigest.getInstance("SHA-256");
      long writtenBefore = bytesWrittenToDisk(server.pid());

      HttpResponse<String> uploaded =
          client.send(
              HttpRequest.newBuilder(file)
                  .header("Authorization", api.element(token))
                  .header("Content-Type", "multipart/form-data; boundary=limit")
                  .POST(BodyPublishers.ofInputStream(() -> multipart(sent)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
      assertThat(uploaded.body()).contains("\"size\":" + GIGABYTE);
      HttpResponse<InputStream> downloaded =
          client.send(
              HttpRequest.newBuilder(file).header("Authorization", api.element(token)).build(),
              BodyHandlers.ofInputStream());
      MessageDigest received = MessageDigest.getInstance("SHA-256");
      try (InputStream body = new DigestInputStream(downloaded.body(), received)) {
        assertThat(body.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(GIGABYTE);
      }
      assertThat(hex(received)).isEqualTo(hex(sent));
      assertThat(bytesWrittenToDisk(server.pid()) - writtenBefore).isLessThan(GIGABYTE / 10);
      assertThat(server.logText()).doesNotContain("OutOfMemoryError");
    }
  }

  private static InputStream multipart(MessageDigest digest) {
    String head =
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.bin\"\r\n\r\n";
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                text(head),
                new DigestInputStream(new Noise(GIGABYTE), digest),
                text("\r\n--limit--\r\n"))));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What a process has had written to storage, as the kernel counts it. */
  private static long bytesWrittenToDisk(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/io")).stream()
        .filter(line -> line.startsWith("write_bytes:"))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** Bytes that cannot be compressed, as many as are wanted. */
  private static final class Noise extends InputStream {

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private long left;

    Noise(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? random.nextInt(256) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      System.arraycopy(bytes, 0, target, offset, count);
      left -= count;
      return count;
    }
  }
}
