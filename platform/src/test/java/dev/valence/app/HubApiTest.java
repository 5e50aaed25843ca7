package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a hub's resources over HTTP (contract, core 5.1 and 7.6, 7.7). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class HubApiTest extends RestTest {

  private static final byte[] BYTES = "Guten Tag".getBytes(StandardCharsets.UTF_8);

  private FaceClient dropbox;
  private User user;
  private JsonNode instance;
  private String token;

  @BeforeEach
  void connect() {
    disconnectAll();
    dropbox = TestPlatform.sandbox().face("dropbox");
    user = dropbox.users().getFirst();
    instance = api.connectDropbox(TestPlatform.sandbox());
    token = api.element(instance);
  }

  private Answer hub(String path) {
    return api.get(path, token);
  }

  private HttpResponse<InputStream> download(String path, String... headers) {
    HttpRequest.Builder request = api.request(ELEMENTS + path).header("Authorization", token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Api.open(request.build());
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  // Every operation

  @Test
  void aCallIsExplainedWithoutBeingMade() {
    TestPlatform.sandbox().clearCalls();

    Answer answer = succeeded(hub("/hubs/documents/folders/contents?path=/&explain=true"));

    assertThat(dropbox.calls()).isEmpty();
    JsonNode request = answer.json().path("calls").path(0).path("request");
    assertThat(request.path("path").asText()).isEqualTo("/2/files/list_folder");
    assertThat(request.path("headers").path("Authorization").asText()).isEqualTo("Bearer ********");
    assertThat(answer.json().path("stopped").asText()).isEqualTo("before the call of the vendor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hubs/documents", "/hubs/crap", ""})
  void aFileGoesUpIsSeenComesDownAndGoes(String prefix) throws Exception {
    JsonNode uploaded =
        succeeded(
                api.upload(prefix + "/files?path=" + Api.encode("/plans/Grüße.txt"), token, BYTES))
            .json();
    assertThat(uploaded.path("path").asText()).isEqualTo("/plans/Grüße.txt");
    assertThat(uploaded.path("name").asText()).isEqualTo("Grüße.txt");
    assertThat(uploaded.path("size").asLong()).isEqualTo(BYTES.length);
    assertThat(uploaded.path("directory").asBoolean(true)).isFalse();
    assertThat(dropbox.file(user, "/plans/Grüße.txt")).isEqualTo(BYTES);

    for (String item : items(uploaded)) {
      assertThat(succeeded(hub(prefix + item.formatted("/files", "/metadata"))).json())
          .isEqualTo(uploaded);
      HttpResponse<InputStream> file = download(prefix + item.formatted("/files", ""));
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.body().readAllBytes()).isEqualTo(BYTES);
    }
    JsonNode folder = succeeded(hub(prefix + "/folders/metadata?path=/plans")).json();
    assertThat(folder.path("directory").asBoolean()).isTrue();
    for (String item : items(folder)) {
      assertThat(succeeded(hub(prefix + item.formatted("/folders", "/metadata"))).json())
          .isEqualTo(folder);
      JsonNode contents = succeeded(hub(prefix + item.formatted("/folders", "/contents"))).json();
      assertThat(contents).containsExactly(uploaded);
    }
    assertThat(
            failed(
                    api.upload(
                        prefix + "/files?path=" + Api.encode("/plans/Grüße.txt"), token, BYTES),
                    409)
                .message())
        .startsWith("Failed to upload file. File with the same name already exists.");
    for (String item : items(uploaded)) {
      Answer deleted = api.delete(prefix + item.formatted("/files", ""), token);
      if (item.equals(items(uploaded).getFirst())) {
        assertThat(succeeded(deleted).response().body()).isEmpty();
      } else {
        failed(deleted, 404);
      }
    }
    failed(hub(prefix + "/files/metadata?path=" + Api.encode("/plans/Grüße.txt")), 404);
  }

  /** An item by its path, its id and its refId; with gaps for the collection and what follows. */
  private static List<String> items(JsonNode item) {
    return List.of(
        "%s%s?path=" + Api.encode(item.path("path").asText()).replace("%", "%%"),
        "%s/" + Api.encode(item.path("id").asText()).replace("%", "%%") + "%s",
        "%s/" + Api.encode(item.path("refId").asText()).replace("%", "%%") + "%s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ping",
        "/me",
        "/storage",
        "/folders/contents?path=/",
        "/folders/metadata?path=/a"
      })
  void theHubInThePathDoesNotMatter(String resource) {
    dropbox.putFile(user, "/a/b.txt", BYTES);
    ObjectNode first = (ObjectNode) wrapped(resource, "/hubs/documents");

    for (String prefix : List.of("/hubs/crap", "/hubs/crm", "")) {
      assertThat(wrapped(resource, prefix)).isEqualTo(first);
    }
  }

  private JsonNode wrapped(String resource, String prefix) {
    Answer answer = succeeded(hub(prefix + resource));
    assertThat(answer.header("Elements-Element-Instance-Id"))
        .isEqualTo(String.valueOf(instance.path("id").asLong()));
    JsonNode json = answer.json();
    if (json instanceof ObjectNode object) {
      object.remove("dateTime");
    }
    return JsonNodeFactory.instance.objectNode().set("body", json);
  }

  @Test
  void pingTellsOfTheEndpoint() {
    JsonNode ping = succeeded(hub("/hubs/documents/ping")).json();

    assertThat(ping.path("valid").asBoolean()).isTrue();
    assertThat(ping.path("endpoint").asText()).isEqualTo("dropbox");
    assertThat(ping.path("dateTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(ping).hasSize(3);
  }

  @Test
  void underTheOtherBasePathTheProvidersDataIsNotRenamed() {
    dropbox.putFile(user, "/elements/element.txt", BYTES);

    Answer answer =
        succeeded(
            get(
                YOUR_MOMS + "/hubs/documents/folders/contents?path=/elements",
                "Authorization",
                token));

    assertThat(answer.json())
        .isEqualTo(hub("/hubs/documents/folders/contents?path=/elements").json());
    assertThat(answer.json().get(0).path("path").asText()).isEqualTo("/elements/element.txt");
    assertThat(answer.header("Your_moms-Returned-Count")).isEqualTo("1");
    assertThat(answer.header("Your_moms-Element-Instance-Id"))
        .isEqualTo(String.valueOf(instance.path("id").asLong()));
  }

  // Lists

  @Test
  void pagesOfOneGoThroughTheWholeFolder() {
    for (String name : List.of("a", "b", "c")) {
      dropbox.putFile(user, "/walk/" + name, BYTES);
    }
    List<String> walked = new ArrayList<>();
    String next = "";
    do {
      // A token that one spelling of the path has given is good for the other.
      String prefix = walked.size() % 2 == 0 ? "/hubs/documents" : "";
      Answer page =
          succeeded(
              hub(
                  prefix
                      + "/folders/contents?path=/walk&pageSize=1"
                      + (next.isEmpty() ? "" : "&nextPage=" + Api.encode(next))));
      assertThat(page.header("Elements-Returned-Count"))
          .isEqualTo(String.valueOf(page.json().size()));
      page.json().forEach(item -> walked.add(item.path("name").asText()));
      next = page.header("Elements-Next-Page-Token");
    } while (!next.isEmpty() && walked.size() < 5);

    assertThat(walked).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aForgedPageTokenIsRefused() {
    int before = dropbox.calls().size();

    failed(hub("/folders/contents?path=/&nextPage=forged"), 400);

    assertThat(dropbox.calls()).hasSize(before);
  }

  @Test
  void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    Answer answer = succeeded(hub("/folders/contents?path=/&pageSize=4999"));

    assertThat(answer.header("Elements-Error")).contains("4999", "2000");
  }

  @Test
  void anEmptyFolderIsAnEmptyList() {
    Answer answer = succeeded(hub("/folders/contents?path=/"));

    assertThat(answer.json().isArray()).isTrue();
    assertThat(answer.json()).isEmpty();
    assertThat(answer.header("Elements-Returned-Count")).isEqualTo("0");
    assertThat(answer.header("Elements-Next-Page-Token")).isEmpty();
  }

  @Test
  void nullsAreLeftOutUnlessTheInstanceWantsThem() {
    dropbox.putFile(user, "/nulls/a", BYTES);
    ObjectNode body = Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox()));
    body.withObject("configuration").put("filter.response.nulls", false);
    String wanting =
        api.element(
            succeeded(api.post("/instances", api.organization(), body))
                .json()
                .path("token")
                .asText());

    JsonNode without = succeeded(hub("/folders/metadata?path=/nulls")).json();
    JsonNode with = succeeded(api.get("/folders/metadata?path=/nulls", wanting)).json();

    assertThat(without).noneMatch(JsonNode::isNull);
    assertThat(with).anyMatch(JsonNode::isNull);
  }

  // Downloads

  @Test
  void aDownloadIsNamedInBothFormsOfTheHeader() {
    dropbox.putFile(user, "/Grüße \"an\" alle.txt", BYTES);

    HttpResponse<InputStream> file =
        download("/files?path=" + Api.encode("/Grüße \"an\" alle.txt"));

    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains(
            "attachment; filename=\"Gr__e _an_ alle.txt\";"
                + " filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22an%22%20alle.txt");
    assertThat(file.headers().firstValue("Content-Length")).contains(String.valueOf(BYTES.length));
    assertThat(file.headers().firstValue("Elements-Element-Instance-Id"))
        .contains(String.valueOf(instance.path("id").asLong()));
  }

  @Test
  void aRangeIsAnsweredWithAPart() throws Exception {
    dropbox.putFile(user, "/range.txt", BYTES);

    HttpResponse<InputStream> part = download("/files?path=/range.txt", "Range", "bytes=2-4");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body().readAllBytes()).isEqualTo("ten".getBytes(StandardCharsets.UTF_8));
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/" + BYTES.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 3_000_000})
  void aDownloadThatTheProviderCutsOffAgainAndAgainDoesNotLookComplete(int sent) {
    dropbox.putFile(user, "/cut.bin", noise(5_000_000));

    for (HttpClient.Version version :
        List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
      dropbox.clearFaults();
      dropbox.fault(Fault.truncate("/2/files/download", sent));
      // Nor does the rest come when it is asked for.
      dropbox.fault(Fault.cut("/2/files/download").times(100));
      HttpResponse<InputStream> file =
          Api.open(
              api.request(ELEMENTS + "/files?path=/cut.bin")
                  .header("Authorization", token)
                  .version(version)
                  .build());
      if (file.statusCode() == 200) {
        assertThatThrownBy(() -> file.body().readAllBytes())
            .as(version.name())
            .isInstanceOf(IOException.class);
      } else {
        assertThat(file.statusCode()).isEqualTo(502);
      }
    }
    dropbox.clearFaults();
  }

  @Test
  void aDownloadThatTheProviderCutsOffGoesOn() throws IOException {
    byte[] content = noise(5_000_000);
    dropbox.putFile(user, "/cut.bin", content);
    dropbox.fault(Fault.truncate("/2/files/download", 2_000_000).times(2));

    assertThat(download("/files?path=/cut.bin").body().readAllBytes()).isEqualTo(content);
  }

  @Test
  void aCallerWhoGoesFreesTheProvidersConnectionAtOnce() throws Exception {
    dropbox.putFile(user, "/slow.bin", noise(5_000_000));
    dropbox.fault(Fault.stall("/2/files/download", 2_000_000));
    try (InputStream body = download("/files?path=/slow.bin").body()) {
      assertThat(body.readNBytes(1000)).hasSize(1000);
      ServerProcess.await(
          "the provider stalls",
          () -> dropbox.faults().stream().anyMatch(standing -> standing.held() == 1));
    }

    ServerProcess.await("the provider is rid of the call", () -> dropbox.faults().isEmpty());
    awaitNoCallInFlight();
  }

  // Uploads

  @Test
  void aBodyThatIsNoFormIsTheFile() {
    Answer answer =
        api.call(
            "POST",
            "/files?path=/raw.bin",
            token,
            "application/octet-stream",
            BodyPublishers.ofByteArray(BYTES));

    assertThat(succeeded(answer).json().path("size").asInt()).isEqualTo(BYTES.length);
    assertThat(dropbox.file(user, "/raw.bin")).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 20_000_000})
  void anUploadThatTheCallerBreaksOffLeavesNoFile(int sent) throws Exception {
    String head =
        "POST /elements/api-v2/files?path=/broken.bin HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: "
            + token
            + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000000\r\n\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(noise(sent));
      socket.getOutputStream().flush();
    }

    awaitNoCallInFlight();
    assertThat(dropbox.tree(user)).isEmpty();
    failed(hub("/files/metadata?path=/broken.bin"), 404);
  }

  /** Waits until the server works on nothing but the question for that. */
  private void awaitNoCallInFlight() {
    Pattern active = Pattern.compile("http_server_active_requests(?:\\{[^}]*})? ([0-9.E]+)");
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    double inFlight;
    do {
      assertThat(System.nanoTime()).as("the upload ends").isLessThan(deadline);
      inFlight =
          active
              .matcher(get("/metrics", "Accept", "text/plain").response().body())
              .results()
              .mapToDouble(match -> Double.parseDouble(match.group(1)))
              .findFirst()
              .orElseThrow();
    } while (inFlight > 1);
  }

  // Failures

  @Test
  void withoutAnElementTokenItIs401WhereTheHubIsNamed() {
    for (String path : List.of("/hubs/documents/ping", "/hubs/crap/files?path=/a")) {
      assertThat(failed(api.get(path, ""), 401).message()).isEqualTo(INVALID_CREDENTIALS);
      assertThat(failed(api.get(path, api.organization()), 401).message())
          .isEqualTo(INVALID_CREDENTIALS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /hubs/documents/nothing, 404",
    "GET, /nothing, 404",
    "GET, /files/a/b/c, 404",
    "PUT, /hubs/documents/files?path=/a, 405",
    "DELETE, /ping, 405",
    "POST, /hubs/documents/folders/contents?path=/, 405"
  })
  void anUnknownResourceIs404AndAWrongVerb405(String verb, String path, int status) {
    failed(api.call(verb, path, token, null, BodyPublishers.noBody()), status);
  }

  @Test
  void parametersThatAreMissingOrWrongAreNamed() {
    assertThat(failed(hub("/files"), 400).message()).contains("path");
    assertThat(failed(hub("/folders/contents?path=/&pageSize=x&page=0&raw=maybe"), 400).message())
        .contains("pageSize", "page", "raw");
  }

  @Test
  void whatIsNotThereIs404InTheProvidersWords() {
    Answer answer = failed(hub("/files/metadata?path=/no/such"), 404);

    assertThat(answer.json().path("providerMessage").asText()).contains("not_found");
  }

  @Test
  void aProviderThatAsksToWaitIs429() {
    dropbox.fault(
        Fault.status("/2/files/list_folder", 20, 429, "{\"error_summary\": \"too_many_requests/\"}")
            .withHeader("Retry-After", "120"));

    Answer answer = failed(hub("/folders/contents?path=/"), 429);

    assertThat(answer.header("Retry-After")).isEqualTo("120");
    assertThat(answer.json().path("providerMessage").asText()).contains("too_many_requests");
  }

  @Test
  void aProviderThatFailsIs502() {
    dropbox.fault(Fault.status("/2/files/list_folder", 20, 500, "oops"));
    failed(hub("/folders/contents?path=/"), 502);
    dropbox.clearFaults();

    dropbox.fault(Fault.cut("/2/files/list_folder").times(20));
    failed(hub("/folders/contents?path=/"), 502);
  }

  @Test
  void aDownloadIsAnsweredAlsoWhenItsInstanceIsDeletedMeanwhile() throws Exception {
    dropbox.putFile(user, "/last.txt", BYTES);
    dropbox.fault(Fault.hold("/2/files/download").afterProcessing());
    CompletableFuture<HttpResponse<InputStream>> download =
        Parallel.begin(() -> download("/hubs/documents/files?path=/last.txt"));
    new DropboxAccount(TestPlatform.sandbox()).awaitHeld(download);

    succeeded(api.delete(Api.path(instance), api.organization()));
    dropbox.releaseHolds();

    assertThat(download.join().statusCode()).isEqualTo(200);
    assertThat(download.join().body().readAllBytes()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hubs/documents", ""})
  void anyNumberOfCallsWaitsForTheProviderAtOnce(String prefix) {
    int calls = 250; // more than the threads that the framework keeps
    TestPlatform.sandbox().clearCalls();
    dropbox.fault(Fault.hold(DropboxAccount.SPACE).times(calls));

    List<CompletableFuture<Answer>> waiting = Parallel.begin(calls, () -> hub(prefix + "/storage"));
    ServerProcess.await(
        "the provider has them all", () -> dropbox.calls(DropboxAccount.SPACE).size() == calls);
    dropbox.releaseHolds();

    assertThat(Parallel.join(waiting)).extracting(Answer::status).containsOnly(200);
  }
}
