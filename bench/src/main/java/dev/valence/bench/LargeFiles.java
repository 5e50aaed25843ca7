package dev.valence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.FaceAddress;
import dev.valence.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A file of 5 GB up to Dropbox and down again through the server, and the same bytes in the same
 * calls of Dropbox through nginx, on one machine and in one run. Dropbox is the sandbox's, which
 * has the file on its disk.
 */
final class LargeFiles {

  private static final int MIB = 1024 * 1024;

  /** As many bytes as the server sends in one call. */
  private static final int PIECE = 4 * MIB;

  private static final int PARALLEL = 4;

  private static final long SIZE = Long.getLong("valence.bench.mebibytes", 5 * 1024L) * MIB;

  /** So much goes each way before, that what is measured is compiled. */
  private static final long WARMUP = 512 * MIB;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final Map<Long, String> hashes = new ConcurrentHashMap<>();

  private LargeFiles(Path directory) {
    this.directory = directory;
  }

  /** Adds how fast each way is, and what the server takes for it. */
  static void measure(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server = ServerProcess.start(directory, sandbox.url());
        NginxProcess nginx = NginxProcess.start(directory, dropbox(sandbox).httpUrl())) {
      new LargeFiles(directory).measure(report, sandbox, server, nginx);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Report report, Sandbox sandbox, ServerProcess server, NginxProcess nginx)
      throws IOException, InterruptedException {
    String token = "Bearer " + consent(sandbox);
    String instance = new Application(client, directory, sandbox, server).connect();
    throughServer(server, instance, "/warm.bin", WARMUP);
    download(request(server, instance, "/files?path=/warm.bin").GET().build(), WARMUP);
    throughNginx(nginx, token, "/warm too.bin", WARMUP);

    double nginxUp = throughNginx(nginx, token, "/nginx.bin", SIZE);
    long written = server.bytesWritten();
    double used = CpuTime.seconds(server.handle());
    double serverUp = throughServer(server, instance, "/server.bin", SIZE);
    report.add(cpu("up", server, used));
    double nginxDown = download(nginxDownload(nginx, token, "/nginx.bin"), SIZE);
    used = CpuTime.seconds(server.handle());
    double serverDown =
        download(request(server, instance, "/files?path=/server.bin").GET().build(), SIZE);
    report.add(cpu("down", server, used));
    double nginxParallel =
        parallel(number -> throughNginx(nginx, token, "/nginx %d.bin".formatted(number), SIZE / 8));
    double serverParallel =
        parallel(number ->
            throughServer(server, instance, "/server %d.bin".formatted(number), SIZE / 8));

    // Looking at the heap stops the server each time, so what is looked at is not timed.
    long heap = server.usedHeap();
    HeapWatch watch = HeapWatch.of(server);
    throughServer(server, instance, "/watched.bin", SIZE / 4);
    download(request(server, instance, "/files?path=/watched.bin").GET().build(), SIZE / 4);
    long alone = watch.highest();
    HeapWatch parallelWatch = HeapWatch.of(server);
    parallel(
        number -> throughServer(server, instance, "/watched %d.bin".formatted(number), SIZE / 8));
    long together = parallelWatch.highest();

    compare(report, "up", nginxUp, serverUp);
    compare(report, "down", nginxDown, serverDown);
    compare(report, "4 up", nginxParallel, serverParallel);
    mebibytes(report, "heap before", heap);
    grown(report, "heap grown, one file", alone - heap);
    grown(report, "heap grown, 4 files", together - heap);
    mebibytes(report, "written to disk", server.bytesWritten() - written);
  }

  /** An upload of one of several files. */
  private interface ParallelUpload {
    double of(int number) throws IOException, InterruptedException;
  }

  /** Uploads several files at once, and gives their speed together in MiB a second. */
  private static double parallel(ParallelUpload upload) throws InterruptedException {
    long start = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Double>> files = new ArrayList<>();
      for (int i = 0; i < PARALLEL; i++) {
        int number = i;
        files.add(callers.submit(() -> upload.of(number)));
      }
      for (Future<Double> file : files) {
        file.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return speed(PARALLEL * (SIZE / 8), start);
  }

  private static void compare(Report report, String way, double nginx, double server) {
    report.add(Figure.of("files", "nginx", way, "MiB/s", nginx));
    report.add(Figure.of("files", "server", way, "MiB/s", server));
    report.add(Bar.atLeast("files", way + ", server to nginx", server / nginx, 0.8));
  }

  /** What the server's own part of the way costs, whoever else keeps the machine busy. */
  private static Figure cpu(String way, ServerProcess server, double before) {
    double seconds = CpuTime.seconds(server.handle()) - before;
    return Figure.of("files", "server", way + ", CPU per GiB", "s", seconds * 1024 * MIB / SIZE);
  }

  private static void grown(Report report, String what, long bytes) {
    mebibytes(report, what, Math.max(0, bytes));
    report.add(Bar.atMost("files", what, Math.max(0.0, (double) bytes) / MIB, 32, "MiB"));
  }

  private static void mebibytes(Report report, String what, long bytes) {
    report.add(Figure.of("files", "server", what, "MiB", (double) bytes / MIB));
  }

  /** Uploads by one request, and gives the speed in MiB a second. */
  private double throughServer(ServerProcess server, String instance, String path, long size)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Application.require(
        client.send(
            request(server, instance, "/files?path=" + Application.encoded(path) + "&size=" + size)
                .header("Content-Type", "application/octet-stream")
                .POST(body(size))
                .build(),
            BodyHandlers.ofString()));
    return speed(size, start);
  }

