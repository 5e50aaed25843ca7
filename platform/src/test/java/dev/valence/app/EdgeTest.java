package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every call meets, whatever it asks for (contract, core 1). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class EdgeTest extends RestTest {

  private static final String ME = ELEMENTS + "/organizations/me";
  private static final String EXPOSED =
      "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, "
          + "Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition";

  @AfterEach
  void resetSandbox() {
    TestPlatform.sandbox().reset();
  }

  private String secrets(String template) {
    return template.replace("<u>", api.userSecret()).replace("<o>", api.organizationSecret());
  }

  // Authorization

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User <u>, Organization <o>",
        "Organization <o>, User <u>",
        "User <u>,Organization <o>",
        "user <u>, ORGANIZATION <o>",
        "  User   <u> ,  Organization <o>  "
      })
  void credentialsComeInAnyOrderAndCase(String header) {
    succeeded(get(ME, "Authorization", secrets(header)));
  }

  @Test
  void theNameOfTheHeaderHasNoCase() {
    succeeded(get(ME, "authorization", api.organization()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User <u>",
        "Organization <o>",
        "User <u>, Organization wrong",
        "User wrong, Organization <o>",
        "User <o>, Organization <u>",
        "User <u>, Organization",
        "User , Organization <o>",
        "User <u>, Organization <o>, ",
        "User <u>, User <u>, Organization <o>",
        "User <u>, Organization <o>, Basic abc",
        "User <u>; Organization <o>",
        "User <u> Organization <o>",
        "<u>, <o>",
        "Bearer wrong",
        "Basic dXNlcjpwYXNz"
      })
  void wrongCredentialsAreAnsweredWithOneSentence(String header) {
    Answer answer = failed(get(ME, "Authorization", secrets(header)), 401);

    assertThat(answer.message()).isEqualTo(INVALID_CREDENTIALS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/organizations/me", "/users/me", "/instances", "/authentication/secrets"})
  void callsWithoutCredentialsAreRefused(String path) {
    for (String base : new String[] {ELEMENTS, YOUR_MOMS}) {
      assertThat(failed(get(base + path), 401).message()).isEqualTo(INVALID_CREDENTIALS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User <u>, Element <t>",
        "Element <t>, User <u>",
        "Element <t>, User <u>, Organization <o>",
        "User <u>, Organization <o>, Element <t>",
        "User <u>, Your_mom <t>",
        "your_mom <t>,User <u>",
        "User <u>, Token <t>"
      })
  void anElementTokenComesInAnyOrderAndUnderThreeNames(String header) {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    String authorization = secrets(header).replace("<t>", instance.path("token").asText());

    for (String base : new String[] {ELEMENTS, YOUR_MOMS}) {
      Answer answer = succeeded(get(base + "/hubs/documents/ping", "Authorization", authorization));
      assertThat(answer.json().path("endpoint").asText()).isEqualTo("dropbox");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Element <t>",
        "User <u>, Element wrong",
        "User wrong, Element <t>",
        "User <u>, Element <t>, Organization wrong",
        "User <u>, Element <t>, Your_mom <t>",
        "User <u>, Element"
      })
  void aHubCallWithWrongCredentialsIsRefused(String header) {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    String authorization = secrets(header).replace("<t>", instance.path("token").asText());

    Answer answer = failed(get(ELEMENTS + "/ping", "Authorization", authorization), 401);

    assertThat(answer.message()).isEqualTo(INVALID_CREDENTIALS);
  }

  // Paths, verbs, media types

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elements/api-v2/nothing",
        "/elements/api-v2/nothing/at/all",
        "/elements/api-v2",
        "/elements/api-v2/instances/1/nothing",
        "/elements/api-v2/elements/dropbox/nothing",
        "/your_moms/api-v2/nothing",
        "/elements/nothing",
        "/elements/api-v3/elements",
        "/nothing",
        "/",
        "/health/nothing",
        "/elements/api-v2/%2e%2e/%2e%2e/etc/passwd"
      })
  void anUnknownPathIs404(String path) {
    failed(get(path), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /instances/1",
    "PATCH, /authentication",
    "DELETE, /elements",
    "POST, /elements/keys",
    "GET, /authentication",
    "POST, /organizations/me",
    "PATCH, /hubs/documents",
    "DELETE, /hubs",
    "PUT, /elements/dropbox/oauth/url",
    "PUT, /elements/dropbox/instances"
  })
  void aWrongVerbIs405(String verb, String path) {
    for (String base : new String[] {ELEMENTS, YOUR_MOMS}) {
      failed(call(verb, base + path, "Authorization", api.organization()), 405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/instances", "/elements/dropbox/oauth/url", "/authentication"})
  void aWrongContentTypeIs415(String path) {
    failed(
        api.call("POST", path, api.organization(), "text/plain", BodyPublishers.ofString("{}")),
        415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "image/png"})
  void anAcceptThatCannotBeServedIs406(String accept) {
    failed(get(ELEMENTS + "/elements", "Accept", accept), 406);
    failed(get(ME, "Authorization", api.organization(), "Accept", accept), 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.5"})
  void anAcceptThatAllowsJsonGetsIt(String accept) {
    assertThat(succeeded(get(ELEMENTS + "/elements", "Accept", accept)).header("Content-Type"))
        .startsWith("application/json");
  }

  // Bodies

  @Test
  void brokenJsonIsReportedWithLineAndColumn() {
    Answer answer =
        failed(
            post(
                ELEMENTS + "/instances",
                "{\n  \"name\": \"x\",\n  \"tags\": [\"a\",\n}",
                "Authorization",
                api.organization()),
            400);

    assertThat(answer.message()).matches(".*line 4, column \\d+.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": \"x\"} trailing", "{'name': 1}", "{\"name\"", "nonsense"})
  void whatIsNoJsonIsRefused(String body) {
    for (String path : new String[] {"/instances", "/authentication"}) {
      Answer answer = failed(post(ELEMENTS + path, body, "Authorization", api.organization()), 400);
      assertThat(answer.message()).contains("not valid JSON at line 1, column ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": {}} | name | string",
        "{\"name\": 5} | name | string",
        "{\"name\": true} | name | string",
        "{\"tags\": \"x\"} | tags | list",
        "{\"tags\": [{\"id\": 1}]} | tags[0] | string",
        "{\"configuration\": []} | configuration | object",
        "{\"configuration\": \"x\"} | configuration | object",
        "{\"element\": \"dropbox\"} | element | object",
        "{\"element\": {\"id\": \"x\"}} | element.id | number",
        "{\"your_mom\": {\"key\": []}} | key | string"
      })
  void aWrongTypeIsReportedWithItsField(String body, String field, String expected) {
    Answer answer =
        failed(post(ELEMENTS + "/instances", body, "Authorization", api.organization()), 400);

    assertThat(answer.message()).contains(field, expected).doesNotContain("java", "Jackson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "5", "\"text\"", "null", ""})
  void aBodyThatIsNoObjectIsRefused(String body) {
    for (String path :
        new String[] {"/instances", "/elements/dropbox/instances", "/elements/dropbox/oauth/url"}) {
      failed(post(ELEMENTS + path, body, "Authorization", api.organization()), 400);
    }
    failed(post(ELEMENTS + "/authentication", body), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/instances", "/elements/dropbox/instances", "/elements/dropbox/oauth/url"})
  void aBodyThatIsNotThereIsRefused(String path) {
    failed(call("POST", ELEMENTS + path, "Authorization", api.organization()), 400);
  }

  @Test
  void aBodyOverTheLimitIs413() {
    String body = "{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}";

    failed(post(ELEMENTS + "/instances", body, "Authorization", api.organization()), 413);
  }

  @Test
  void unknownFieldsAreIgnored() {
    Answer answer =
        post(
            ELEMENTS + "/authentication",
            "{\"username\": \"%s\", \"password\": \"%s\", \"hue\": {\"a\": [1]}}"
                .formatted(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD));

    assertThat(succeeded(answer).json().path("token").asText()).isNotEmpty();
  }

  // Headers

  @Test
  void anOriginGetsTheHeadersOfTheContract() {
    Answer answer = succeeded(get(ELEMENTS + "/elements", "Origin", "https://app.example"));

    assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo(EXPOSED);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @Test
  void anOriginGetsThemOnErrorsAsWell() {
    for (String path : new String[] {ELEMENTS + "/nothing", "/nothing", ME}) {
      assertThat(get(path, "Origin", "https://app.example").header("Access-Control-Expose-Headers"))
          .isEqualTo(EXPOSED);
    }
  }

  @Test
  void withoutAnOriginThereAreNone() {
    assertThat(get(ELEMENTS + "/elements").response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elements/api-v2/instances",
        "/elements/api-v2/nothing",
        "/elements/api-v2/hubs/documents/files",
        "/elements/api-v2/files",
        "/your_moms/api-v2//your_moms/dropbox/",
        "/nothing"
      })
  void aPreflightIsAnsweredOnAnyPath(String path) {
    Answer answer =
        call(
            "OPTIONS",
            path,
            "Origin",
            "https://app.example",
            "Access-Control-Request-Method",
            "DELETE",
            "Access-Control-Request-Headers",
            "authorization, x-own");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("authorization, x-own");
    assertThat(answer.header("Access-Control-Allow-Methods").split(", "))
        .contains("GET", "POST", "PUT", "PATCH", "DELETE");
    assertThat(answer.header("Access-Control-Max-Age")).matches("\\d+");
  }

  @Test
  void theOtherBasePathHasTheHeadersInBothWords() {
    Answer answer =
        succeeded(get(YOUR_MOMS + "/your_moms/keys?pageSize=1", "Origin", "https://app.example"));

    assertThat(answer.header("Your_moms-Request-Id"))
        .isEqualTo(answer.header("Elements-Request-Id"));
    assertThat(answer.header("Your_moms-Returned-Count")).isEqualTo("1");
    assertThat(answer.header("Elements-Returned-Count")).isEqualTo("1");
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .startsWith(EXPOSED)
        .contains("Your_moms-Request-Id", "Your_moms-Next-Page-Token");
  }

  @Test
  void theFirstBasePathHasThemInOneWord() {
    assertThat(get(ELEMENTS + "/elements/keys").header("Your_moms-Request-Id")).isEmpty();
  }

  // Spelling of paths

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elements/api-v2/elements/dropbox/",
        "/elements/api-v2//elements///dropbox",
        "//elements/api-v2/elements/dropbox",
        "/elements/api-v2/your_moms/dropbox",
        "/your_moms/api-v2/elements/dropbox",
        "/your_moms/api-v2/your_moms/dropbox//"
      })
  void slashesAndWordsMayBeMixed(String path) {
    assertThat(succeeded(get(path)).json().path("key").asText()).isEqualTo("dropbox");
  }

  @Test
  void aTrailingSlashKeepsTheQuery() {
    Answer answer =
        get(
            YOUR_MOMS
                + "/your_moms/dropbox/oauth/url/?apiKey=a%26b&apiSecret=s&callbackUrl=https://x/y");

    assertThat(succeeded(answer).json().path("oauthUrl").asText()).contains("client_id=a%26b");
  }

  @ParameterizedTest
  @ValueSource(strings = {ELEMENTS, ELEMENTS + "/", YOUR_MOMS, YOUR_MOMS + "/"})
  void anEncodedIdReachesTheProviderUnharmed(String base) {
    var sandbox = TestPlatform.sandbox();
    JsonNode instance = api.connectDropbox(sandbox);
    String token = api.element(instance);
    var dropbox = sandbox.face("dropbox");
    dropbox.putFile(dropbox.users().getFirst(), "/a b/50% #1+ä.txt", new byte[] {1, 2});
    String id =
        succeeded(api.get("/files/metadata?path=" + Api.encode("/a b/50% #1+ä.txt"), token))
            .json()
            .path("id")
            .asText();

    Answer answer =
        succeeded(get(base + "/files/" + Api.encode(id) + "/metadata", "Authorization", token));

    assertThat(answer.json().path("path").asText()).isEqualTo("/a b/50% #1+ä.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%20x", "a.b"})
  void aPageTokenThatWasNotGivenOutIsRefused(String token) {
    assertThat(failed(get(ELEMENTS + "/elements?nextPage=" + token), 400).message())
        .contains("nextPage");
  }

  @Test
  void aPageTokenOfOneListIsRefusedByAnother() {
    String token = get(ELEMENTS + "/hubs?pageSize=1").header("Elements-Next-Page-Token");
    assertThat(token).isNotEmpty();

    failed(
        get(ELEMENTS + "/instances?nextPage=" + token, "Authorization", api.organization()), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "99999999999"})
  void aPageSizeOutOfRangeIsRefused(String size) {
    assertThat(failed(get(ELEMENTS + "/elements?pageSize=" + size), 400).message())
        .contains("pageSize");
  }

  @Test
  void aBodyWhoseEndNobodyCanTellIsRefused() throws IOException {
    String request =
        "POST /elements/api-v2/files?path=/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 400");
      assertThat(answer).containsPattern("Elements-Request-Id: [0-9a-f]{24}");
      assertThat(answer).contains("Transfer-Encoding");
    }
  }
}
