package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.hubs.documents.HubCaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadedFileTest {

  private static final String BOUNDARY = "-----border";
  private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
  private static final String END = "\r\n--" + BOUNDARY + "--\r\n";

  @Test
  void thePartNamedFileIsTheFileWhateverStandsAroundIt() throws IOException {
    String body =
        part("thumbnail", "t.png", "thumb")
            + "\r\n"
            + part("file", "a.txt", "héllo\r\n--\r\n")
            + "\r\n"
            + part("more", null, "text")
            + END;

    assertThat(text(body(TYPE, body))).isEqualTo("héllo\r\n--\r\n");
  }

  @Test
  void aPartWithoutAFileNameIsTheFileToo() throws IOException {
    assertThat(text(body(TYPE, part("file", null, "hello") + END))).isEqualTo("hello");
  }

  @Test
  void anEmptyPartIsAnEmptyFile() throws IOException {
    assertThat(text(body(TYPE, part("file", "a.txt", "") + END))).isEmpty();
  }

  @Test
  void theFileIsReadAsItArrives() throws IOException {
    InputStream beginning = stream(part("file", "a.txt", "x".repeat(20_000)));
    InputStream never =
        new InputStream() {

          @Override
          public int read() throws IOException {
            throw new IOException("Read too far.");
          }
        };

    InputStream file =
        UploadedFile.of(new HubCall.Body(new SequenceInputStream(beginning, never), -1, TYPE))
            .content();

    assertThat(file.readNBytes(10_000)).hasSize(10_000);
  }

  @Test
  void aBodyThatEndsInsideTheFileIsAnErrorAndNoShorterFile() {
    assertThatThrownBy(() -> text(body(TYPE, part("file", "a.txt", "hello"))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anyOtherBodyIsTheFileItself() throws IOException {
    assertThat(text(body("text/plain", "hello"))).isEqualTo("hello");
    assertThat(text(body("", "hello"))).isEqualTo("hello");
  }

  @Test
  void aMissingFileIsABadRequest() {
    assertThat(HubCaller.failure(() -> UploadedFile.of(null)).message()).contains("'file'");
    HubCall.Body other = body(TYPE, part("other", "a.txt", "hello") + END);
    assertThat(HubCaller.failure(() -> UploadedFile.of(other)).status()).isEqualTo(400);
    HubCall.Body broken = body("multipart/form-data", "hello");
    assertThat(HubCaller.failure(() -> UploadedFile.of(broken)).status()).isEqualTo(400);
    HubCall.Body nothing = body(TYPE, "");
    assertThat(HubCaller.failure(() -> UploadedFile.of(nothing)).status()).isEqualTo(400);
  }

  private static String part(String name, String fileName, String content) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\""
        + (fileName == null ? "" : "; filename=\"" + fileName + "\"")
        + "\r\n\r\n"
        + content;
  }

  private static HubCall.Body body(String contentType, String content) {
    return new HubCall.Body(stream(content), -1, contentType);
  }

  @Test
  void theSizeOfAFileThatIsAloneInABodyIsKnownBefore() {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n";

    UploadedFile known =
        UploadedFile.of(
            new HubCall.Body(stream(body), body.length(), "multipart/form-data; boundary=b"));
    UploadedFile chunked =
        UploadedFile.of(new HubCall.Body(stream(body), -1, "multipart/form-data; boundary=b"));

    assertThat(known.size()).isEqualTo(5);
    assertThat(chunked.size()).isNull();
  }

  @Test
  void aFileOfAnotherSizeThanToldFailsAtItsEnd() throws IOException {
    UploadedFile file = new UploadedFile(stream("hello"), null);

    assertThat(file.ofSize(5).readAllBytes()).hasSize(5);
    for (long told : new long[] {4, 6}) {
      InputStream other = new UploadedFile(stream("hello"), null).ofSize(told);
      assertThatThrownBy(other::readAllBytes).hasMessageContaining("size");
    }
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(HubCall.Body body) throws IOException {
    return new String(UploadedFile.of(body).content().readAllBytes(), StandardCharsets.UTF_8);
  }
}
