package dev.valence.connectors.dropbox;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.DocumentsHubContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Dropbox keeps the contract of the documents hub. */
class DropboxHubTest extends DocumentsHubContract {

  private static ConnectedDropbox account;

  @BeforeAll
  static void connect() {
    account = new ConnectedDropbox();
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @Override
  protected ConnectedAccount account() {
    return account;
  }

  @Override
  public int largeFileSize() {
    return ConnectedDropbox.LARGEST_IN_MEMORY;
  }
}
