package dev.valence.app;

import dev.valence.app.Api.Answer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;

/**
 * Spring Authorization Server in a process of its own, as the module {@code judges} configures it:
 * a refresh token works once, and PKCE is demanded. What it has granted is forgotten when it ends.
 */
final class RotatingJudge implements AutoCloseable {

  static final String CLIENT_ID = "valence";

  /** With characters that a Basic header has escaped (RFC 6749, 2.3.1). */
  static final String CLIENT_SECRET = "a secret: of signs + 100%";

  /** How long an access token lives. */
  static final Duration LIFETIME = Duration.ofSeconds(3);

  private static final Path BUILT = Path.of("..", "judges", "target");
  private static final Path JAR = BUILT.resolve("valence-judges.jar");

  private final Process process;
  private final Path directory;
  private final URI url;

  /** Its user's browser, which remembers the login. */
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private RotatingJudge(Process process, Path directory, URI url) {
    this.process = process;
    this.directory = directory;
    this.url = url;
  }

  /**
   * Starts the server and waits until it is ready. It ends with this process, however that ends.
   *
   * @param directory where its logs are, which go on where they ended
   */
  static RotatingJudge start(Path directory, int port) throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there: build the module judges as well.");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JAR + File.pathSeparator + BUILT.resolve("lib").resolve("*"),
                "dev.valence.judges.RotatingServer",
                "--server.port=" + port,
                "--server.tomcat.accesslog.directory=" + directory.toAbsolutePath())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("judge.log").toFile()))
            .start();
    RotatingJudge judge =
        new RotatingJudge(process, directory, URI.create("http://127.0.0.1:" + port));
    ServerProcess.await("the judge is ready", judge::isReady);
    return judge;
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the judge ended: " + lines("judge.log"));
    }
    try {
      return get(url.resolve("/.well-known/oauth-authorization-server")).status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Goes where an authorization URL leads, logs in where that is asked for, and gives the code. */
  String consent(String authorizationUrl) {
    URI place = URI.create(authorizationUrl);
    while (!place.toString().startsWith(Api.CALLBACK)) {
      Answer page = get(place);
      if (page.status() == 200) {
        page = login(page);
      }
      place = place.resolve(page.header("Location"));
    }
    return Query.of(place.toString()).value("code");
  }

  private Answer login(Answer page) {
    String csrf = Jsoup.parse(page.response().body()).select("input[name=_csrf]").val();
    return send(
        form("/login", "username=ada&password=" + Api.encode("open sesame") + "&_csrf=" + csrf));
  }

  /** The refresh token that was issued last, of whomever. */
  String newestRefreshToken() {
    return get(url.resolve("/newest-refresh-token")).response().body();
  }

  /** Whether a token is good (RFC 7662). */
  boolean isActive(String token) {
    String client = Api.encode(CLIENT_ID) + ":" + Api.encode(CLIENT_SECRET);
    String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    return send(form("/oauth2/introspect", "token=" + Api.encode(token))
            .header("Authorization", "Basic " + basic))
        .json()
        .required("active")
        .asBoolean();
  }

  /** The statuses of what it was asked at a path, such as {@code POST /oauth2/token}. */
  List<Integer> statuses(String request) {
    return lines("access.log").stream()
        .filter(line -> line.startsWith(request + " "))
        .map(line -> Integer.valueOf(line.substring(request.length() + 1)))
        .toList();
  }

  private List<String> lines(String log) {
    try {
      return Files.readAllLines(directory.resolve(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer get(URI place) {
    return send(HttpRequest.newBuilder(place).header("Accept", "text/html"));
  }

  private HttpRequest.Builder form(String path, String parameters) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(parameters));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(browser.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    browser.close();
  }
}
