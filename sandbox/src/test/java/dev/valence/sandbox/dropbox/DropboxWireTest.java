package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.dropbox.core.TokenAccessType;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the vendor's client does not show: the bytes on the wire. */
class DropboxWireTest extends DropboxTest {

  private String token;

  @BeforeEach
  void authorize() throws Exception {
    token = authorize(TokenAccessType.ONLINE).getAccessToken();
  }

  @Test
  void aBadArgumentIsAnsweredInPlainText() throws Exception {
    assertBadArgument("{\"path\":\"/\"}", "request body: path: Specify the root folder");
    assertBadArgument("{\"path\":\"/a/\"}", "request body: path: ");
    assertBadArgument("{\"path\":\"a\"}", "path: 'a' did not match pattern");
    assertBadArgument("{}", "missing required field 'path'");
    assertBadArgument("{\"path\":\"\",\"limit\":0}", "limit: ");
    assertBadArgument("{\"path\":\"\",\"depth\":1}", "unknown field 'depth'");
    assertBadArgument("[]", "expected object, got list");
    assertBadArgument("{", "could not decode input as JSON");
  }

  @Test
  void theSummaryOfAnErrorEndsInARandomNumberOfDots() throws Exception {
    Set<String> summaries = new HashSet<>();
    while (summaries.size() < 3) {
      HttpResponse<String> response = rpc("files/list_folder", "{\"path\":\"/missing\"}");
      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(response.body())
          .contains("\"error\":{\".tag\":\"path\",\"path\":{\".tag\":\"not_found\"}}")
          .containsPattern("\"error_summary\":\"path/not_found/\\.{1,3}\"");
      summaries.add(response.body());
    }
  }

  @Test
  void functionsWithoutArgumentTakeNullOrNothing() throws Exception {
    assertThat(rpc("users/get_space_usage", "null").statusCode()).isEqualTo(200);
    assertThat(rpc("users/get_space_usage", "").statusCode()).isEqualTo(200);
    assertThat(rpc("users/get_space_usage", "{}").body()).contains("expected null, got value");
  }

  @Test
  void unionsWithoutValueMayBeBareStrings() throws Exception {
    for (String mode : new String[] {"\"overwrite\"", "{\".tag\":\"overwrite\"}"}) {
      assertThat(upload("{\"path\":\"/a\",\"mode\":" + mode + "}", BodyPublishers.ofString("x")))
          .isEqualTo(200);
    }
    assertThat(upload("{\"path\":\"/a\",\"mode\":\"append\"}", BodyPublishers.ofString("x")))
        .isEqualTo(400);
  }

  @Test
  void everyAnswerHasARequestIdAndTimesHaveNoFraction() throws Exception {
    upload("{\"path\":\"/a\"}", BodyPublishers.ofString("x"));
    HttpResponse<String> response = rpc("files/get_metadata", "{\"path\":\"/A\"}");

    assertThat(response.headers().firstValue("x-dropbox-request-id")).isPresent();
    assertThat(response.body())
        .containsPattern("\"server_modified\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"");
  }

  @Test
  void oneCallTakesAtMost150MebibytesOfAFile() throws Exception {
    long most = 150L * 1024 * 1024;

    assertThat(upload("{\"path\":\"/most\"}", zeros(most))).isEqualTo(200);
    assertThat(upload("{\"path\":\"/more\"}", zeros(most + 1))).isEqualTo(409);
  }

  private static BodyPublisher zeros(long size) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() ->
            new InputStream() {
              private long left = size;

              @Override
              public int read() {
                return left-- > 0 ? 0 : -1;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
              }
            }),
        size);
  }

  private void assertBadArgument(String argument, String problem) throws Exception {
    HttpResponse<String> response = rpc("files/list_folder", argument);
    assertThat(response.statusCode()).as(argument).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain");
    assertThat(response.body())
        .startsWith("Error in call to API function \"files/list_folder\": ")
        .contains(problem);
  }

  private HttpResponse<String> rpc(String function, String argument) throws Exception {
    HttpRequest.Builder request = request("https://api.dropboxapi.com/2/" + function);
    if (!argument.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return browser.send(
        request.POST(BodyPublishers.ofString(argument)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int upload(String argument, BodyPublisher bytes) throws Exception {
    return browser
        .send(
            request("https://content.dropboxapi.com/2/files/upload")
                .header("Content-Type", "application/octet-stream")
                .header("Dropbox-API-Arg", argument)
                .POST(bytes)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
  }
}
