package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes, searches, versions, small images and conversions. */
class DriveReadsTest extends MicrosoftTest {

  private String token;
  private String root;

  @BeforeEach
  void connect() throws Exception {
    token = graphToken();
    root = graph + "/me/drive/root";
  }

  @Test
  void changesAreToldSinceALink() throws Exception {
    put("/docs/a.txt", "one");
    put("/gone.txt", "x");
    delete("/gone.txt");
    JsonNode first = json(get(root + "/delta", token));
    assertThat(names(first)).containsExactly("root", "docs", "a.txt");
    assertThat(first.path("value").findValues("deleted")).isEmpty();
    assertThat(first.path("value").path(2).path("parentReference").has("path")).isFalse();
    String link = first.path("@odata.deltaLink").asText();
    assertThat(json(get(link, token)).path("value")).isEmpty();

    put("/docs/a.txt", "other");
    put("/b.txt", "b");
    delete("/docs");
    JsonNode changes = json(get(link, token));

    assertThat(names(changes)).containsExactly("b.txt");
    assertThat(changes.path("value").findValues("deleted")).hasSize(2);
    JsonNode second = json(get(changes.path("@odata.deltaLink").asText(), token));
    assertThat(second.path("value")).isEmpty();
  }

  @Test
  void anItemThatChangesWhilePagesAreReadComesTwice() throws Exception {
    microsoft.options(new FaceOptions(3599, false, true));
    put("/a", "1");
    put("/b", "2");
    List<String> told = new ArrayList<>();

    JsonNode page = json(get(root + "/delta?$top=2", token));
    told.addAll(names(page));
    put("/a", "other");
    while (page.has("@odata.nextLink")) {
      page = json(get(page.path("@odata.nextLink").asText(), token));
      told.addAll(names(page));
    }

    assertThat(told).containsExactly("root", "a", "b", "a");
    assertThat(page.has("@odata.deltaLink")).isTrue();
  }

  @Test
  void theLatestTokenTellsNothingOfBefore() throws Exception {
    put("/a", "1");
    JsonNode latest = json(get(root + "/delta?token=latest", token));
    assertThat(latest.path("value")).isEmpty();
    put("/b", "2");

    assertThat(names(json(get(latest.path("@odata.deltaLink").asText(), token))))
        .containsExactly("b");
  }

  @Test
  void anOldTokenIsGone() throws Exception {
    put("/docs/a", "1");
    String link = json(get(root + "/delta", token)).path("@odata.deltaLink").asText();
    control.advanceClock(Duration.ofDays(31));
    microsoft.expireAccessTokens();

    HttpResponse<String> gone = get(link, graphToken());

    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(code(gone)).isEqualTo("resyncRequired");
    assertThat(json(gone).path("error").path("innerError").path("code").asText())
        .isEqualTo("resyncChangesApplyDifferences");
    assertThat(gone.headers().firstValue("location")).contains(root + "/delta");
    String now = graphToken();
    assertThat(get(root + "/delta?token=x", now).statusCode()).isEqualTo(400);
    assertThat(get(root + ":/docs:/delta", now).statusCode()).isEqualTo(400);
  }

  @Test
  void aSearchFindsTheBeginningsOfWords() throws Exception {
    put("/it's/annual report.txt", "x");
    put("/Report 2.txt", "x");
    put("/myreport.txt", "x");

    assertThat(names(json(get(root + "/search(q='report')", token))))
        .containsExactlyInAnyOrder("annual report.txt", "Report 2.txt");
    assertThat(names(json(get(root + ":/it's:/search(q='REP%20annual')", token))))
        .containsExactly("annual report.txt");
    assertThat(names(json(get(root + "/search(q='it''s')", token)))).containsExactly("it's");
    assertThat(names(json(get(root + "/search(q=%27it%27%27s%27)", token))))
        .containsExactly("it's");
    assertThat(get(root + "/search(q='it's')", token).statusCode()).isEqualTo(400);
    assertThat(names(json(get(root + "/search(q='a%3Ab%2Fc')", token)))).isEmpty();
    JsonNode first = json(get(root + "/search(q='report')?$top=1", token));
    assertThat(first.path("value").path(0).path("parentReference").has("path")).isFalse();
    assertThat(names(json(get(first.path("@odata.nextLink").asText(), token)))).hasSize(1);
  }

