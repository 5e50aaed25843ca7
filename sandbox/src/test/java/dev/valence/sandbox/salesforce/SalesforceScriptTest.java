package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.OutsideClient;
import dev.valence.sandbox.face.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that others wrote for Salesforce, jsforce, against the sandbox. */
class SalesforceScriptTest extends SalesforceTest {

  @Test
  void itWorksWithFilesFoldersAndComments() throws Exception {
    OutsideClient jsforce = OutsideClient.node("salesforce-files.mjs");
    String token = tokens().get("access_token").textValue();

    JsonNode seen = Json.MAPPER.readTree(jsforce.run(Map.of(), instance, token).successful());

    JsonNode expected =
        Json.MAPPER.readTree(
            """
            {
              "created": ["Grüße #1", "txt", 5, "5d41402abc4b2a76b9719d911017c592"],
              "versions": [["1", false], ["2", true]],
              "data": "hello",
              "uploaded": ["neu.txt", "da", 6, "1"],
              "moved": true,
              "items": ["neu.txt"],
              "content": "inhalt",
              "comments": ["Fine"],
              "me": "alex@example.com",
              "found": ["neu.txt"],
              "deleted": [true],
              "left": 1,
              "space": true,
              "gone": ["NOT_FOUND", "The requested resource does not exist"]
            }\
            """);
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void itWorksWithRecordsQueriesAndReports() throws Exception {
    OutsideClient jsforce = OutsideClient.node("salesforce-records.mjs");
    JsonNode tokens = tokens();

    JsonNode seen =
        Json.MAPPER.readTree(
            jsforce
                .run(
                    Map.of(),
                    instance,
                    tokens.get("access_token").textValue(),
                    tokens.get("id").textValue(),
                    control.now().toString())
                .successful());

    JsonNode expected =
        Json.MAPPER.readTree(
            """
            {
              "created": [true, 0],
              "read": ["Acme", "+49 1", "Account"],
              "upserted": [true, false],
              "refused": ["REQUIRED_FIELD_MISSING", "NOT_FOUND", "NOT_FOUND", "MALFORMED_QUERY",
                "INVALID_FIELD", "NOT_FOUND"],
              "many": [450, true],
              "mixed": ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"],
              "changed": [true, true, true],
              "retrieved": ["Dr", "Dr"],
              "upsertedMany": [false, true],
              "parent": "Alex Example",
              "children": ["C0", "C1", "C2"],
              "fetched": [450, 1],
              "pages": [200, false, 200, false],
              "criteria": ["C449", "C448"],
              "counted": 3,
              "grouped": [["Dr", 3], [null, 447]],
              "semiJoin": ["Acme"],
              "including": 1,
              "composite": [201, 201],
              "tree": ["i", "l"],
              "describe": [true, true],
              "global": true,
              "updated": 1,
              "deleted": [true],
              "cascade": 0,
              "destroyed": [true, true],
              "recycled": 3,
              "identity": "alex@example.com",
              "limits": 15000,
              "usage": 15000,
              "report": "TABULAR",
              "rows": ["R1", "R2"],
              "filteredRows": ["R2"]
            }\
            """);
    assertThat(seen).isEqualTo(expected);
  }
}
