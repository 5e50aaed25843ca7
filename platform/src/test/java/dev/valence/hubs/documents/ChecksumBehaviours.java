package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What an app sees of checksums. */
@Needs(DocumentsOperation.UPLOAD)
interface ChecksumBehaviours extends HubUnderTest {

  @Test
  default void aFileHasTheProvidersChecksum() {
    JsonNode properties = hub().upload("/a.txt", HubCaller.HELLO).path("properties");

    assertThat(properties.path(CloudFile.CHECKSUM).asText()).isNotEmpty();
    assertThat(properties.path(CloudFile.CHECKSUM_ALGORITHM).asText()).isNotEmpty();
  }

  @Test
  default void theSameContentHasTheSameChecksumAndAnotherAnother() {
    JsonNode first = hub().upload("/a.txt", HubCaller.HELLO);
    JsonNode same = hub().upload("/b.txt", HubCaller.HELLO);
    JsonNode other = hub().upload("/c.txt", TestBytes.random(largeFileSize() * 3));

    assertThat(checksum(same)).isEqualTo(checksum(first));
    assertThat(checksum(other)).isNotEqualTo(checksum(first));
  }

  private static String checksum(JsonNode file) {
    return file.path("properties").path(CloudFile.CHECKSUM).asText();
  }
}
