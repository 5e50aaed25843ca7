package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadsTest extends MicrosoftTest {

  private static final int UNIT = 320 * 1024;

  private final byte[] bytes = new byte[2 * UNIT + 5];
  private String token;
  private String root;

  @BeforeEach
  void connect() throws Exception {
    new Random(1).nextBytes(bytes);
    token = graphToken();
    root = graph + "/me/drive/root";
  }

  @Test
  void piecesBecomeAFileWithTheLastOne() throws Exception {
    JsonNode session = session("/new%20folder/big.bin", "{}");
    String url = session.path("uploadUrl").asText();
    assertThat(session.path("nextExpectedRanges").path(0).asText()).isEqualTo("0-");
    assertThat(url).startsWith(sandbox.face("microsoft.sharepoint").httpUrl() + "/personal/");

    HttpResponse<String> first = piece(url, 0, UNIT);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(json(first).path("nextExpectedRanges").path(0).asText()).isEqualTo(UNIT + "-");
    assertThat(paths()).isEmpty();
    assertThat(json(call("GET", url, "", null)).path("nextExpectedRanges").path(0).asText())
        .isEqualTo(UNIT + "-");
    assertThat(piece(url, UNIT, 2 * UNIT).statusCode()).isEqualTo(202);
    HttpResponse<String> last = piece(url, 2 * UNIT, bytes.length);

    assertThat(last.statusCode()).isEqualTo(201);
    assertThat(json(last).path("size").asLong()).isEqualTo(bytes.length);
    assertThat(microsoft.file(alex(), "/new folder/big.bin")).isEqualTo(bytes);
    assertThat(call("GET", url, "", null).statusCode()).isEqualTo(404);
  }

  @Test
  void anAccessTokenIsRefused() throws Exception {
    String url = session("/big.bin", "{}").path("uploadUrl").asText();

    HttpResponse<String> response = piece(url, 0, UNIT, "Authorization", "Bearer " + token);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(code(response)).isEqualTo("unauthenticated");
    assertThat(piece(url, 0, UNIT).statusCode()).isEqualTo(202);
  }

  @Test
  void aPieceMustBeTheOneThatComesNext() throws Exception {
    String url = session("/big.bin", "{}").path("uploadUrl").asText();
    piece(url, 0, UNIT);

    HttpResponse<String> again = piece(url, 0, UNIT);
    assertThat(again.statusCode()).isEqualTo(416);
    assertThat(code(again)).isEqualTo("invalidRange");
    assertThat(json(again).path("error").path("innererror").path("code").asText())
        .isEqualTo("fragmentOverlap");
    HttpResponse<String> later = piece(url, 2 * UNIT, bytes.length);
    assertThat(later.statusCode()).isEqualTo(416);
    assertThat(json(later).path("error").path("innererror").path("code").asText())
        .isEqualTo("fragmentOutOfOrder");
    assertThat(piece(url, UNIT, UNIT + 1000).statusCode()).isEqualTo(400);
    assertThat(
            piece(url, UNIT, 2 * UNIT, "Content-Range", "bytes 327680-655359/999999").statusCode())
        .isEqualTo(400);
    assertThat(piece(url, UNIT, 2 * UNIT, "Content-Range", "bytes 327680-655360/655365"))
        .satisfies(response -> assertThat(response.statusCode()).isEqualTo(400));
    assertThat(piece(url, UNIT, 2 * UNIT, "Content-Range", "all").statusCode()).isEqualTo(400);
    assertThat(piece(url, UNIT, 2 * UNIT).statusCode()).isEqualTo(202);
  }

  @Test
  void aConflictShowsAtTheEnd() throws Exception {
    put("/big.bin", "old");
    String item = "{\"item\":{\"@microsoft.graph.conflictBehavior\":\"%s\"}}";
    String fail = session("/big.bin", item.formatted("fail")).path("uploadUrl").asText();
    HttpResponse<String> refused = whole(fail);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("nameAlreadyExists");
    assertThat(content("/big.bin")).isEqualTo("old");

    HttpResponse<String> renamed =
        whole(session("/big.bin", item.formatted("rename")).path("uploadUrl").asText());
    assertThat(json(renamed).path("name").asText()).isEqualTo("big 1.bin");
    HttpResponse<String> replaced =
        whole(session("/big.bin", item.formatted("replace")).path("uploadUrl").asText());
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(microsoft.file(alex(), "/big.bin")).isEqualTo(bytes);
  }

  @Test
  void aFileThatChangedMeanwhileIsNotReplaced() throws Exception {
    put("/big.bin", "old");
    String eTag = json(get(root + ":/big.bin", token)).path("eTag").asText();
    String create = root + ":/big.bin:/createUploadSession";
    assertThat(call("POST", create, token, "{}", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    String url =
        json(call("POST", create, token, "{}", "If-Match", eTag)).path("uploadUrl").asText();

    put("/big.bin", "new");

    assertThat(whole(url).statusCode()).isEqualTo(412);
    assertThat(content("/big.bin")).isEqualTo("new");
  }

  @Test
  void aSessionEndsByTimeOrByHand() throws Exception {
    String url = session("/big.bin", "{}").path("uploadUrl").asText();
    assertThat(call("DELETE", url, "", null).statusCode()).isEqualTo(204);
    assertThat(call("DELETE", url, "", null).statusCode()).isEqualTo(404);
    assertThat(piece(url, 0, UNIT).statusCode()).isEqualTo(404);

    String other = session("/big.bin", "{}").path("uploadUrl").asText();
    assertThat(call("GET", other + "x", "", null).statusCode()).isEqualTo(404);
    control.advanceClock(Duration.ofDays(8));
    assertThat(call("GET", other, "", null).statusCode()).isEqualTo(404);
    assertThat(paths()).isEmpty();
  }

  @Test
  void whatCannotBeAFileBeginsNoSession() throws Exception {
    assertThat(call("POST", root + "/createUploadSession", token, "{}").statusCode())
        .isEqualTo(400);
    assertThat(call("POST", root + ":/a%7Cb:/createUploadSession", token, "{}").statusCode())
        .isEqualTo(400);
    HttpResponse<String> tooLarge =
        call(
            "POST",
            root + ":/a:/createUploadSession",
            token,
            "{\"item\":{\"fileSize\":" + Long.MAX_VALUE / 2 + "}}");
    assertThat(tooLarge.statusCode()).isEqualTo(507);
  }

  private JsonNode session(String path, String body) throws Exception {
    HttpResponse<String> response =
        call("POST", root + ":" + path + ":/createUploadSession", token, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private HttpResponse<String> whole(String url) throws Exception {
    return piece(url, 0, bytes.length);
  }

  private HttpResponse<String> piece(String url, int from, int to, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length))
            .PUT(BodyPublishers.ofByteArray(Arrays.copyOfRange(bytes, from, to)));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