  @Test
  void everyChangeOfAFileIsAVersion() throws Exception {
    put("/a.txt", "one");
    put("/a.txt", "three");
    String versions = root + ":/a.txt:/versions";

    JsonNode all = json(get(versions, token));

    assertThat(all.path("value"))
        .extracting(one -> one.path("id").asText())
        .containsExactly("2.0", "1.0");
    assertThat(all.path("value").findValuesAsText("size")).containsExactly("5", "3");
    assertThat(json(get(versions + "/1.0", token)).path("size").asInt()).isEqualTo(3);
    HttpResponse<String> old = get(versions + "/1.0/content", token);
    assertThat(old.statusCode()).isEqualTo(302);
    assertThat(get(old.headers().firstValue("location").orElseThrow(), Map.of()).body())
        .isEqualTo("one");
    assertThat(get(versions + "/2.0/content", token).statusCode()).isEqualTo(400);
    assertThat(get(versions + "/9.0", token).statusCode()).isEqualTo(404);
    assertThat(call("POST", versions + "/1.0/restoreVersion", token, null).statusCode())
        .isEqualTo(204);
    assertThat(content("/a.txt")).isEqualTo("one");
    assertThat(json(get(versions, token)).path("value"))
        .extracting(one -> one.path("id").asText())
        .containsExactly("3.0", "2.0", "1.0");
    assertThat(get(root + "/versions", token).statusCode()).isEqualTo(400);
  }

  @Test
  void anImageHasSmallOnes() throws Exception {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB), "png", image);
    microsoft.putFile(alex(), "/a.png", image.toByteArray());
    put("/a.txt", "no image");
    String thumbnails = root + ":/a.png:/thumbnails";

    JsonNode set = json(get(thumbnails, token)).path("value").path(0);

    assertThat(set.path("small").path("width").asInt()).isEqualTo(96);
    assertThat(set.path("small").path("height").asInt()).isEqualTo(96);
    assertThat(set.path("medium").path("height").asInt()).isEqualTo(88);
    assertThat(set.path("large").path("width").asInt()).isEqualTo(400);
    BufferedImage medium = image(set.path("medium").path("url").asText());
    assertThat(medium.getWidth()).isEqualTo(176);
    assertThat(medium.getHeight()).isEqualTo(88);
    HttpResponse<String> content = get(thumbnails + "/0/c50x60_crop/content", token);
    assertThat(content.statusCode()).isEqualTo(302);
    assertThat(image(content.headers().firstValue("location").orElseThrow()).getHeight())
        .isEqualTo(60);
    assertThat(json(get(root + ":/a.txt:/thumbnails", token)).path("value")).isEmpty();
    assertThat(get(root + ":/a.txt:/thumbnails/0/small", token).statusCode()).isEqualTo(404);
    JsonNode expanded = json(get(root + "?$expand=children($select=id),thumbnails", token));
    assertThat(names(json(get(root + "/children?$expand=thumbnails", token)))).hasSize(2);
    assertThat(expanded.path("children")).hasSize(2);
    assertThat(get(root + "?$expand=owner", token).statusCode()).isEqualTo(400);
  }

  @Test
  void aTableBecomesADocumentAndNothingElseDoes() throws Exception {
    put("/a.csv", "name,age\n(Zoë),7\n");
    put("/a.txt", "text");

    HttpResponse<String> content = get(root + ":/a.csv:/content?format=pdf", token);
    String url = content.headers().firstValue("location").orElseThrow();

    assertThat(get(url, Map.of()).body()).startsWith("%PDF-1.4").contains("(name,age) Tj");
    assertThat(get(root + ":/a.txt:/content?format=pdf", token).statusCode()).isEqualTo(406);
    assertThat(get(root + ":/a.csv:/content?format=xml", token).statusCode()).isEqualTo(406);
  }

  private static BufferedImage image(String url) throws Exception {
    HttpResponse<byte[]> response =
        http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("content-type")).contains("image/jpeg");
    return ImageIO.read(new ByteArrayInputStream(response.body()));
  }

  private void delete(String path) throws Exception {
    assertThat(call("DELETE", root + ":" + path, token, null).statusCode()).isEqualTo(204);
  }
}
