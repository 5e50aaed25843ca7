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
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
      long writtenBefore = bytesWrittenToDisk(server.pid());

      HttpResponse<String> uploaded =
          client.send(
              HttpRequest.newBuilder(file)
                  .header("Authorization", api.element(token))
                  .header("Content-Type", "multipart/form-data; boundary=limit")
                  .POST(BodyPublishers.ofInputStream(LargeFileIT::multipart))
                  .build(),
              BodyHandlers.ofString());

      assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
      assertThat(uploaded.body()).contains("\"size\":" + GIGABYTE);
      HttpResponse<InputStream> downloaded =
          client.send(
              HttpRequest.newBuilder(file).header("Authorization", api.element(token)).build(),
              BodyHandlers.ofInputStream());
      assertThat(digest(downloaded.body())).isEqualTo(digest(new Noise(GIGABYTE)));
      assertThat(bytesWrittenToDisk(server.pid()) - writtenBefore).isLessThan(GIGABYTE / 10);
      assertThat(server.logText()).doesNotContain("OutOfMemoryError");
    }
  }

  private static InputStream multipart() {
    String head =
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.bin\"\r\n\r\n";
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(text(head), new Noise(GIGABYTE), text("\r\n--limit--\r\n"))));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String digest(InputStream content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (content) {
      byte[] buffer = new byte[64 * 1024];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
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

  /** Bytes that tell where they belong, the same at each reading. */
  private static final class Noise extends InputStream {

    /** A prime, so that no block or buffer of a power of two ever begins alike. */
    private static final int PERIOD = 1_048_573;

    private static final byte[] BLOCK = new byte[PERIOD];

    static {
      new Random(1).nextBytes(BLOCK);
    }

    private final long length;
    private long position;

    Noise(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      return position < length ? BLOCK[(int) (position++ % PERIOD)] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      if (position >= length) {
        return -1;
      }
      int start = (int) (position % PERIOD);
      int count = (int) Math.min(Math.min(wanted, PERIOD - start), length - position);
      System.arraycopy(BLOCK, start, target, offset, count);
      position += count;
      return count;
    }
  }
}
