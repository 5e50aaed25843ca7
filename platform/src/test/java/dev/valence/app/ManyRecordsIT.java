package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists pass through the server page by page; they are never in it as a whole. */
class ManyRecordsIT {

  private static final int RECORDS = 100_000;
  private static final int STORED_AT_ONCE = 5_000;

  /** As trees the records take several times as much. */
  private static final String HEAP = "-Xmx128m";

  @TempDir Path directory;

  @Test
  void aHundredThousandRecordsAreListedThroughASmallHeapEachOnce() throws Exception {
    Path data = directory.resolve("data");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server =
            ServerProcess.start(
                directory.resolve("server.log"),
                List.of(HEAP),
                Map.of(),
                "--data",
                data.toString(),
                "--sandbox",
                sandbox.url().toString())) {
      FaceClient salesforce = sandbox.client().face("salesforce");
      salesforce.consentAutomatically();
      for (int from = 0; from < RECORDS; from += STORED_AT_ONCE) {
        salesforce.createRecords(
            salesforce.users().getFirst(),
            "Task",
            IntStream.range(from, from + STORED_AT_ONCE)
                .mapToObj(i -> Map.of("Subject", "task " + i, "Description", "of " + i))
                .toList());
      }
      Api api = new Api(server.url(), data);
      JsonNode instance =
          api.post(
                  "/instances",
                  api.organization(),
                  Api.instance("sfdc", Api.code(api.oauthUrl("sfdc"))))
              .json();
      String authorization = api.element(instance.path("token").asText());
      String path = "/hubs/crm/tasks?pageSize=2000";

      Set<String> ids = new HashSet<>();
      Api.Answer page = api.get(path + "&returnCount=true", authorization);
      int pages = 1;
      assertThat(page.header("Elements-Total-Count")).isEqualTo(String.valueOf(RECORDS));
      while (true) {
        page.json().forEach(record -> ids.add(record.path("id").asText()));
        String next = page.header("Elements-Next-Page-Token");
        if (next.isEmpty()) {
          break;
        }
        page = api.get(path + "&nextPage=" + next, authorization);
        assertThat(page.status()).as(page.response().body()).isEqualTo(200);
        pages++;
      }

      assertThat(ids).hasSize(RECORDS);
      assertThat(pages).isEqualTo(RECORDS / 2000);
      assertThat(server.logText()).doesNotContain("OutOfMemoryError");
    }
  }
}
