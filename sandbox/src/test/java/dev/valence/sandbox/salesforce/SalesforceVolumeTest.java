package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many records: they are made and listed in a time that grows with their number alone. */
class SalesforceVolumeTest extends SalesforceTest {

  private static final int MANY = 100_000;
  private static final int COLLECTION = 200;
  private static final int PAGE = 2000;

  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    api = new SalesforceApi(http, instance + DATA, tokens().get("access_token").textValue());
  }

  @Test
  void aHundredThousandRecordsAreMadeAndListed() throws Exception {
    Instant start = Instant.now();
    for (int made = 0; made < MANY; made += COLLECTION) {
      ObjectNode body = Json.object();
      ArrayNode records = body.putArray("records");
      for (int i = made; i < made + COLLECTION; i++) {
        records
            .addObject()
            .put("LastName", "L" + i)
            .put("Legacy_Id__c", "K" + i)
            .putObject("attributes")
            .put("type", "Contact");
      }
      JsonNode answer = api.call(200, "POST", "/composite/sobjects", body.toString());
      assertThat(answer.get(COLLECTION - 1).get("success").booleanValue()).isTrue();
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));

    start = Instant.now();
    Set<String> ids = new HashSet<>();
    JsonNode page = api.get("/query?q=" + encode("SELECT Id, LastName, Owner.Name FROM Contact"));
    while (true) {
      assertThat(page.get("totalSize").intValue()).isEqualTo(MANY);
      assertThat(page.get("records")).hasSize(PAGE);
      page.get("records").forEach(record -> ids.add(record.get("Id").textValue()));
      if (page.get("done").booleanValue()) {
        break;
      }
      page = api.get(page.get("nextRecordsUrl").textValue().substring(DATA.length()));
    }
    assertThat(ids).hasSize(MANY);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));

    start = Instant.now();
    for (int i = 0; i < 500; i++) {
      assertThat(
              api.get(
                      "/query?q="
                          + encode(
                              "SELECT Id FROM Contact WHERE Legacy_Id__c = 'K" + i * 100 + "'"))
                  .get("totalSize")
                  .intValue())
          .isEqualTo(1);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void manyRecordsAreStoredInOneCallOfTheControlApi() throws Exception {
    User alex = salesforce.users().getFirst();
    List<Map<String, String>> leads =
        IntStream.range(0, 20_000)
            .mapToObj(i -> Map.of("LastName", "L" + i, "Company", "C"))
            .toList();

    List<ObjectNode> stored = salesforce.createRecords(alex, "Lead", leads);

    assertThat(stored).hasSize(20_000);
    assertThat(stored.getLast().get("Name").textValue()).isEqualTo("L19999");
    assertThat(
            api.get("/query?q=" + encode("SELECT COUNT() FROM Lead")).get("totalSize").intValue())
        .isEqualTo(20_000);
    assertThatThrownBy(
            () -> salesforce.createRecords(alex, "Lead", List.of(Map.of("LastName", "L"))))
        .hasMessageContaining("Required fields are missing: [Company]");
  }

  @Test
  void manyFilesAreListed() throws Exception {
    for (int made = 0; made < 10_000; made += COLLECTION) {
      ObjectNode body = Json.object();
      ArrayNode records = body.putArray("records");
      for (int i = made; i < made + COLLECTION; i++) {
        records
            .addObject()
            .put("PathOnClient", "f" + i + ".txt")
            .put("VersionData", "aGVsbG8=")
            .putObject("attributes")
            .put("type", "ContentVersion");
      }
      api.call(200, "POST", "/composite/sobjects", body.toString());
    }

    Instant start = Instant.now();
    assertThat(
            api.get("/query?q=" + encode("SELECT Id, Title FROM ContentDocument")).get("records"))
        .hasSize(PAGE);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }
}