  /** Uploads by the calls that Dropbox wants, and gives the speed in MiB a second. */
  private double throughNginx(NginxProcess nginx, String token, String path, long size)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String session =
        content(nginx, token, "upload_session/start", JSON.createObjectNode(), 0)
            .path("session_id")
            .asText();
    ObjectNode argument = JSON.createObjectNode();
    ObjectNode cursor = argument.putObject("cursor").put("session_id", session);
    for (long offset = 0; offset < size; offset += PIECE) {
      cursor.put("offset", offset);
      // Dropbox then has the same to do as for the server, which lets it compare each piece.
      argument.put("content_hash", hash(Math.min(PIECE, size - offset)));
      content(nginx, token, "upload_session/append_v2", argument, Math.min(PIECE, size - offset));
    }
    argument.remove("content_hash");
    cursor.put("offset", size);
    argument.putObject("commit").put("path", path);
    content(nginx, token, "upload_session/finish", argument, 0);
    return speed(size, start);
  }

  private JsonNode content(
      NginxProcess nginx, String token, String endpoint, JsonNode argument, long size)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(nginx.url().resolve("/2/files/" + endpoint))
            .header("Authorization", token)
            .header("Dropbox-API-Arg", argument.toString())
            .header("Content-Type", "application/octet-stream")
            .POST(body(size))
            .build();
    String answer = Application.require(client.send(request, BodyHandlers.ofString())).body();
    return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
  }

  /** Dropbox's hash of a piece, which is made once. */
  private String hash(long length) {
    return hashes.computeIfAbsent(length, Noise::contentHash);
  }

  private static HttpRequest nginxDownload(NginxProcess nginx, String token, String path) {
    return HttpRequest.newBuilder(nginx.url().resolve("/2/files/download"))
        .header("Authorization", token)
        .header("Dropbox-API-Arg", JSON.createObjectNode().put("path", path).toString())
        .POST(BodyPublishers.noBody())
        .build();
  }

  /** Downloads, and gives the speed in MiB a second. */
  private double download(HttpRequest request, long size) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Status " + answer.statusCode());
    }
    long count = 0;
    byte[] buffer = new byte[MIB];
    try (InputStream body = answer.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        count += read;
      }
    }
    if (count != size) {
      throw new IllegalStateException("Only " + count + " bytes have come.");
    }
    return speed(count, start);
  }

  private HttpRequest.Builder request(ServerProcess server, String instance, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/elements/api-v2" + path))
        .header("Authorization", instance);
  }

  /** Bytes of which no block is like the one before. */
  private static BodyPublisher body(long size) {
    return size == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Noise(size)), size);
  }

  private static double speed(long bytes, long start) {
    return (double) bytes / MIB / ((System.nanoTime() - start) / 1e9);
  }

  /** An access token of the sandbox's Dropbox. */
  private String consent(Sandbox sandbox) throws IOException, InterruptedException {
    sandbox.client().face("dropbox").consentAutomatically();
    URI face = dropbox(sandbox).httpUrl();
    String code =
        Application.code(
            client,
            face
                + "/oauth2/authorize?response_type=code&client_id=key&redirect_uri="
                + Application.encoded(Application.CALLBACK));
    String form =
        "grant_type=authorization_code&client_id=key&client_secret=secret&code="
            + Application.encoded(code)
            + "&redirect_uri="
            + Application.encoded(Application.CALLBACK);
    HttpRequest exchange =
        HttpRequest.newBuilder(face.resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return JSON.readTree(Application.require(client.send(exchange, BodyHandlers.ofString())).body())
        .path("access_token")
        .asText();
  }

  private static FaceAddress dropbox(Sandbox sandbox) {
    return sandbox.client().faces().stream()
        .filter(face -> face.name().equals("dropbox"))
        .findFirst()
        .orElseThrow();
  }
}
