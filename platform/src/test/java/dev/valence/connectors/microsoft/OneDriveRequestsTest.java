package dev.valence.connectors.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft is asked for, and what is its own in the hub's answers. */
class OneDriveRequestsTest extends ConnectedMicrosoftTest {

  // Items

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/brady#123.jpg",
        "/100% of it/50%25.txt",
        "/with blanks/and+plus & more.txt",
        "/Grüße/日本 🚀.txt",
        "/it's (1) [2] {3} $4 ~5 !6, ;7=8@9.txt"
      })
  void namesOfAnyKindSurviveByPathByIdAndInLists(String path) {
    account.store(path, HELLO);
    String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));

    JsonNode file = hub.json("/files/metadata", "path", path);

    assertThat(file.path("path").asText()).isEqualTo(path);
    assertThat(path).endsWith("/" + file.path("name").asText());
    assertThat(hub.json("/files/" + file.path("id").asText() + "/metadata")).isEqualTo(file);
    assertThat(hub.json("/folders/contents", "path", folder)).containsExactly(file);
    assertThat(file.path("parentFolderId"))
        .isEqualTo(hub.json("/folders/metadata", "path", folder).path("id"));
  }

  @Test
  void anIdIsMicrosoftsAndAFileHasItsTypeAndItsPage() {
    account.store("/plans/roof.jpg", HELLO);

    JsonNode file = hub.json("/files/metadata", "path", "/plans/roof.jpg", "raw", "true");

    assertThat(file.path("id")).isEqualTo(file.path("raw").path("id"));
    assertThat(file.has("refId")).isFalse();
    assertThat(file.path("size").asInt()).isEqualTo(HELLO.length);
    assertThat(file.path("createdDate").isIntegralNumber()).isTrue();
    assertThat(file.path("modifiedDate").isIntegralNumber()).isTrue();
    assertThat(file.path("properties").path("mimeType").asText()).isEqualTo("image/jpeg");
    assertThat(file.path("properties").path("url").asText()).endsWith("/Documents/plans/roof.jpg");
  }

  @Test
  void aFolderHasNoSizeAndNoType() {
    account.store("/plans/roof.jpg", HELLO);

    JsonNode folder = hub.json("/folders/metadata", "path", "/plans");

    assertThat(folder.path("directory").asBoolean()).isTrue();
    assertThat(folder.path("size").asInt(-1)).isZero();
    assertThat(folder.path("properties").has("mimeType")).isFalse();
  }

  @Test
  void aPathIsFoundInAnyCaseAndToldInItsOwn() {
    account.store("/Plans/Roof.PDF", HELLO);

    assertThat(hub.json("/files/metadata", "path", "/plans/roof.pdf").path("path").asText())
        .isEqualTo("/Plans/Roof.PDF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a.txt:/content", "/a.txt:", "/:/children", "/b/c:d"})
  void aColonInAPathIsNoWordToMicrosoft(String path) {
    account.store("/a.txt", HELLO);

    assertThat(hub.failure("GET", "/files/metadata", "path", path).status()).isEqualTo(404);
    assertThat(hub.failure("GET", "/folders/contents", "path", path).status()).isEqualTo(404);

    assertThat(account.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fcontent", "..%2F..", "a%3Fb", "a%3A", "a%2523"})
  void whatCannotBeAnIdIsNotSent(String segment) {
    assertThat(hub.failure("GET", "/files/" + segment + "/metadata").status()).isEqualTo(404);

    assertThat(account.calls()).isEmpty();
  }

  // The account

  @Test
  void meIsTheUser() {
    assertThat(hub.json("/me").path("displayName").asText()).isEqualTo("Alex Example");
  }

  @Test
  void theBaseUrlMayNameTheDriveItself() {
    account.store("/a.txt", HELLO);

    hub = account.connected(account.account(dialect) + "/drive/");
    account.store("/a.txt", HELLO);

    assertThat(hub.walk("/", 10)).containsExactly("a.txt");
    assertThat(hub.json("/me").path("displayName").asText()).isEqualTo("Alex Example");
  }

  @Test
  void theBaseUrlMayNameThePersonalSite() {
    URI site = URI.create(account.account(Dialect.DIRECT));
    hub =
        account.connected(
            site.resolve("/personal/alex_contoso_onmicrosoft_com/_api/v2.0/me").toString());
    for (int i = 0; i < 3; i++) {
      account.store("/" + i, HELLO);
    }

    assertThat(hub.walk("/", 1)).containsExactly("0", "1", "2");
    assertThat(hub.json("/me").path("displayName").asText()).isEqualTo("Alex Example");
  }

  @Test
  void theUseFollowsFromWhatRemainsWhereItIsNotTold() {
    account
        .vendor()
        .fault(
            answer(
                200,
                """
                {"quota":{"deleted":256938,"fileCount":2,"remaining":600,"state":"normal",\
                "total":1000}}\
                """));

    assertThat(hub.json("/storage").path("used").asLong()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"POST, /files/comments", "GET, /files/comments", "GET, /custom-fields-templates"})
  void whatIsNotOfferedIsNoMethod(String method, String resource) {
    assertThat(hub.failure(method, resource, "path", "/a.txt").status()).isEqualTo(405);
  }

  // Pages

  @Test
  void aPageIsPutTogetherOfPortionsOfTwoHundred() {
    fill(250);

    HubAnswer page = hub.call("GET", "/folders/contents", "path", "/", "pageSize", "250");

    assertThat(page.returnedCount()).hasValue(250);
    assertThat(page.nextPage()).isEmpty();
    assertThat(account.calls()).hasSize(2).first().extracting(Call::query).isEqualTo("$top=200");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8})
  void emptyPortionsBetweenOthersDoNotShow(int pageSize) {
    List<String> names = fill(7);
    account.emptyPages();

    assertThat(hub.walk("/", pageSize)).containsExactlyElementsOf(names);
  }

  @Test
  void aPortionLargerThanAskedForIsCut() {
    account
        .vendor()
        .fault(
            answer(200, "{\"value\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}")
                .times(2));

    assertThat(hub.walk("/", 2)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example.com/v1.0/me/drive/root/children?$skiptoken=x",
        "//elsewhere.example.com/_api/v2.0/me/drive/root/children?$skiptoken=x",
        "http://127.0.0.1:1/v1.0/me/drive/root/children?$skiptoken=x",
        "/_layouts",
        "/a b"
      })
  void aNextPageElsewhereIsNotFollowed(String link) {
    account
        .vendor()
        .fault(
            answer(
                200, "{\"value\":[{\"name\":\"a\"}],\"@odata.nextLink\":\"%s\"}".formatted(link)));

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/", "pageSize", "2");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(account.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.https://elsewhere.example.com/v1.0/me/drive/root/children",
        "0.0.//elsewhere.example.com/_api/v2.0/me/drive",
        "0.0./_layouts",
        "0.-1./v1.0/me",
        "0.0.",
        "0.x"
      })
  void aTokenThatLeadsElsewhereIsRefused(String token) {
    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/", "nextPage", token);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  @Timeout(60)
  void aListThatLeadsToItselfIsABadGateway() {
    String link = account.account(dialect) + "/drive/root/children?$skiptoken=x";
    account
        .vendor()
        .fault(answer(200, "{\"value\":[],\"@odata.nextLink\":\"%s\"}".formatted(link)).times(100));

    assertThat(hub.failure("GET", "/folders/contents", "path", "/").status()).isEqualTo(502);
    assertThat(account.calls()).hasSize(2);
  }

  @Test
  void aNextPageMayHaveNoQuery() {
    String link = account.account(dialect) + "/drive/root/children";
    fill(1);
    account
        .vendor()
        .fault(answer(200, "{\"value\":[],\"@odata.nextLink\":\"%s\"}".formatted(link)));

    assertThat(hub.walk("/", 5)).containsExactly("000.txt");
    assertThat(account.calls().getLast().query()).isNullOrEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/drive/root:, /a", "/drive/root:/, /a", "/drives/b!1/root:/x%20y, /x y/a"})
  void aPathIsTheParentsAndTheName(String parent, String path) {
    account
        .vendor()
        .fault(
            answer(
                200,
                "{\"value\":[{\"name\":\"a\",\"parentReference\":{\"path\":\"%s\"}}]}"
                    .formatted(parent)));

    assertThat(hub.json("/folders/contents", "path", "/").path(0).path("path").asText())
        .isEqualTo(path);
  }

  @Test
  void anItemThatLacksMostIsAFileAndAShortcutToAFolderIsAFolder() {
    account
        .vendor()
        .fault(
            answer(
                200,
                """
                {"value":[{"id":"1","name":"notes","package":{"type":"oneNote"},
                  "createdDateTime":"today"},
                 {"id":"2","name":"theirs","remoteItem":{"id":"3","folder":{"childCount":1}}}]}\
                """));

    JsonNode items = hub.json("/folders/contents", "path", "/");

    assertThat(items.findValuesAsText("directory")).containsExactly("false", "true");
    assertThat(items.findValuesAsText("path")).containsExactly("/notes", "/theirs");
    assertThat(items.path(0).has("createdDate")).isFalse();
  }

  @Test
  void aPlaceThatMicrosoftDoesNotKnowIsNoPage() {
    fill(2);
    HubAnswer first = hub.call("GET", "/folders/contents", "path", "/", "pageSize", "1");
    String token = first.nextPage().orElseThrow().replaceFirst("skiptoken=[^&]*", "skiptoken=x");

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/", "nextPage", token);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
    assertThat(failure.providerMessage()).isPresent();
  }

  private static List<String> fill(int count) {
    List<String> names = IntStream.range(0, count).mapToObj("%03d.txt"::formatted).toList();
    names.forEach(name -> account.store("/" + name, HELLO));
    return names;
  }
}
