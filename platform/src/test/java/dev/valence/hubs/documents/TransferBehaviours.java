package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of uploads and downloads. */
@Needs({DocumentsOperation.UPLOAD, DocumentsOperation.DOWNLOAD, DocumentsOperation.METADATA})
interface TransferBehaviours extends HubUnderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plain.txt",
        "/with blank.txt",
        "/number #1.txt",
        "/100%.txt",
        "/%41.txt",
        "/a+b.txt",
        "/Grüße.txt",
        "/日本語.txt",
        "/rocket 🚀.txt",
        "/it's \"quoted\".txt",
        "/UPPER and lower.TXT",
        "/no extension",
        "/.hidden",
        "/a&b=c;d,e.txt"
      })
  default void aNameSurvivesByPathByIdAndByRefId(String path) {
    assumeFalse(forbids(path.substring(1)), "The vendor has no such names.");
    JsonNode uploaded = hub().upload(path, HubCaller.HELLO);

    assertThat(uploaded.path("path").asText()).isEqualTo(path);
    assertThat(uploaded.path("name").asText()).isEqualTo(path.substring(1));
    assertThat(hub().json("/files/metadata", "path", path)).isEqualTo(uploaded);
    assertThat(hub().content("/files", "path", path)).isEqualTo(HubCaller.HELLO);
    for (String field : List.of("id", "refId")) {
      String id = segment(uploaded.path(field).asText(uploaded.path("id").asText()));
      assertThat(hub().json("/files/" + id + "/metadata")).isEqualTo(uploaded);
      HubAnswer download = hub().call("GET", "/files/" + id);
      assertThat(((HubAnswer.Content) download.body()).fileName()).isEqualTo(path.substring(1));
      assertThat(HubCaller.content(download)).isEqualTo(HubCaller.HELLO);
    }
    JsonNode listed = hub().json("/folders/contents", "path", "/");
    assertThat(listed).containsExactly(uploaded);
  }

  @Test
  default void anUploadTellsWhatItStored() {
    JsonNode file = hub().upload("/plans/roof.pdf", HubCaller.HELLO);

    assertThat(file.path("name").asText()).isEqualTo("roof.pdf");
    assertThat(file.path("directory").isBoolean()).isTrue();
    assertThat(file.path("directory").asBoolean()).isFalse();
    assertThat(file.path("size").asLong()).isEqualTo(HubCaller.HELLO.length);
    assertThat(file.path("tags").isArray()).isTrue();
    assertThat(file.path("properties").path("mimeType").asText()).isEqualTo("application/pdf");
    assertThat(file.path("modifiedDate").isIntegralNumber()).isTrue();
    JsonNode folder = hub().json("/folders/metadata", "path", "/plans");
    assertThat(file.path("parentFolderId").asText()).isEqualTo(folder.path("id").asText());
  }

  @Test
  default void anEmptyFileIsAFile() {
    assertThat(hub().upload("/empty.txt", new byte[0]).path("size").asLong()).isZero();
    assertThat(hub().content("/files", "path", "/empty.txt")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 7})
  default void aFileAroundTheBorderToALargeOneArrivesWhole(int difference) {
    byte[] content = TestBytes.random(largeFileSize() + difference);

    JsonNode file = hub().upload("/border.bin", content);

    assertThat(file.path("size").asLong()).isEqualTo(content.length);
    assertThat(hub().content("/files", "path", "/border.bin")).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  default void aMuchLargerFileArrivesWhole(int times) {
    byte[] content = TestBytes.random(largeFileSize() * times);

    hub().upload("/large.bin", content);

    assertThat(hub().content("/files", "path", "/large.bin")).isEqualTo(content);
  }

  @Test
  default void missingParentsAreMade() {
    hub().upload("/a/b/c.txt", HubCaller.HELLO);

    assertThat(hub().json("/folders/metadata", "path", "/a/b").path("directory").asBoolean())
        .isTrue();
    assertThat(hub().walk("/a", 10)).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aFileIsNotReplacedUnasked(boolean large) {
    byte[] first = TestBytes.random(large ? largeFileSize() * 2 : 5);
    hub().upload("/taken.txt", first);

    for (byte[] second : List.of(first, TestBytes.random(first.length + 1))) {
      ApiException failure = HubCaller.failure(() -> hub().upload("/taken.txt", second));

      assertThat(failure.status()).isEqualTo(409);
      assertThat(failure.message())
          .isEqualTo(
              "Failed to upload file. File with the same name already exists. Change the name of"
                  + " the file you're uploading or set the overwrite query parameter to true.");
      assertThat(failure.providerMessage()).hasValueSatisfying(it -> assertThat(it).isNotBlank());
    }
    assertThat(hub().content("/files", "path", "/taken.txt")).isEqualTo(first);
    assertThat(hub().walk("/", 10)).containsExactly("taken.txt");
  }

  @Test
  default void aLargeFileThatWouldReplaceAnotherIsNotReadToItsEnd() {
    hub().upload("/taken.bin", HubCaller.HELLO);
    ByteArrayInputStream content = new ByteArrayInputStream(TestBytes.random(largeFileSize() * 10));

    ApiException failure = HubCaller.failure(() -> hub().upload("/taken.bin", content));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(content.available()).isGreaterThan(largeFileSize());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aFileIsReplacedWhenAsked(boolean large) {
    hub().upload("/again.txt", HubCaller.HELLO);
    byte[] second = TestBytes.random(large ? largeFileSize() * 2 : 6);

    JsonNode file = hub().upload("/again.txt", second, "overwrite", "true");

    assertThat(file.path("size").asLong()).isEqualTo(second.length);
    assertThat(hub().content("/files", "path", "/again.txt")).isEqualTo(second);
  }

  @Test
  default void overwriteOfNothingIsAnUpload() {
    hub().upload("/new.txt", HubCaller.HELLO, "overwrite", "true");

    assertThat(hub().content("/files", "path", "/new.txt")).isEqualTo(HubCaller.HELLO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  default void aFileNeverReplacesAFolder(String overwrite) {
    hub().upload("/folder/file.txt", HubCaller.HELLO);

    ApiException failure =
        HubCaller.failure(() -> hub().upload("/folder", HubCaller.HELLO, "overwrite", overwrite));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("folder");
    assertThat(hub().content("/files", "path", "/folder/file.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aFileIsNoParent() {
    hub().upload("/file.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() -> hub().upload("/file.txt/below.txt", HubCaller.HELLO)).status())
        .isEqualTo(409);
  }

  @Test
  default void theRootIsNoTargetOfAnUpload() {
    assertThat(HubCaller.failure(() -> hub().upload("/", HubCaller.HELLO)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5, 1.5, 4.5})
  default void anUploadThatBreaksOffLeavesNothing(double share) {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(TestBytes.random((int) (largeFileSize() * share))),
            TestBytes.broken());

    ApiException failure = HubCaller.failure(() -> hub().upload("/broken.bin", broken));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("broke off");
    assertThat(hub().failure("GET", "/files/metadata", "path", "/broken.bin").status())
        .isEqualTo(404);
  }

  @Test
  default void anUploadThatBreaksOffLeavesTheFileThatWasThere() {
    hub().upload("/kept.bin", HubCaller.HELLO);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(TestBytes.random(largeFileSize() * 3)), TestBytes.broken());

    HubCaller.failure(() -> hub().upload("/kept.bin", broken, "overwrite", "true"));

    assertThat(hub().content("/files", "path", "/kept.bin")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aDownloadTellsLengthTypeAndName() {
    hub().upload("/plans/roof.pdf", HubCaller.HELLO);

    HubAnswer answer = hub().call("GET", "/files", "path", "/plans/roof.pdf");

    HubAnswer.Content content = (HubAnswer.Content) answer.body();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(content.length()).isEqualTo(HubCaller.HELLO.length);
    assertThat(content.type()).isEqualTo("application/pdf");
    assertThat(content.fileName()).isEqualTo("roof.pdf");
    assertThat(HubCaller.content(answer)).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aRangeGivesItsBytesOnly() {
    hub().upload("/range.txt", HubCaller.HELLO);

    HubAnswer answer = hub().range("/range.txt", "bytes=1-3");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(((HubAnswer.Content) answer.body()).range()).isEqualTo("bytes 1-3/5");
    assertThat(HubCaller.content(answer)).isEqualTo("ell".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  default void aRangeBeyondTheEndIsRefused() {
    hub().upload("/range.txt", HubCaller.HELLO);

    assertThat(HubCaller.failure(() -> hub().range("/range.txt", "bytes=9-")).status())
        .isEqualTo(416);
  }
}
