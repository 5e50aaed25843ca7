package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents hub keeps itself, and what it does between accounts, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class DocumentsApiTest extends RestTest {

  private static final byte[] BYTES = "Guten Tag".getBytes(StandardCharsets.UTF_8);

  private SandboxClient sandbox;
  private FaceClient dropbox;
  private User user;
  private JsonNode instance;
  private String token;

  @BeforeEach
  void connect() {
    disconnectAll();
    sandbox = TestPlatform.sandbox();
    dropbox = sandbox.face("dropbox");
    user = dropbox.users().getFirst();
    instance = connected("dropbox", "dropbox");
    token = api.element(instance);
  }

  private JsonNode connected(String element, String face) {
    String code = api.consent(sandbox, element, face, Api.CALLBACK);
    ObjectNode body = Api.instance(element, code);
    body.withObject("/configuration").put("document.tagging", true);
    return succeeded(api.post("/instances", api.organization(), body)).json();
  }

  private JsonNode link(String query) {
    return succeeded(api.get("/hubs/documents/files/links?path=/a.txt" + query, token)).json();
  }

  private static HttpResponse<InputStream> follow(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Api.open(request.build());
  }

  @Test
  void aLinkOfOursGivesTheFileToAnybody() throws IOException {
    dropbox.putFile(user, "/a.txt", BYTES);

    String url = link("").path("cloudElementsLink").asText();
    HttpResponse<InputStream> file = follow(url);
    HttpResponse<InputStream> part = follow(url, "Range", "bytes=0-4");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body().readAllBytes()).isEqualTo(BYTES);
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).contains("a.txt");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body().readAllBytes()).isEqualTo("Guten".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLinkOfOursHasTheWordsOfTheCall() {
    dropbox.putFile(user, "/a.txt", BYTES);
    HttpRequest call =
        api.request("/your_moms/api-v2/hubs/documents/files/links?path=/a.txt")
            .header("Authorization", token)
            .build();

    String url = Api.send(call).json().path("cloudElementsLink").asText();

    assertThat(url).contains("/your_moms/api-v2/content/");
    assertThat(follow(url).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elements/api-v2", "/your_moms/api-v2"})
  void aFileOfJsonComesAsItIsInEitherVocabulary(String base) {
    String json = "{\"elementId\": 1, \"element\": [ ]}";
    dropbox.putFile(user, "/a.json", json.getBytes(StandardCharsets.UTF_8));

    Answer file =
        Api.send(
            api.request(base + "/hubs/documents/files?path=/a.json")
                .header("Authorization", token)
                .build());

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.response().body()).isEqualTo(json);
  }

  @Test
  void aLinkOfOursLeadsToTheFileWhereverItMoves() throws IOException {
    dropbox.putFile(user, "/a.txt", BYTES);
    String url = link("").path("cloudElementsLink").asText();

    succeeded(
        api.call("PATCH", "/files/metadata?path=/a.txt", token, "{\"path\":\"/moved/b.txt\"}"));

    assertThat(follow(url).body().readAllBytes()).isEqualTo(BYTES);
  }

  @Test
  void aLinkOfOursEndsWhenItIsToEnd() {
    dropbox.putFile(user, "/a.txt", BYTES);
    Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);

    String url = link("&expires=" + end).path("cloudElementsLink").asText();

    assertThat(follow(url).statusCode()).isEqualTo(200);
    ServerProcess.await("the link has ended", () -> follow(url).statusCode() == 404);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00"})
  void aLinkThatIsNoneIsNotFound(String made) {
    assertThat(
            follow(api.request("/elements/api-v2/content/" + made).build().uri().toString())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void aChangedLinkIsNotFound() {
    dropbox.putFile(user, "/a.txt", BYTES);
    String url = link("").path("cloudElementsLink").asText();
    char last = url.charAt(url.length() - 2);

    assertThat(
            follow(
                    url.substring(0, url.length() - 2)
                        + (last == 'A' ? "B" : "A")
                        + url.substring(url.length() - 1))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void deletingLinksEndsThoseOfOursAndNewOnesAreGood() {
    dropbox.putFile(user, "/a.txt", BYTES);
    String before = link("").path("cloudElementsLink").asText();

    succeeded(api.delete("/files/links?path=/a.txt", token));

    assertThat(follow(before).statusCode()).isEqualTo(404);
    assertThat(follow(link("").path("cloudElementsLink").asText()).statusCode()).isEqualTo(200);
  }

  @Test
  void aLinkOfOursEndsWithItsInstance() {
    dropbox.putFile(user, "/a.txt", BYTES);
    String url = link("").path("cloudElementsLink").asText();

    succeeded(api.delete(Api.path(instance), api.organization()));

    assertThat(follow(url).statusCode()).isEqualTo(404);
  }

  @Test
  void aLinkOfADisabledInstanceIsRefused() {
    dropbox.putFile(user, "/a.txt", BYTES);
    String url = link("").path("cloudElementsLink").asText();

    succeeded(api.delete(Api.path(instance) + "/enabled", api.organization()));

    assertThat(follow(url).statusCode()).isEqualTo(403);
  }

  @Test
  void notesOnAFileAreKeptWithTheInstanceAndGoWithIt() {
    dropbox.putFile(user, "/a.txt", BYTES);
    String change = "{\"description\":\"Grüße\",\"properties\":{\"floor\":\"2\"}}";

    succeeded(api.call("PATCH", "/files/metadata?path=/a.txt", token, change));
    JsonNode file = succeeded(api.get("/files/metadata?path=/a.txt", token)).json();
    JsonNode another = connected("dropbox", "dropbox");

    assertThat(file.path("description").asText()).isEqualTo("Grüße");
    assertThat(file.path("properties").path("floor").asText()).isEqualTo("2");
    JsonNode unknown =
        succeeded(api.get("/files/metadata?path=/a.txt", api.element(another))).json();
    assertThat(unknown.has("description")).isFalse();
    succeeded(api.delete(Api.path(instance), api.organization()));
  }

  // Copies from one account to another

  private Answer copy(String path, String targetToken, String target, String more) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("path", target).put("targetToken", targetToken);
    return api.post("/hubs/documents/files/copy?path=" + Api.encode(path) + more, token, body);
  }

  @Test
  void aFileIsCopiedToAnAccountOfAnotherProvider() throws IOException {
    dropbox.putFile(user, "/plans/Grüße #1.txt", BYTES);
    JsonNode oneDrive = connected("onedrivebusiness", "microsoft");
    String target = oneDrive.path("token").asText();

    JsonNode copied =
        succeeded(copy("/plans/Grüße #1.txt", target, "/from Dropbox/Grüße #1.txt", "")).json();

    assertThat(copied.path("path").asText()).isEqualTo("/from Dropbox/Grüße #1.txt");
    assertThat(copied.path("size").asLong()).isEqualTo(BYTES.length);
    HttpResponse<InputStream> file =
        Api.open(
            api.request("/elements/api-v2/files?path=" + Api.encode("/from Dropbox/Grüße #1.txt"))
                .header("Authorization", api.element(oneDrive))
                .build());
    assertThat(file.body().readAllBytes()).isEqualTo(BYTES);
    failed(copy("/plans/Grüße #1.txt", target, "/from Dropbox/Grüße #1.txt", ""), 409);
    succeeded(copy("/plans/Grüße #1.txt", target, "/from Dropbox/Grüße #1.txt", "&overwrite=true"));
  }

  @Test
  void aCopyThatBreaksOffAtItsSourceLeavesNothingAtItsTarget() {
    byte[] large = new byte[3_000_000];
    dropbox.putFile(user, "/large.bin", large);
    JsonNode oneDrive = connected("onedrivebusiness", "microsoft");
    dropbox.fault(Fault.truncate("/2/files/download", 500_000).times(40));

    Answer failed = failed(copy("/large.bin", oneDrive.path("token").asText(), "/b.bin", ""), 502);

    assertThat(failed.message()).contains("source", "nothing was stored");
    failed(api.get("/files/metadata?path=/b.bin", api.element(oneDrive)), 404);
  }

  @Test
  void aTokenThatIsNoneOfOursIsNoTarget() {
    dropbox.putFile(user, "/a.txt", BYTES);

    failed(copy("/a.txt", "nonsense", "/b.txt", ""), 400);
    assertThat(
            failed(
                    api.call(
                        "POST",
                        "/files/copy?path=/a.txt",
                        token,
                        "{\"path\":7,\"targetToken\":\"x\"}"),
                    400)
                .message())
        .contains("path");
  }

  @Test
  void changesAreFollowedByACursor() {
    Answer now = succeeded(api.get("/hubs/documents/changes?cursor=latest", token));
    dropbox.putFile(user, "/new.txt", BYTES);
    String cursor = Api.encode(now.header("Elements-Changes-Cursor"));

    Answer told = succeeded(api.get("/changes?cursor=" + cursor, token));

    assertThat(told.json().findValuesAsText("name")).isEqualTo(List.of("new.txt"));
    failed(api.get("/changes?cursor=" + cursor + "x", token), 400);
  }
}
