package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.DocumentsHubContract;
import dev.valence.hubs.documents.HubCaller;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Salesforce's files keep what the documents hub's contract says. */
class SalesforceFilesHubTest extends DocumentsHubContract {

  private static final int MEBIBYTE = 1024 * 1024;

  private static ConnectedSalesforce account;

  @BeforeAll
  static void connect() {
    account = new ConnectedSalesforce("sfdcdocuments");
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @Override
  protected HubCaller emptyAccount() {
    return account.emptied();
  }

  @Override
  public int largeFileSize() {
    return ConnectedSalesforce.LARGEST_IN_MEMORY;
  }

  /** Salesforce tells megabytes. */
  @Override
  @Test
  public void storageGrowsByTheSizeOfAFile() {
    long before = hub().json("/storage").path("used").asLong();

    store("/grown.bin", new byte[2 * MEBIBYTE]);

    JsonNode storage = hub().json("/storage");
    assertThat(storage.path("used").asLong()).isEqualTo(before + 2 * MEBIBYTE);
    assertThat(storage.path("total").asLong()).isGreaterThan(storage.path("used").asLong());
  }
}
