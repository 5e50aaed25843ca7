package dev.valence.connectors.microsoft;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.DocumentsHubContract;
import dev.valence.hubs.documents.HubCaller;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** OneDrive for Business keeps the contract of the documents hub, in either dialect. */
@ParameterizedClass
@EnumSource(Dialect.class)
class OneDriveHubTest extends DocumentsHubContract {

  private static ConnectedMicrosoft account;

  @Parameter Dialect dialect;

  @BeforeAll
  static void connect() {
    account = new ConnectedMicrosoft();
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
  protected HubCaller emptyAccount() {
    return account.connected(dialect);
  }

  @Override
  public int largeFileSize() {
    return DriveUpload.LARGEST_IN_MEMORY;
  }

  /** By SharePoint's rules of names. */
  @Override
  public boolean forbids(String name) {
    return name.matches(".*[\"*:<>?\\\\|].*");
  }
}
