package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of the account and of the metadata of its files and folders. */
public interface MetadataBehaviours extends HubUnderTest {

  @Test
  default void meIsTheAccountInTheProvidersWords() {
    assertThat(hub().json("/me").isObject()).isTrue();
    assertThat(hub().json("/me")).isNotEmpty();
  }

  @Test
  default void storageGrowsByTheSizeOfAFile() {
    long before = hub().json("/storage").path("used").asLong();

    store("/grown.txt", HubCaller.HELLO);

    JsonNode storage = hub().json("/storage");
    assertThat(storage.path("used").asLong()).isEqualTo(before + HubCaller.HELLO.length);
    assertThat(storage.path("total").asLong()).isGreaterThan(storage.path("used").asLong());
  }

  @Test
  default void aFileHasNoItemsToList() {
    store("/file.txt", HubCaller.HELLO);

    ApiException failure = hub().failure("GET", "/folders/contents", "path", "/file.txt");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a file");
  }

  @Test
  default void theRootHasMetadata() {
    JsonNode root = hub().json("/folders/metadata", "path", "/");

    assertThat(root.path("path").asText()).isEqualTo("/");
    assertThat(root.path("directory").asBoolean()).isTrue();
    assertThat(root.path("tags").isArray()).isTrue();
    assertThat(hub().json("/folders/" + segment(root.path("id").asText()) + "/metadata"))
        .isEqualTo(root);
    store("/top.txt", HubCaller.HELLO);
    assertThat(hub().json("/files/metadata", "path", "/top.txt").path("parentFolderId"))
        .isEqualTo(root.path("id"));
  }

  @Test
  default void datesAreIsoTextsWhenAsked() {
    store("/dated.txt", HubCaller.HELLO);

    long millis = hub().json("/files/metadata", "path", "/dated.txt").path("modifiedDate").asLong();
    JsonNode iso = hub().json("/files/metadata", "path", "/dated.txt", "isoDates", "true");

    assertThat(Instant.parse(iso.path("modifiedDate").asText()).toEpochMilli()).isEqualTo(millis);
  }

  @Test
  default void rawIsThereOnlyWhenAsked() {
    store("/raw.txt", HubCaller.HELLO);

    assertThat(hub().json("/files/metadata", "path", "/raw.txt").has("raw")).isFalse();
    assertThat(hub().json("/files/metadata", "path", "/raw.txt", "raw", "true").path("raw"))
        .isNotEmpty();
    assertThat(hub().json("/folders/contents", "path", "/", "raw", "true").path(0).path("raw"))
        .isNotEmpty();
  }

  @Test
  default void whatIsMissingHasNoMetadataAndNoItems() {
    for (String resource : List.of("/files/metadata", "/folders/contents")) {
      ApiException failure = hub().failure("GET", resource, "path", "/missing.txt");

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains("/missing.txt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no such id", "%2Fmissing.txt", "%ZZ"})
  default void anUnknownIdHasNoMetadataAndNoItems(String id) {
    for (String resource : List.of("/files/%s/metadata", "/folders/%s/contents")) {
      ApiException failure = hub().failure("GET", resource.formatted(segment(id)));

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains(id);
    }
  }
}
