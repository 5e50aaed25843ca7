package dev.valence.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlApiTest {

  private static Sandbox sandbox;
  private static SandboxClient control;
  private static FaceClient dropbox;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    control = new SandboxClient(sandbox.url());
    dropbox = control.face("dropbox");
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    control.reset();
  }

  @Test
  void theElementsLeadToTheFace() throws Exception {
    SandboxClient.Element element = control.elements().get("dropbox");
    URI base = sandbox.face("dropbox").httpUrl();

    assertThat(element.hosts()).containsExactly(base.getAuthority());
    assertThat(element.configuration())
        .containsEntry("oauth.authorization.url", base + "/oauth2/authorize")
        .containsEntry("oauth.token.url", base + "/oauth2/token")
        .containsEntry("oauth.token.revoke_url", base + "/2/auth/token/revoke")
        .containsEntry("base.url", base + "/2")
        .containsEntry("dropbox.content.url", base + "/2");
  }

  @Test
  void theFacesAreThoseOfTheSandbox() throws Exception {
    assertThat(control.faces()).isEqualTo(sandbox.faces());
    assertThat(send("GET", "/faces", null).body())
        .contains("\"proxy\":" + sandbox.proxy().getPort());
  }

  @Test
  void theCertificateOfTheAuthorityCanBeDownloaded() throws Exception {
    String pem = send("GET", "/ca.pem", null).body();

    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8))))
        .isEqualTo(sandbox.certificateAuthority());
  }

  @Test
  void theProxyRefusesHostsThatNoFaceStandsFor() throws Exception {
    for (String destination : List.of("example.com:443", "api.dropboxapi.com:80")) {
      try (java.net.Socket socket =
          new java.net.Socket(sandbox.proxy().getAddress(), sandbox.proxy().getPort())) {
        socket
            .getOutputStream()
            .write(
                ("CONNECT " + destination + " HTTP/1.1\r\nHost: " + destination + "\r\n\r\n")
                    .getBytes(UTF_8));
        byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 403".length());
        assertThat(new String(head, UTF_8)).isEqualTo("HTTP/1.1 403");
      }
    }
  }

  @Test
  void thereIsOneUserAndMoreCanBeMade() {
    User bea = dropbox.createUser("bea@example.com", "Bea Beispiel");

    assertThat(dropbox.users()).hasSize(2).last().isEqualTo(bea);
    assertThatThrownBy(() -> dropbox.createUser("bea@example.com", "Another"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("email is taken");
  }

  @Test
  void seededFilesAreThereInFolders() {
    User user = dropbox.users().getFirst();

    dropbox.putFile(user, "/A & B/ü.txt", "hi".getBytes(UTF_8));

    assertThat(dropbox.file(user, "/a & b/ü.txt")).isEqualTo("hi".getBytes(UTF_8));
    assertThat(dropbox.tree(user))
        .extracting(FaceFiles.Entry::path, FaceFiles.Entry::directory, FaceFiles.Entry::size)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("/A & B", true, 0L),
            org.assertj.core.api.Assertions.tuple("/A & B/ü.txt", false, 2L));
    assertThatThrownBy(() -> dropbox.file(user, "/missing")).hasMessageContaining("404");
    assertThatThrownBy(() -> dropbox.putFile(user, "/A & B", new byte[1]))
        .hasMessageContaining("conflict/folder");
  }

  @Test
  void aFileOnDiskCanBeSeeded(@TempDir Path directory) throws Exception {
    Path source = Files.write(directory.resolve("source"), new byte[1_000_000]);
    User user = dropbox.users().getFirst();

    dropbox.putFile(user, "/big", source);

    assertThat(dropbox.tree(user).getFirst().size()).isEqualTo(1_000_000);
  }

  @Test
  void theClockAdvances() {
    Instant before = control.now();

    control.advanceClock(Duration.ofDays(3));

    assertThat(control.now()).isAfterOrEqualTo(before.plus(Duration.ofDays(3)));
  }

  @Test
  void callsAreLoggedWithTheirHeadersAndBodies() throws Exception {
    http.send(
        HttpRequest.newBuilder(sandbox.face("dropbox").httpUrl().resolve("/oauth2/token?x=%20y"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Test", "one")
            .POST(HttpRequest.BodyPublishers.ofString("client_id=a"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    http.send(
        HttpRequest.newBuilder(sandbox.face("dropbox").httpUrl().resolve("/elsewhere")).build(),
        HttpResponse.BodyHandlers.ofString());

    List<Call> calls = control.calls("dropbox", "/oauth2/token");

    assertThat(calls).hasSize(1);
    Call call = calls.getFirst();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.host()).isEqualTo(sandbox.face("dropbox").httpUrl().getAuthority());
    assertThat(call.query()).isEqualTo("x=%20y");
    assertThat(call.headers()).containsEntry("x-test", "one");
    assertThat(call.body()).isEqualTo("client_id=a");
    assertThat(call.requestBytes()).isEqualTo(11);
    assertThat(call.status()).isEqualTo(400);
    assertThat(dropbox.calls()).extracting(Call::status).containsExactly(400, 404);

    control.clearCalls();
    assertThat(control.calls(null, null)).isEmpty();
  }

  @Test
  void aResetLeadsBackToTheStart() {
    control.reset();
    FaceOptions start = dropbox.options();
    assertThat(start.accessTokenLifetimeSeconds()).isEqualTo(14_400);
    User user = dropbox.users().getFirst();
    dropbox.createUser("bea@example.com", "Bea");
    dropbox.putFile(user, "/a", new byte[1]);
    dropbox.consentAutomatically();
    dropbox.options(new FaceOptions(1, true, true));
    dropbox.fault(Fault.cut("/"));
    control.advanceClock(Duration.ofDays(1));

    control.reset();

    assertThat(dropbox.users()).hasSize(1);
    assertThat(dropbox.tree(dropbox.users().getFirst())).isEmpty();
    assertThat(dropbox.options()).isEqualTo(start);
    assertThat(dropbox.faults()).isEmpty();
    assertThat(control.now()).isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void badInputIsRefusedByName() throws Exception {
    assertRefused("POST", "/dropbox/users", "{\"email\":\"x\"}", "email");
    assertRefused("POST", "/dropbox/users", "{\"email\":\"x@y\",\"age\":1}", "age");
    assertRefused("PUT", "/dropbox/consent", "{\"mode\":\"maybe\"}", "mode must be one of");
    assertRefused("PUT", "/dropbox/consent", "{\"mode\":\"page\",\"user\":\"x\"}", "user");
    assertRefused("PUT", "/dropbox/apps/a", "{}", "secret");
    assertRefused(
        "PATCH", "/dropbox/options", "{\"accessTokenLifetimeSeconds\":\"long\"}", "whole number");
    assertRefused("POST", "/dropbox/faults", "{\"path\":\"/x\",\"kind\":\"status\"}", "status");
    assertRefused("POST", "/dropbox/faults", "{\"kind\":\"cut\"}", "path");
    assertRefused("POST", "/dropbox/tokens/expire", "{\"user\":\"x\"}", "user");
    assertRefused("POST", "/clock", "{\"advanceSeconds\":-1}", "clock");
    assertRefused("POST", "/clock", "not JSON", "JSON");
  }

  @Test
  void whatIsNotThereIsAnsweredInJson() throws Exception {
    for (String path : List.of("/nothing", "/nobody/users", "/dropbox/users/x/tree")) {
      HttpResponse<String> response = send("GET", path, null);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).startsWith("{\"error\":");
    }
    assertThat(send("DELETE", "/clock", null).statusCode()).isEqualTo(405);
  }

  private static void assertRefused(String method, String path, String body, String named)
      throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(body).isEqualTo(400);
    assertThat(response.body()).contains(named);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/_sandbox" + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
