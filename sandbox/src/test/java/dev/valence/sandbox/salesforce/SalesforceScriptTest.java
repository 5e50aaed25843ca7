package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.OutsideClient;
import dev.valence.sandbox.face.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that others wrote for Salesforce, jsforce, against the files of the sandbox. */
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
}
