package dev.valence.connectors.dropbox;

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
}
