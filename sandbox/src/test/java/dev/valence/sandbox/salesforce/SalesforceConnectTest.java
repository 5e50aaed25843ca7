package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Connect API does with files, folders, shares and comments. */
class SalesforceConnectTest extends SalesforceTest {

  private static final String MINE = DATA + "/connect/files/users/me";
  private static final String ROOT = DATA + "/connect/folders/root";

  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    api = new SalesforceApi(http, instance, tokens().get("access_token").textValue());
  }

  @Test
  void aFileIsUploadedGetsVersionsAndGoesToTheRecycleBin() throws Exception {
    JsonNode file = upload("{\"title\":\"Grüße #1.txt\",\"desc\":\"first\"}", "a.txt", "hello");

    assertThat(file.get("title").textValue()).isEqualTo("Grüße #1.txt");
    assertThat(file.get("description").textValue()).isEqualTo("first");
    assertThat(file.get("fileExtension").textValue()).isEqualTo("txt");
    assertThat(file.get("checksum").textValue()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(file.get("parentFolder").isNull()).isTrue();
    String path = file(file);
    JsonNode second =
        api.upload(201, path, "json", "{}", "fileData", "b.md", "second".getBytes("UTF-8"));
    assertThat(second.get("versionNumber").textValue()).isEqualTo("2");
    assertThat(second.get("title").textValue()).isEqualTo("Grüße #1.txt");
    assertThat(second.get("fileExtension").textValue()).isEqualTo("md");
    assertThat(text(path + "/content?versionNumber=1")).isEqualTo("hello");
    assertThat(text(path + "/content")).isEqualTo("second");

    JsonNode renamed = api.call(200, "PATCH", path, "{\"title\":\"b.md\",\"desc\":\"new\"}");
    assertThat(renamed.get("name").textValue()).isEqualTo("b.md");
    assertThat(renamed.get("description").textValue()).isEqualTo("new");
    assertThat(api.call(200, "PATCH", path + "?title=c.md", "").get("name").textValue())
        .isEqualTo("c.md");

    api.call(204, "DELETE", path, "");
    assertThat(api.call(404, "GET", path, "").get(0).get("errorCode").textValue())
        .isEqualTo("NOT_FOUND");
    String deleted = "SELECT Id, IsDeleted FROM ContentDocument";
    assertThat(api.get(DATA + "/query?q=" + encode(deleted)).get("totalSize").intValue()).isZero();
    assertThat(
            api.get(DATA + "/queryAll?q=" + encode(deleted))
                .at("/records/0/IsDeleted")
                .booleanValue())
        .isTrue();
  }

  @Test
  void contentIsGivenInParts() throws Exception {
    String path = file(upload("{}", "a.txt", "0123456789"));

    HttpResponse<byte[]> part =
        api.send(
            "GET", path + "/content", "text/plain", BodyPublishers.noBody(), "Range", "bytes=4-");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("content-range")).hasValue("bytes 4-9/10");
    assertThat(part.body()).asString().isEqualTo("456789");
  }

  @Test
  void aBodyThatIsNotWholeMakesNoFile() throws Exception {
    String half =
        "--b\r\nContent-Disposition: form-data; name=\"fileData\"; filename=\"a\"\r\n\r\nx";
    HttpResponse<byte[]> response =
        api.send("POST", MINE, "multipart/form-data; boundary=b", BodyPublishers.ofString(half));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode missing = api.upload(400, MINE, "json", "{}", "otherPart", "a.txt", new byte[] {1});
    assertThat(missing.get(0).get("message").textValue()).contains("fileData");
    assertThat(api.get(MINE).get("files")).isEmpty();
  }

  @Test
  void largeFilesKeepTheirBytes() throws Exception {
    byte[] large = new byte[3_000_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 8));
    }
    JsonNode file = api.upload(201, MINE, "json", "{}", "fileData", "large.bin", large);

    assertThat(file.get("contentSize").intValue()).isEqualTo(large.length);
    assertThat(api.send("GET", file(file) + "/content", "a/b", BodyPublishers.noBody()).body())
        .isEqualTo(large);
  }

  @Test
  void foldersAreATree() throws Exception {
    String rootId = api.get(ROOT).get("id").textValue();
    JsonNode made =
        api.call(
            201,
            "POST",
            ROOT + "/items",
            "{\"type\":\"Folder\",\"folder\":{\"path\":\"one/two\"}}");
    assertThat(made.get("type").textValue()).isEqualTo("Folder");
    JsonNode two = made.get("folder");
    assertThat(two.get("path").textValue()).isEqualTo("/one/two");
    String oneId = two.get("parentFolder").get("id").textValue();
    JsonNode one = api.get(DATA + "/connect/folders/" + oneId);
    assertThat(one.get("parentFolder").get("id").textValue()).isEqualTo(rootId);
    JsonNode twice =
        api.call(
            400,
            "POST",
            DATA + "/connect/folders/" + oneId + "/items",
            "{\"type\":\"Folder\",\"folder\":{\"name\":\"two\"}}");
    assertThat(twice.get(0).get("errorCode").textValue()).isEqualTo("DUPLICATE_VALUE");

    JsonNode file =
        api.upload(
                201,
                DATA + "/connect/folders/" + oneId + "/items",
                "json",
                "{\"type\":\"File\",\"file\":{\"title\":\"a.txt\",\"description\":\"d\"}}",
                "fileData",
                "a.txt",
                new byte[] {1, 2})
            .get("file");
    assertThat(file.get("parentFolder").get("id").textValue()).isEqualTo(oneId);
    assertThat(file.get("description").textValue()).isEqualTo("d");
    JsonNode items = api.get(DATA + "/connect/folders/" + oneId + "/items?pageSize=1");
    assertThat(items.at("/items/0/folder/name").textValue()).isEqualTo("two");
    assertThat(api.get(items.get("nextPageUrl").textValue()).at("/items/0/file/id"))
        .isEqualTo(file.get("id"));

    String twoPath = DATA + "/connect/folders/" + two.get("id").textValue();
    JsonNode cycle =
        api.call(
            400,
            "PATCH",
            DATA + "/connect/folders/" + oneId,
            "{\"parentFolderId\":\"" + two.get("id").textValue() + "\"}");
    assertThat(cycle.get(0).get("errorCode").textValue()).isEqualTo("CIRCULAR_DEPENDENCY");
    assertThat(
            api.call(200, "PATCH", twoPath, "{\"name\":\"zwei\",\"parentFolderId\":\"root\"}")
                .get("path")
                .textValue())
        .isEqualTo("/zwei");
    api.call(
        200, "PATCH", file(file), "{\"parentFolderId\":\"" + two.get("id").textValue() + "\"}");
    assertThat(api.get(twoPath + "/items").at("/items/0/file/title").textValue())
        .isEqualTo("a.txt");

    api.call(204, "DELETE", twoPath, "");
    api.call(404, "GET", twoPath, "");
    assertThat(api.get(file(file)).get("parentFolder").isNull()).isTrue();
    api.call(403, "DELETE", ROOT, "");
  }

  @Test
  void severalFilesAreDescribedAndDeletedAtOnce() throws Exception {
    String one = upload("{}", "a.txt", "x").get("id").textValue();
    String two = upload("{}", "b.txt", "x").get("id").textValue();

    JsonNode described =
        api.get(DATA + "/connect/files/batch/" + one + ",069000000000001AAA," + two);
    assertThat(described.get("hasErrors").booleanValue()).isTrue();
    assertThat(described.get("results").findValuesAsText("statusCode"))
        .containsExactly("200", "404", "200");
    assertThat(described.at("/results/2/result"))
        .isEqualTo(api.get(DATA + "/connect/files/" + two));
    JsonNode result =
        api.call(
            200,
            "DELETE",
            DATA + "/connect/files/batch/" + one + "," + two + ",069000000000001AAA",
            "");

    assertThat(result.get("hasErrors").booleanValue()).isTrue();
    assertThat(result.get("results").findValuesAsText("statusCode"))
        .containsExactly("204", "204", "404");
    assertThat(api.get(MINE).get("files")).isEmpty();
  }

  @Test
  void aFileIsSharedWithPeople() throws Exception {
    User bea = salesforce.createUser("bea@example.com", "Bea");
    JsonNode file = upload("{}", "a.txt", "hello");
    JsonNode shares =
        api.call(
            201,
            "POST",
            file(file) + "/file-shares",
            "{\"shares\":[{\"id\":\"" + bea.id() + "\",\"sharingType\":\"V\"}]}");
    assertThat(shares.get("shares").findValuesAsText("sharingType")).containsExactly("I", "V");
    salesforce.consentAutomatically(bea);
    SalesforceApi hers =
        new SalesforceApi(http, instance, tokens().get("access_token").textValue());

    assertThat(hers.get(file(file)).get("sharingRole").textValue()).isEqualTo("Viewer");
    hers.call(403, "PATCH", file(file), "{\"title\":\"b.txt\"}");
    assertThat(hers.get(MINE).get("files")).isEmpty();

    String links =
        "SELECT Id FROM ContentDocumentLink WHERE ContentDocumentId = '"
            + file.get("id").textValue()
            + "' AND LinkedEntityId = '"
            + bea.id()
            + "'";
    String link = api.get(DATA + "/query?q=" + encode(links)).at("/records/0/Id").textValue();
    api.call(204, "DELETE", DATA + "/sobjects/ContentDocumentLink/" + link, "");
    hers.call(404, "GET", file(file), "");
  }

  @Test
  void aPublicLinkHasAPageForEverybody() throws Exception {
    JsonNode file = upload("{}", "a.txt", "hello");
    String path = file(file) + "/file-shares/link";
    api.call(404, "GET", path, "");
    JsonNode link =
        api.call(
            200,
            "PUT",
            path,
            "{\"isPasswordRequired\":\"true\",\"expirationDate\":\"2999-07-07T23:59:11.168Z\"}");

    assertThat(api.get(path)).isEqualTo(link);
    assertThat(link.get("expirationDate").textValue()).isEqualTo("2999-07-07T23:59:11.168Z");
    String url = link.get("fileViewUrl").textValue();
    assertThat(get(url).body()).contains("Password required");
    assertThat(get(url + "?download=1").body()).doesNotContain("hello");
    String password = encode(link.get("password").textValue());
    assertThat(get(url + "?password=" + password).body()).contains("a.txt", "Download");
    assertThat(get(url + "?download=1&password=" + password).body()).isEqualTo("hello");
    JsonNode past = api.call(400, "PUT", path, "{\"expirationDate\":\"2000-01-01T00:00:00Z\"}");
    assertThat(past.get(0).get("errorCode").textValue()).isEqualTo("INVALID_INPUT");

    api.call(200, "PUT", path, "{\"expirationDate\":\"" + control.now().plusSeconds(60) + "\"}");
    assertThat(get(url + "?download=1").body()).isEqualTo("hello");
    control.advanceClock(Duration.ofMinutes(2));
    assertThat(get(url).statusCode()).isEqualTo(404);
    api.call(204, "DELETE", path, "");
    api.call(404, "GET", path, "");
  }

  @Test
  void picturesHaveSmallOnes() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 100, BufferedImage.TYPE_INT_RGB), "png", png);
    JsonNode picture =
        api.upload(201, MINE, "json", "{}", "fileData", "wide.png", png.toByteArray());

    HttpResponse<byte[]> small =
        api.send("GET", picture.get("renditionUrl").textValue(), "a/b", BodyPublishers.noBody());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(small.body()));
    assertThat(small.headers().firstValue("content-type")).hasValue("image/png");
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(120, 30);
    JsonNode previews = api.get(file(picture) + "/previews");
    assertThat(previews.get("previews").findValuesAsText("format"))
        .containsExactly("tiny-thumbnail", "thumbnail", "big-thumbnail");
    api.get(picture.get("url").textValue());
    String plain = file(upload("{}", "a.txt", "x"));
    api.call(404, "GET", plain + "/rendition?type=THUMB240BY180", "");
    api.call(400, "GET", plain + "/rendition?type=HUGE", "");
  }

  @Test
  void commentsAreReadFromTheLatestOn() throws Exception {
    JsonNode file = upload("{}", "a.txt", "x");
    String id = file.get("id").textValue();
    String feed = DATA + "/chatter/feeds/record/" + id + "/feed-elements";
    assertThat(api.get(feed).get("elements")).isEmpty();
    JsonNode element =
        api.call(
            201,
            "POST",
            DATA + "/chatter/feed-elements",
            "{\"feedElementType\":\"FeedItem\",\"subjectId\":\""
                + id
                + "\",\"body\":"
                + "{\"messageSegments\":[{\"type\":\"Text\",\"text\":\"Look\"}]}}");
    assertThat(api.get(feed).at("/elements/0/id")).isEqualTo(element.get("id"));
    String items = element.get("url").textValue() + "/capabilities/comments/items";
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(api.call(201, "POST", items + "?text=c" + i, "").get("id").textValue());
    }

    JsonNode first = api.get(items + "?pageSize=2");
    assertThat(texts(first)).containsExactly("c3", "c4");
    assertThat(first.get("total").intValue()).isEqualTo(5);
    JsonNode second = api.get(first.get("nextPageUrl").textValue());
    assertThat(texts(second)).containsExactly("c1", "c2");
    JsonNode last = api.get(items + "?pageSize=2&page=" + second.get("nextPageToken").textValue());
    assertThat(texts(last)).containsExactly("c0");
    assertThat(last.get("nextPageToken").isNull()).isTrue();
    assertThat(texts(api.get(items + "?pageSize=2&sort=CreatedDateOldestAsc")))
        .containsExactly("c0", "c1");

    String comment = DATA + "/chatter/comments/" + made.get(2);
    assertThat(api.get(comment).at("/body/text").textValue()).isEqualTo("c2");
    api.call(204, "DELETE", comment, "");
    api.call(404, "GET", comment, "");
    api.call(400, "POST", items, "{\"body\":{\"messageSegments\":[]}}");
    api.call(400, "GET", items + "?page=nonsense", "");
    api.call(404, "GET", items.replace("0D5", "0D6"), "");
  }

  @Test
  void thereIsAsMuchSpaceAsTheOrganizationHas() throws Exception {
    salesforce.options(new FaceOptions(7200, false, false, Map.of("fileStorageMB", "2")));
    api.upload(201, MINE, "json", "{}", "fileData", "a.bin", new byte[1_500_000]);

    assertThat(api.get(DATA + "/limits").at("/FileStorageMB/Max").intValue()).isEqualTo(2);
    assertThat(api.get(DATA + "/limits").at("/FileStorageMB/Remaining").intValue()).isEqualTo(1);
    JsonNode full = api.upload(400, MINE, "json", "{}", "fileData", "b.bin", new byte[1_000_000]);
    assertThat(full.get(0).get("errorCode").textValue()).isEqualTo("STORAGE_LIMIT_EXCEEDED");
  }

  @Test
  void aUserIsTold() throws Exception {
    JsonNode me = api.get(DATA + "/chatter/users/me");

    assertThat(me.get("id").textValue()).isEqualTo(salesforce.users().getFirst().id());
    assertThat(me.get("email").textValue()).isEqualTo("alex@example.com");
    assertThat(api.get(me.get("url").textValue())).isEqualTo(me);
  }

  private JsonNode upload(String json, String name, String content) throws Exception {
    return api.upload(
        201, MINE, "json", json, "fileData", name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String file(JsonNode file) {
    return DATA + "/connect/files/" + file.get("id").textValue();
  }

  private String text(String path) throws Exception {
    return new String(
        api.send("GET", path, "a/b", BodyPublishers.noBody()).body(), StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode page) {
    return page.get("items").valueStream().map(item -> item.at("/body/text").textValue()).toList();
  }
}
