package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.DocumentsHubContract;
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
  protected ConnectedAccount account() {
    return account;
  }

  @Override
  public int largeFileSize() {
    return ConnectedSalesforce.LARGEST_IN_MEMORY;
  }

  /** The id that an upload tells for comments. */
  @Override
  public String commentedId(JsonNode file) {
    return file.path("feedId").asText();
  }

  /** Files are shared within the organization. */
  @Override
  public String somebody() {
    return account.vendor().createUser("somebody@example.com", "Somebody Else").email();
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
