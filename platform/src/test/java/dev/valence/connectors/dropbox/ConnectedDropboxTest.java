package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.hubs.documents.HubCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the connector share: an account that is empty before each of them. */
abstract class ConnectedDropboxTest {

  static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  static ConnectedDropbox account;
  HubCaller hub;

  @BeforeAll
  static void connect() {
    account = new ConnectedDropbox();
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @BeforeEach
  void empty() {
    hub = account.emptied();
  }

  /** A call with a JSON body; names and values of query parameters in turn. */
  JsonNode send(String method, String path, Object body, String... query) {
    return hub.send(method, path, new ObjectMapper().valueToTree(body).toString(), query);
  }
}
