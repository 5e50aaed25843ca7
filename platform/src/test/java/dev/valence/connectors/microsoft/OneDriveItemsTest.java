package dev.valence.connectors.microsoft;

import static dev.valence.hubs.documents.HubCaller.failure;
import static dev.valence.hubs.documents.HubCaller.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Microsoft's own in what is done with items. */
class OneDriveItemsTest extends ConnectedMicrosoftTest {

  private static final String MONITOR = "/_api/v2.0/monitor/";

  // Copies

  @Test
  void aCopyIsAwaitedAtAnAddressThatGetsNoToken() {
    account.store("/a.txt", HELLO);
    account.variant("copyMillis", "900");

    hub.send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt");

    assertThat(hub.content("/files", "path", "/b.txt")).isEqualTo(HELLO);
    assertThat(calls(MONITOR))
        .hasSizeBetween(3, 6)
        .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
  }

  @Test
  void aMonitorThatFailsForATimeIsAskedAgain() {
    account.store("/a.txt", HELLO);
    account.vendor().fault(Fault.status(MONITOR, 2, 503, ""));
    account.vendor().fault(Fault.cut(MONITOR));

    hub.send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt");

    assertThat(hub.content("/files", "path", "/b.txt")).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aMonitorMayLeadOnToTheCopy(String overwrite) {
    account.store("/a.txt", HELLO);
    if (overwrite.equals("true")) {
      account.store("/b.txt", "other".getBytes(UTF_8));
    }
    account.variant("copyEnd", "303");

    JsonNode copy =
        hub.send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt", "overwrite", overwrite);

    assertThat(copy.path("path").asText()).isEqualTo("/b.txt");
    assertThat(hub.content("/files", "path", "/b.txt")).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @CsvSource({"nameAlreadyExists, 409", "quotaLimitReached, 409", "generalException, 502"})
  void whyACopyFailedIsTold(String code, int status) {
    account.store("/a.txt", HELLO);
    account
        .vendor()
        .fault(
            Fault.status(
                MONITOR,
                1,
                200,
                """
                {"operation":"ItemCopy","status":"failed",\
                "error":{"code":"%s","message":"Not so."}}\
                """
                    .formatted(code)));

    ApiException failure =
        failure(() -> hub.send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt"));

    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.providerMessage()).hasValue(code + ": Not so.");
  }

  // Moves and deletions

  @Test
  void theAnswerToAMoveMayBeLost() {
    account.store("/a.txt", HELLO);
    String id = hub.json("/files/metadata", "path", "/a.txt").path("id").asText();
    account.vendor().clearFaults();
    account.vendor().fault(Fault.cut(path("/drive/items/" + id)).times(2).afterProcessing());

    hub.send("PATCH", "/files/metadata", "{\"name\":\"b.txt\"}", "path", "/a.txt");

    assertThat(hub.walk("/", 10)).containsExactly("b.txt");
  }

  @Test
  void theAnswerToADeletionMayBeLost() {
    account.store("/a.txt", HELLO);
    account.vendor().fault(Fault.cut(path("/drive/items/")).afterProcessing());

    hub.call("DELETE", "/files", "path", "/a.txt");

    assertThat(hub.walk("/", 10)).isEmpty();
  }

  @Test
  void withoutTheTrashAnItemIsDeletedForGood() {
    account.store("/a.txt", HELLO);

    HubAnswer answer = hub.call("DELETE", "/files", "path", "/a.txt", "emptyTrash", "true");

    assertThat(answer.warningText()).isEmpty();
    assertThat(account.calls())
        .extracting(Call::path)
        .last()
        .asString()
        .endsWith("/" + dialect.action("permanentDelete"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a:b.txt", "/x:/b.txt"})
  void aColonIsInNoNewName(String path) {
    account.store("/a.txt", HELLO);

    assertThat(failure(() -> hub.upload(path, HELLO)).status()).isEqualTo(400);
    assertThat(failure(() -> hub.send("POST", "/folders", to(path))).status()).isEqualTo(400);
    assertThat(
            failure(() -> hub.send("PATCH", "/files/metadata", to(path), "path", "/a.txt"))
                .status())
        .isEqualTo(400);
    assertThat(hub.walk("/", 10)).containsExactly("a.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\"b.txt", "/a*.txt", "/a|b", "/ends.", "/~$a.docx"})
  void whatSharePointDoesNotTakeIsRefusedInItsWords(String path) {
    ApiException failure = failure(() -> hub.upload(path, HELLO));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(words -> assertThat(words).startsWith("invalidRequest"));
  }

  // Links and permissions

  @Test
  void whereLinksForEverybodyAreForbiddenOneForColleaguesIsGiven() {
    account.store("/a.txt", HELLO);
    account.variant("anonymousLinks", "forbidden");

    JsonNode link = hub.json("/files/links", "path", "/a.txt", "raw", "true");

    assertThat(link.path("raw").path("link").path("scope").asText()).isEqualTo("organization");
  }

  @Test
  void aPasswordIsNotLeftOutWhereItCannotBe() {
    account.store("/a.txt", HELLO);
    account.variant("anonymousLinks", "forbidden");

    ApiException failure =
        hub.failure(
            "GET",
            "/files/links",
            "path",
            "/a.txt",
            "visibility",
            "PASSWORD",
            "password",
            "secret");

    assertThat(failure.status()).isEqualTo(403);
  }

  @Test
  void aLinkThatAFolderHasIsNotThatOfAFileInIt() {
    account.store("/folder/a.txt", HELLO);
    String folder = hub.json("/folders/links", "path", "/folder").path("providerViewLink").asText();

    String file =
        hub.json("/files/links", "path", "/folder/a.txt").path("providerViewLink").asText();

    assertThat(file).isNotEqualTo(folder);
    hub.call("DELETE", "/files/links", "path", "/folder/a.txt");
    assertThat(hub.json("/folders/links", "path", "/folder").path("providerViewLink").asText())
        .isEqualTo(folder);
  }

  @Test
  void theOwnerIsAmongThosePermitted() {
    account.store("/a.txt", HELLO);

    JsonNode permissions = hub.json("/files/permissions", "path", "/a.txt");

    assertThat(permissions).hasSize(1);
    assertThat(permissions.path(0).path("role").asText()).isEqualTo("owner");
    assertThat(permissions.path(0).path("email").asText()).isEqualTo(account.user().email());
  }

  // Revisions, conversions and pictures

  @Test
  void theContentOfAnyRevisionIsGiven() {
    account.store("/a.txt", "one".getBytes(UTF_8));
    account.store("/a.txt", "three".getBytes(UTF_8));

    assertThat(hub.content("/files/revisions/1.0/content", "path", "/a.txt"))
        .isEqualTo("one".getBytes(UTF_8));
    assertThat(hub.content("/files/revisions/2.0/content", "path", "/a.txt"))
        .isEqualTo("three".getBytes(UTF_8));
  }

  @Test
  void aTableIsConvertedAndATextIsNot() {
    account.store("/a.csv", "name,age\n".getBytes(UTF_8));
    account.store("/a.txt", HELLO);

    HubAnswer pdf = hub.call("GET", "/files", "path", "/a.csv", "mediaType", "application/pdf");

    assertThat(((HubAnswer.Content) pdf.body()).type()).isEqualTo("application/pdf");
    assertThat(((HubAnswer.Content) pdf.body()).fileName()).isEqualTo("a.pdf");
    assertThat(new String(HubCaller.content(pdf), UTF_8)).startsWith("%PDF-");
    for (List<String> impossible :
        List.of(List.of("/a.txt", "application/pdf"), List.of("/a.csv", "video/mp4"))) {
      ApiException failure =
          hub.failure("GET", "/files", "path", impossible.get(0), "mediaType", impossible.get(1));
      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.message()).contains(impossible.get(1));
    }
  }

  @Test
  void thereIsNoPictureOfAText() {
    account.store("/a.txt", HELLO);

    assertThat(hub.failure("GET", "/files/thumbnails", "path", "/a.txt").status()).isEqualTo(404);
  }

  // Changes

  @Test
  void changesTellWhereItemsAreThoughMicrosoftDoesNot() {
    account.store("/a b/ü#/c.txt", HELLO);

    assertThat(hub.json("/changes"))
        .extracting(item -> item.path("path").asText())
        .containsExactly("/a b", "/a b/ü#", "/a b/ü#/c.txt");
  }

  @Test
  void aCursorEndsAndThatIsTold() {
    account.store("/a.txt", HELLO);
    String cursor = hub.call("GET", "/changes").changesCursor().orElseThrow();
    account.sandbox().advanceClock(Duration.ofDays(31));

    ApiException failure = hub.failure("GET", "/changes", "cursor", cursor);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("cursor");
    assertThat(failure.providerMessage())
        .hasValueSatisfying(words -> assertThat(words).startsWith("resyncRequired"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1.0/me/drive/root", "https://example.com/delta?token=x", "/delta"})
  void aCursorLeadsNowhereElse(String cursor) {
    assertThat(hub.failure("GET", "/changes", "cursor", cursor).status()).isEqualTo(400);
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void emptyPartsOfListsArePassedOver() {
    account.store("/a.txt", HELLO);
    account.store("/b/c.txt", HELLO);
    account.emptyPages();

    assertThat(hub.json("/changes", "pageSize", "2")).hasSize(2);
    assertThat(hub.json("/search", "text", "c", "path", "/")).hasSize(1);
  }

  @Test
  void anIdOfAChangeIsThatOfTheItem() {
    account.store("/a.txt", HELLO);
    JsonNode file = hub.json("/changes").path(0);

    assertThat(hub.json("/files/" + segment(file.path("id").asText()) + "/metadata"))
        .isEqualTo(file);
  }

  private String path(String below) {
    return (dialect == Dialect.GRAPH ? "/v1.0/me" : "/_api/v2.0/me") + below;
  }

  private static List<Call> calls(String prefix) {
    return account.vendor().calls().stream()
        .filter(call -> call.path().startsWith(prefix))
        .toList();
  }

  private static String to(String path) {
    return "{\"path\":\"" + path.replace("\"", "\\\"") + "\"}";
  }
}
