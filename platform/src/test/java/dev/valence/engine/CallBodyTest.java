package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CallBodyTest {

  private static final String PART =
      "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\nhello\r\n--b--\r\n";

  private static CallBody multipart(String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    return new CallBody(
        new HubCall.Body(
            new ByteArrayInputStream(content), content.length, "multipart/form-data; boundary=b"));
  }

  @Test
  void aFileHasTheNameThatTheCallerGaveIt() {
    assertThat(multipart(PART.formatted("file", "../a b.txt")).parts().file().fileName())
        .isEqualTo("../a b.txt");
  }

  @Test
  void aNameOfAFileWithANulIsABadRequest() {
    ApiException refusal =
        HubCaller.failure(() -> multipart(PART.formatted("file", "a\0.txt")).parts());

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.message()).contains("NUL");
  }
}
