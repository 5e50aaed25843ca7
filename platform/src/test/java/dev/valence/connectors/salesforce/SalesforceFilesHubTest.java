package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.hubs.documents.ListBehaviours;
import dev.valence.hubs.documents.PingBehaviours;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Salesforce's files keep what the documents hub's contract says of the operations they have. */
class SalesforceFilesHubTest implements PingBehaviours, ListBehaviours {

  private static ConnectedSalesforce account;

  private HubCaller hub;

  @BeforeAll
  static void connect() {
    account = new ConnectedSalesforce("sfdcdocuments");
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @BeforeEach
  void openAccount() {
    hub = account.emptied();
  }

  @Override
  public HubCaller hub() {
    return hub;
  }

  @Override
  public DocumentsConnector connector() {
    return account.connector();
  }

  @Override
  public int largeFileSize() {
    return 1000;
  }

  @Override
  public void store(String path, byte[] content) {
    account.store(path, content);
  }

  @Test
  void aFileIsToldAsTheHubTellsFiles() {
    store("/Grüße #1.pdf", new byte[7]);

    JsonNode file = hub.json("/folders/contents", "path", "/", "isoDates", "true").path(0);

    assertThat(file.path("id").asText()).matches("069\\w{15}");
    assertThat(file.path("name").asText()).isEqualTo("Grüße #1.pdf");
    assertThat(file.path("path").asText()).isEqualTo("/Grüße #1.pdf");
    assertThat(file.path("directory").isBoolean()).isTrue();
    assertThat(file.path("directory").asBoolean()).isFalse();
    assertThat(file.path("size").asLong()).isEqualTo(7);
    assertThat(file.path("tags").isArray()).isTrue();
    assertThat(file.path("parentFolderId").asText()).isEqualTo("root");
    assertThat(file.path("properties").path("mimeType").asText()).isEqualTo("application/pdf");
    assertThat(Instant.parse(file.path("createdDate").asText())).isBefore(Instant.MAX);
    assertThat(Instant.parse(file.path("modifiedDate").asText())).isBefore(Instant.MAX);
    assertThat(file.has("raw")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "roof, pdf, roof.pdf",
    "roof.PDF, pdf, roof.PDF",
    "roof.old, pdf, roof.old.pdf",
    "roof, , roof"
  })
  void aNameHasItsExtensionWhereverSalesforceHasIt(String name, String extension, String told) {
    account
        .vendor()
        .fault(
            Fault.status(
                ConnectedSalesforce.BASE,
                1,
                200,
                """
                {"files":[{"id":"069000000000001AAA","name":"%s","fileExtension":%s,\
                "contentSize":3,"mimeType":null,"createdDate":"2026-05-01T12:00:00.000+0000",\
                "contentModifiedDate":null}],"nextPageUrl":null}\
                """
                    .formatted(name, extension == null ? "null" : '"' + extension + '"')));

    JsonNode file = hub.json("/folders/contents", "path", "/").path(0);

    assertThat(file.path("name").asText()).isEqualTo(told);
    assertThat(file.path("createdDate").asLong()).isEqualTo(1777636800000L);
    assertThat(file.has("modifiedDate")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2", "9"})
  void aPortionWithFewerFilesThanPlacesIsNotTheLast(int pageSize) {
    for (int i = 0; i < 3; i++) {
      answer("/services/data/v66.0/connect/files/users/me?page=1", "one.txt", "two.txt");
      answer("", "three.txt");
    }

    assertThat(hub.walk("/", pageSize)).containsExactly("one.txt", "two.txt", "three.txt");
  }

  @Test
  void anEmptyPlaceOfTheNextPortionIsNone() {
    answer("", "one.txt");

    assertThat(hub.call("GET", "/folders/contents", "path", "/", "pageSize", "1").nextPage())
        .isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsLeftOut() {
    answer("", "one.txt");

    assertThat(hub.json("/folders/contents", "path", "/").path(0).has("createdDate")).isFalse();
  }

  private static void answer(String nextPageUrl, String... names) {
    String files =
        Stream.of(names)
            .map("{\"id\":\"069\",\"name\":\"%s\",\"createdDate\":\"today\"}"::formatted)
            .collect(Collectors.joining(","));
    account
        .vendor()
        .fault(
            Fault.status(
                ConnectedSalesforce.BASE,
                1,
                200,
                "{\"files\":[%s],\"nextPageUrl\":\"%s\"}".formatted(files, nextPageUrl)));
  }

  @Test
  void theRootIsListedByItsIdToo() {
    store("/one.txt", new byte[1]);

    assertThat(hub.json("/folders/root/contents"))
        .isEqualTo(hub.json("/folders/contents", "path", "/"))
        .hasSize(1);
  }

  @Test
  void anyOtherFolderIsRefused() {
    for (ApiException failure :
        List.of(
            hub.failure("GET", "/folders/contents", "path", "/no such folder"),
            hub.failure("GET", "/folders/nosuchid/contents"))) {
      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.message()).contains("no folder", "such");
    }
  }

  @Test
  void whatItCannotDoIsNotAllowed() {
    assertThat(hub.failure("GET", "/storage").status()).isEqualTo(405);
    assertThat(hub.failure("DELETE", "/files", "path", "/one.txt").status()).isEqualTo(405);
  }

  @Test
  void aFailureHasSalesforcesWords() {
    account.vendor().fault(Fault.status(ConnectedSalesforce.BASE, 1, 503, "Down"));

    ApiException failure = hub.failure("GET", "/folders/contents", "path", "/");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.providerMessage()).hasValue("Down");
  }
}
