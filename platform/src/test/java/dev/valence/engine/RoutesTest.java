package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private final DocumentsContract contract = new DocumentsContract();

  @ParameterizedTest
  @CsvSource({
    "GET, /files, getFile",
    "POST, /files, createFile",
    "GET, /files/metadata, getFileMetadata",
    "GET, /files/x, getFileById",
    "GET, /files/x/metadata, getFileMetadataById",
    "GET, /folders/contents, getFolderContents",
    "GET, /folders/contents/contents, getFolderContentsById"
  })
  void aLiteralSegmentGoesBeforeAPlaceholder(String method, String path, String operationId) {
    assertThat(find(method, path).resource().operationId()).isEqualTo(operationId);
  }

  @Test
  void theOrderOfTheResourcesDoesNotMatter() {
    List<Resource> reversed = contract.resources().reversed();

    assertThat(
            Routes.of("documents", reversed)
                .find(call("GET", "/files/metadata"))
                .resource()
                .operationId())
        .isEqualTo("getFileMetadata");
  }

  @Test
  void aPlaceholderIsOneSegmentDecodedOnce() {
    assertThat(find("GET", "/files/%252Fa+b%20c.txt/metadata").pathValues())
        .isEqualTo(Map.of("id", "%2Fa+b c.txt"));
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/files/x/y/z", "/files//metadata/x", "/folder", "/files/"})
  void whatNoResourceHasIsNotFound(String path) {
    assertThat(HubCaller.failure(() -> find("GET", path)).status()).isEqualTo(404);
  }

  @Test
  void anotherMethodIsRefusedWithThoseThatThereAre() {
    ApiException failure = HubCaller.failure(() -> find("PUT", "/files"));

    assertThat(failure.status()).isEqualTo(405);
    assertThat(failure.message()).isEqualTo("/files has no PUT, only DELETE, GET, POST.");
  }

  @Test
  void aLiteralPathIsNeverAnId() {
    assertThat(HubCaller.failure(() -> find("DELETE", "/files/metadata")).status()).isEqualTo(405);
  }

  @Test
  void aBrokenEncodingIsABadRequest() {
    assertThat(HubCaller.failure(() -> find("GET", "/files/%ZZ")).status()).isEqualTo(400);
  }

  private Route find(String method, String path) {
    return Routes.of("documents", contract.resources()).find(call(method, path));
  }

  private static HubCall call(String method, String path) {
    return new HubCall(method, path, Map.of(), Map.of(), null);
  }
}
