package dev.valence.connectors.microsoft;

import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of the connector share: in each dialect a drive that is empty before each. */
@ParameterizedClass
@EnumSource(Dialect.class)
abstract class ConnectedMicrosoftTest {

  static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  static ConnectedMicrosoft account;

  @Parameter Dialect dialect;
  HubCaller hub;

  @BeforeAll
  static void start() {
    account = new ConnectedMicrosoft();
  }

  @AfterAll
  static void stop() throws IOException {
    account.close();
  }

  @BeforeEach
  void connect() {
    hub = account.connected(dialect);
  }

  /** Another answer to the next call of the drive. */
  Fault answer(int status, String body) {
    return Fault.status("/", 1, status, body);
  }
}
