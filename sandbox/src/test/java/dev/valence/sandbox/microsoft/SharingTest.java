package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links, permissions, and copies with their monitors. */
class SharingTest extends MicrosoftTest {

  private String token;
  private String file;

  @BeforeEach
  void connect() throws Exception {
    token = graphToken();
    put("/docs/a.txt", "hello");
    file = graph + "/me/drive/root:/docs/a.txt";
  }

  @Test
  void aLinkIsMadeOnce() throws Exception {
    HttpResponse<String> made = link("{\"type\":\"view\",\"scope\":\"anonymous\"}");
    HttpResponse<String> again = link("{\"type\":\"view\",\"scope\":\"anonymous\"}");
    HttpResponse<String> other = link("{\"type\":\"edit\",\"scope\":\"organization\"}");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(made));
    assertThat(other.statusCode()).isEqualTo(201);
    assertThat(json(other).path("roles").path(0).asText()).isEqualTo("write");
    assertThat(code(link("{\"type\":\"embed\"}"))).isEqualTo("invalidRequest");
    assertThat(code(link("{\"scope\":\"everybody\"}"))).isEqualTo("invalidRequest");
    assertThat(code(link("{\"expirationDateTime\":\"2001-01-01T00:00:00Z\"}")))
        .isEqualTo("invalidRequest");
  }

  @Test
  void everybodyMayFollowAnAnonymousLinkUntilItIsTakenBack() throws Exception {
    JsonNode made = json(link("{\"scope\":\"anonymous\"}"));
    String url = made.path("link").path("webUrl").asText() + "?download=1";
    HttpResponse<String> followed = get(url, Map.of());
    assertThat(get(followed.headers().firstValue("location").orElseThrow(), Map.of()).body())
        .isEqualTo("hello");

    String permission = file + ":/permissions/" + made.path("id").asText();
    assertThat(call("DELETE", permission, token, null).statusCode()).isEqualTo(204);

    assertThat(call("DELETE", permission, token, null).statusCode()).isEqualTo(404);
    assertThat(get(url, Map.of()).headers().firstValue("location").orElseThrow()).startsWith(login);
  }

  @Test
  void aLinkEndsAndMayHaveAPassword() throws Exception {
    control.advanceClock(Duration.ofDays(1));
    String end = Instant.now().plus(Duration.ofDays(3)).toString();
    token = graphToken();
    JsonNode made = json(link("{\"password\":\"secret\",\"expirationDateTime\":\"" + end + "\"}"));

    assertThat(made.path("hasPassword").asBoolean()).isTrue();
    assertThat(made.path("expirationDateTime").asText()).isEqualTo(end);
    assertThat(permissions()).hasSize(2);
    control.advanceClock(Duration.ofDays(3));
    token = graphToken();
    assertThat(permissions()).hasSize(1);
  }

  @Test
  void linksForEverybodyCanBeForbidden() throws Exception {
    microsoft.options(new FaceOptions(3599, false, false, Map.of("anonymousLinks", "forbidden")));

    HttpResponse<String> refused = link("{\"scope\":\"anonymous\"}");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(code(refused)).isEqualTo("accessDenied");
    assertThat(json(link("{}")).path("link").path("scope").asText()).isEqualTo("organization");
  }

  @Test
  void peopleAreInvited() throws Exception {
    String folder = graph + "/me/drive/root:/docs";
    HttpResponse<String> invited =
        call(
            "POST",
            folder + ":/invite",
            token,
            "{\"recipients\":[{\"email\":\"bea@contoso.com\"}],\"roles\":[\"read\"]}");
    JsonNode permission = json(invited).path("value").path(0);

    assertThat(permission.path("grantedToV2").path("user").path("email").asText())
        .isEqualTo("bea@contoso.com");
    JsonNode inherited = permissions().get(1);
    assertThat(inherited.path("id")).isEqualTo(permission.path("id"));
    assertThat(inherited.path("inheritedFrom").path("path").asText())
        .isEqualTo("/drive/root:/docs");
    String url = folder + ":/permissions/" + permission.path("id").asText();
    assertThat(json(call("PATCH", url, token, "{\"roles\":[\"write\"]}")).path("roles").path(0))
        .hasToString("\"write\"");
    assertThat(call("PATCH", url, token, "{\"roles\":[\"king\"]}").statusCode()).isEqualTo(400);
    assertThat(call("DELETE", url, token, null).statusCode()).isEqualTo(204);
    assertThat(permissions()).hasSize(1);
    assertThat(call("POST", folder + ":/invite", token, "{\"roles\":[\"read\"]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aCopyIsMadeAfterItsCallIsAnswered() throws Exception {
    microsoft.options(new FaceOptions(3599, false, false, Map.of("copyMillis", "400")));
    HttpResponse<String> started = call("POST", file + ":/copy", token, "{\"name\":\"b.txt\"}");
    String monitor = started.headers().firstValue("location").orElseThrow();

    JsonNode running = json(get(monitor, Map.of()));
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body()).isEmpty();
    assertThat(running.path("status").asText()).isEqualTo("inProgress");
    assertThat(paths()).doesNotContain("/docs/b.txt");
    JsonNode end = ended(monitor);

    assertThat(end.path("status").asText()).isEqualTo("completed");
    JsonNode copy = json(get(graph + "/me/drive/items/" + end.path("resourceId").asText(), token));
    assertThat(copy.path("name").asText()).isEqualTo("b.txt");
    assertThat(content("/docs/b.txt")).isEqualTo("hello");
    assertThat(get(monitor, token).statusCode()).isEqualTo(401);
    assertThat(get(monitor + "x", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void aCopyThatIsInTheWayOfSomethingFailsAtItsMonitor() throws Exception {
    put("/docs/b.txt", "old");
    String body = "{\"name\":\"B.txt\"}";

    JsonNode failed = ended(monitor(file + ":/copy", body));
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").path("code").asText()).isEqualTo("nameAlreadyExists");
    String behavior = file + ":/copy?@microsoft.graph.conflictBehavior=";
    ended(monitor(behavior + "rename", body));
    assertThat(content("/docs/B 1.txt")).isEqualTo("hello");
    ended(monitor(behavior + "replace", body));
    assertThat(content("/docs/b.txt")).isEqualTo("hello");
  }

  @Test
  void aFolderIsCopiedWithWhatIsInIt() throws Exception {
    String docs = graph + "/me/drive/root:/docs:/copy";

    ended(monitor(docs, "{\"name\":\"other\"}"));
    assertThat(paths()).isEqualTo(List.of("/docs", "/docs/a.txt", "/other", "/other/a.txt"));
    assertThat(
            ended(monitor(docs, "{\"parentReference\":{\"path\":\"/drive/root:/docs\"}}"))
                .path("status")
                .asText())
        .isEqualTo("failed");
    assertThat(
            call("POST", docs, token, "{\"parentReference\":{\"path\":\"/drive/root:/x\"}}")
                .statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<String> link(String body) throws Exception {
    return call("POST", file + ":/createLink", token, body);
  }

  private JsonNode permissions() throws Exception {
    return json(get(file + ":/permissions", token)).path("value");
  }

  private String monitor(String url, String body) throws Exception {
    return call("POST", url, token, body).headers().firstValue("location").orElseThrow();
  }

  private static JsonNode ended(String monitor) throws Exception {
    JsonNode body = json(get(monitor, Map.of()));
    for (int i = 0; i < 200 && body.path("status").asText().equals("inProgress"); i++) {
      Thread.sleep(20);
      body = json(get(monitor, Map.of()));
    }
    return body;
  }
}
