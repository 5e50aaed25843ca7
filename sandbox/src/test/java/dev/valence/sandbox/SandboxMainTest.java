package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.face.User;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxMainTest {

  @Test
  void aTakenPortIsOneSentenceAndStatusOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StringWriter err = new StringWriter();

      int status =
          new CommandLine(new SandboxMain())
              .setErr(new PrintWriter(err))
              .execute("--port", Integer.toString(taken.getLocalPort()));

      assertThat(status).isEqualTo(1);
      assertThat(err.toString().strip())
          .contains("port " + taken.getLocalPort())
          .endsWith("choose another with --port.")
          .doesNotContain("\n");
    }
  }

  @Test
  void theProcessSaysWhereItListensAndEndsCleanly() throws Exception {
    Process process = start("-Xmx128m");
    try (BufferedReader out = process.inputReader()) {
      URI url = url(out.readLine());

      assertThat(new SandboxClient(url).faces()).isNotEmpty();

      // Unlike Process.destroy, this leaves the output readable.
      assertThat(process.toHandle().destroy()).isTrue();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void filesLargerThanTheHeapPassThrough(@TempDir Path directory) throws Exception {
    long size = 200L * 1024 * 1024;
    Path source = directory.resolve("source");
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(size);
    }
    Process process = start("-Xmx48m");
    try (BufferedReader out = process.inputReader();
        HttpClient http = HttpClient.newHttpClient()) {
      URI url = url(out.readLine());
      FaceClient dropbox = new SandboxClient(url).face("dropbox");
      User user = dropbox.users().getFirst();

      dropbox.putFile(user, "/large", source);
      HttpResponse<InputStream> back =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          url + "/_sandbox/dropbox/users/" + user.id() + "/files?path=/large"))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());

      long received = 0;
      byte[] buffer = new byte[65_536];
      try (InputStream in = back.body()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          received += count;
        }
      }
      assertThat(received).isEqualTo(size);
    } finally {
      // Ended cleanly, so that it deletes its temporary directory.
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process start(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SandboxMain.class.getName(),
            "--port",
            "0"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static URI url(String line) {
    Matcher matcher = Pattern.compile("listens on (http://[0-9.:]+)").matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return URI.create(matcher.group(1));
  }
}
