package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.SandboxException;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class DriveTest extends MicrosoftTest {

  @Test
  void theDriveHasItsOwnerAndQuota() throws Exception {
    put("/a.txt", "hello");
    String token = graphToken();

    JsonNode drive = json(get(graph + "/me/drive", token));

    assertThat(drive.path("id").asText()).matches("b![A-Za-z0-9_-]{64}");
    assertThat(drive.path("driveType").asText()).isEqualTo("business");
    assertThat(drive.path("owner").path("user").path("email").asText()).isEqualTo(alex().email());
    assertThat(drive.path("quota").path("used").asLong()).isEqualTo(5);
    assertThat(drive.path("quota").path("total").asLong()).isEqualTo(alex().storageBytes());
    assertThat(json(get(graph + "/drive", token))).isEqualTo(drive);
    String encoded = drive.path("id").asText().replace("!", "%21");
    assertThat(json(get(graph + "/drives/" + encoded, token))).isEqualTo(drive);
  }

  @Test
  void anItemIsFoundByItsPathAndByItsIdentifier() throws Exception {
    put("/a b/ü#%/😀.txt", "hello");
    String token = graphToken();
    String root = graph + "/me/drive/root";

    JsonNode item = json(get(root + ":/a%20b/%C3%BC%23%25/%F0%9F%98%80.txt", token));

    String id = item.path("id").asText();
    assertThat(id).matches("01[A-Z2-7]{32}");
    assertThat(item.path("name").asText()).isEqualTo("😀.txt");
    assertThat(item.path("parentReference").path("path").asText())
        .isEqualTo("/drive/root:/a%20b/%C3%BC%23%25");
    assertThat(item.path("file").path("mimeType").asText()).isEqualTo("text/plain");
    assertThat(item.path("file").path("hashes").path("quickXorHash").asText())
        .isEqualTo(microsoft.tree(alex()).getLast().contentHash());
    String folder = item.path("parentReference").path("id").asText();
    for (String url :
        List.of(
            root + ":/A%20B/%C3%9C%23%25/%F0%9F%98%80.TXT:",
            graph + "/me/drive/items/" + id,
            graph + "/drive/items/" + folder + ":/%F0%9F%98%80.txt",
            graph + "/me/drive/items/root%3A%2Fa%20b%2F%C3%BC%23%25%2F%F0%9F%98%80.txt%3A")) {
      assertThat(json(get(url, token)).path("id").asText()).as(url).isEqualTo(id);
    }
  }

  @Test
  void theRootAndAFolderCountWhatIsInThem() throws Exception {
    put("/docs/a.txt", "12");
    put("/docs/b.txt", "345");
    String token = graphToken();

    JsonNode root = json(get(graph + "/me/drive/root", token));
    JsonNode docs = json(get(graph + "/me/drive/root:/DOCS", token));

    assertThat(root.has("root")).isTrue();
    assertThat(root.path("size").asLong()).isEqualTo(5);
    assertThat(root.path("parentReference").has("path")).isFalse();
    assertThat(docs.path("folder").path("childCount").asInt()).isEqualTo(2);
    assertThat(docs.path("parentReference").path("path").asText()).isEqualTo("/drive/root:");
    assertThat(docs.path("parentReference").path("id")).isEqualTo(root.path("id"));
    assertThat(docs.has("file")).isFalse();
    assertThat(docs.has("@microsoft.graph.downloadUrl")).isFalse();
  }

  @Test
  void anItemKeepsItsIdentifierAndChangesItsTagsWhenItIsReplaced() throws Exception {
    put("/a.txt", "one");
    String token = graphToken();
    JsonNode before = json(get(graph + "/me/drive/root:/a.txt", token));

    put("/A.TXT", "other");
    JsonNode after = json(get(graph + "/me/drive/root:/a.txt", token));

    assertThat(after.path("id")).isEqualTo(before.path("id"));
    assertThat(after.path("name").asText()).isEqualTo("a.txt");
    assertThat(after.path("eTag")).isNotEqualTo(before.path("eTag"));
    assertThat(after.path("cTag")).isNotEqualTo(before.path("cTag"));
    assertThat(after.path("size").asInt()).isEqualTo(5);
  }

  @Test
  void pagesAreLinkedAtTheHostAndPathOfTheCall() throws Exception {
    for (String name : List.of("b", "A", "c", "D", "e")) {
      put("/x/" + name, name);
    }
    String token = sharepointToken();
    String driveId = json(get(sharepoint + "/drive", token)).path("id").asText();
    for (String base :
        List.of(
            sharepoint + "/me/drive/root:/x:/children",
            sharepoint + "/drives/" + driveId + "/root:/x:/children")) {
      List<List<String>> pages = new ArrayList<>();
      String next = base + "?$top=2&$select=name";
      while (!next.isEmpty()) {
        JsonNode page = json(get(next, token));
        pages.add(names(page));
        next = page.path("@odata.nextLink").asText();
        assertThat(next)
            .satisfiesAnyOf(
                link -> assertThat(link).isEmpty(),
                link -> assertThat(link).startsWith(base + "?"));
      }
      assertThat(pages).containsExactly(List.of("A", "b"), List.of("c", "D"), List.of("e"));
    }
  }

  @Test
  void anOrderCanBeTurnedAround() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      put("/" + name, name);
    }
    String token = graphToken();
    JsonNode first =
        json(get(graph + "/me/drive/root/children?$orderby=name%20desc&$top=2", token));

    assertThat(names(first)).containsExactly("c", "b");
    assertThat(names(json(get(first.path("@odata.nextLink").asText(), token))))
        .containsExactly("a");
  }

  @Test
  void emptyPagesComeInBetweenWhenAnOptionSaysSo() throws Exception {
    microsoft.options(new FaceOptions(3599, false, true));
    put("/a", "1");
    put("/b", "2");
    String token = graphToken();

    JsonNode first = json(get(graph + "/me/drive/root/children?$top=1", token));
    JsonNode second = json(get(first.path("@odata.nextLink").asText(), token));
    JsonNode third = json(get(second.path("@odata.nextLink").asText(), token));

    assertThat(names(first)).containsExactly("a");
    assertThat(second.path("value")).isEmpty();
    assertThat(names(third)).containsExactly("b");
    assertThat(third.has("@odata.nextLink")).isFalse();
  }

  @Test
  void badQuestionsAreRefused() throws Exception {
    String token = graphToken();
    for (String query :
        List.of("$top=0", "$top=x", "$skip=1", "$skiptoken=x", "$orderby=size", "$filter=a")) {
      HttpResponse<String> response =
          get(graph + "/me/drive/root/children?" + query.replace(" ", "%20"), token);
      assertThat(response.statusCode()).as(query).isEqualTo(400);
      assertThat(json(response).path("error").path("code").asText()).isEqualTo("invalidRequest");
    }
    assertThat(get(graph + "/me/drive/root/analytics", token).statusCode()).isEqualTo(400);
    assertThat(get(graph + "/me/drive/root:/a//b", token).statusCode()).isEqualTo(400);
    assertThat(delete(graph + "/me/drive", token, Map.of()).statusCode()).isEqualTo(405);
  }

  @Test
  void theBytesOfAFileAreAtAnAddressThatTakesNoToken() throws Exception {
    put("/a b.txt", "0123456789");
    String token = graphToken();
    HttpResponse<String> content = get(graph + "/me/drive/root:/a%20b.txt:/content", token);
    assertThat(content.statusCode()).isEqualTo(302);
    String url = content.headers().firstValue("location").orElseThrow();
    assertThat(url).startsWith(sandbox.face("microsoft.sharepoint").httpUrl().toString());

    assertThat(get(url, Map.of()).body()).isEqualTo("0123456789");
    HttpResponse<String> part = get(url, Map.of("Range", "bytes=2-4"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("content-range")).contains("bytes 2-4/10");
    assertThat(get(url, Map.of("Range", "bytes=10-")).statusCode()).isEqualTo(416);
    assertThat(get(url, token).statusCode()).isEqualTo(401);
    assertThat(get(url + "x", Map.of()).statusCode()).isEqualTo(401);
    control.advanceClock(Duration.ofHours(1));
    assertThat(get(url, Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void theDialectsNameTheDownloadAndTheDetailsOfAnErrorDifferently() throws Exception {
    put("/a.txt", "hello");
    JsonNode byGraph = json(get(graph + "/me/drive/root:/a.txt", graphToken()));
    String direct = sharepointToken();
    JsonNode directly = json(get(sharepoint + "/me/drive/root:/a.txt", direct));

    assertThat(get(byGraph.path("@microsoft.graph.downloadUrl").asText(), Map.of()).body())
        .isEqualTo("hello");
    assertThat(get(directly.path("@content.downloadUrl").asText(), Map.of()).body())
        .isEqualTo("hello");
    assertThat(directly.path("id")).isEqualTo(byGraph.path("id"));
    JsonNode error = json(get(sharepoint + "/me/drive/root:/b.txt", direct)).path("error");
    assertThat(error.path("code").asText()).isEqualTo("itemNotFound");
    assertThat(error.has("innererror")).isTrue();
  }

  @Test
  void aTokenWorksAtItsResourceOnlyAndUntilItEnds() throws Exception {
    String token = graphToken();

    assertThat(get(graph + "/me/drive", token).statusCode()).isEqualTo(200);
    HttpResponse<String> elsewhere = get(sharepoint + "/me/drive", token);
    assertThat(elsewhere.statusCode()).isEqualTo(401);
    assertThat(json(elsewhere).path("error").path("code").asText()).isEqualTo("unauthenticated");
    microsoft.expireAccessTokens();
    HttpResponse<String> expired = get(graph + "/me/drive", token);
    assertThat(expired.statusCode()).isEqualTo(401);
    assertThat(json(expired).path("error").path("code").asText())
        .isEqualTo("InvalidAuthenticationToken");
    assertThat(expired.headers().firstValue("www-authenticate").orElseThrow())
        .contains("authorization_uri=\"" + login + "/common/oauth2/authorize\"");
    assertThat(get(graph + "/me/drive", "invented").statusCode()).isEqualTo(401);
    assertThat(get(graph + "/me/drive", Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenAllowsWhatItsScopesSay() throws Exception {
    put("/a.txt", "hello");
    String reader = tokens(V2, "scope", "Files.Read").path("access_token").asText();
    String profile = tokens(V2, "scope", "User.Read").path("access_token").asText();

    assertThat(get(graph + "/me/drive/root:/a.txt", reader).statusCode()).isEqualTo(200);
    assertThat(delete(graph + "/me/drive/root:/a.txt", reader, Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(get(graph + "/me", reader).statusCode()).isEqualTo(403);
    assertThat(get(graph + "/me", profile).statusCode()).isEqualTo(200);
    assertThat(get(graph + "/me/drive", profile).statusCode()).isEqualTo(403);
  }

  @Test
  void aFolderIsDeletedWithWhatIsInIt() throws Exception {
    put("/docs/deep/a.txt", "hello");
    put("/kept.txt", "hello");
    String token = graphToken();
    JsonNode docs = json(get(graph + "/me/drive/root:/docs", token));
    String url = graph + "/me/drive/items/" + docs.path("id").asText();

    assertThat(delete(url, token, Map.of("If-Match", "\"other\"")).statusCode()).isEqualTo(412);
    assertThat(delete(url, token, Map.of("If-Match", docs.path("eTag").asText())).statusCode())
        .isEqualTo(204);

    assertThat(delete(url, token, Map.of()).statusCode()).isEqualTo(404);
    assertThat(microsoft.tree(alex())).extracting("path").containsExactly("/kept.txt");
    assertThat(delete(graph + "/me/drive/root", token, Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void theProfileTellsTheUsersSiteWhenAsked() throws Exception {
    String token = graphToken();

    JsonNode profile = json(get(graph + "/me", token));
    JsonNode site = json(get(graph + "/me?$select=mySite", token));

    assertThat(profile.path("userPrincipalName").asText()).isEqualTo(alex().email());
    assertThat(profile.path("displayName").asText()).isEqualTo("Alex Example");
    assertThat(profile.path("mail").asText()).isEqualTo(alex().email());
    assertThat(profile.has("mySite")).isFalse();
    assertThat(site.size()).isOne();
    String mySite = site.path("mySite").asText();
    assertThat(mySite).endsWith("/personal/alex_contoso_onmicrosoft_com/");
    assertThat(get(mySite + "_api/v2.0/drive", sharepointToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void theDrivesOfTwoUsersAreSeparate() throws Exception {
    User bea = microsoft.createUser("bea@contoso.onmicrosoft.com", "Bea Beispiel");
    put("/alex.txt", "hello");
    String alexDrive = json(get(graph + "/me/drive", graphToken())).path("id").asText();
    microsoft.consentAutomatically(bea);
    String token = graphToken();

    assertThat(names(json(get(graph + "/me/drive/root/children", token)))).isEmpty();
    assertThat(get(graph + "/drives/" + alexDrive, token).statusCode()).isEqualTo(404);
    String site = sandbox.face("microsoft.sharepoint").httpUrl() + "/personal/";
    assertThat(
            get(site + "alex_contoso_onmicrosoft_com/_api/v2.0/drive", sharepointToken())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void everyAnswerHasARequestIdWhichStandsInErrorsToo() throws Exception {
    HttpResponse<String> response =
        get(
            graph + "/me/drive/root:/missing",
            Map.of("Authorization", "Bearer " + graphToken(), "client-request-id", "mine"));

    JsonNode inner = json(response).path("error").path("innerError");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("request-id"))
        .contains(inner.path("request-id").asText());
    assertThat(response.headers().firstValue("client-request-id")).contains("mine");
    assertThat(inner.path("client-request-id").asText()).isEqualTo("mine");
  }

  @Test
  void namesThatSharePointRefusesCannotBeStored() {
    for (String name : List.of("a:b", "a*", "a.", "~$a", " a", "a|b", "")) {
      assertThatThrownBy(() -> put("/" + name, "x")).as(name).isInstanceOf(SandboxException.class);
    }
    put("/a", "x");
    assertThatThrownBy(() -> put("/a/b", "x")).isInstanceOf(SandboxException.class);
    assertThat(microsoft.tree(alex())).extracting("path").containsExactly("/a");
  }

  @Test
  void underTheVendorsHostNamesEverythingLeadsToThem() throws Exception {
    put("/a", "1");
    put("/b", "2");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(sandbox.trustStore());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    String bearer = "Bearer " + graphToken();
    try (HttpClient browser =
        HttpClient.newBuilder().proxy(ProxySelector.of(sandbox.proxy())).sslContext(tls).build()) {
      HttpRequest.Builder request = HttpRequest.newBuilder().header("Authorization", bearer);
      String base = "https://graph.microsoft.com/v1.0/me";
      JsonNode page =
          json(
              browser.send(
                  request.uri(URI.create(base + "/drive/root/children?$top=1")).build(),
                  BodyHandlers.ofString()));
      JsonNode profile =
          json(
              browser.send(
                  request.uri(URI.create(base + "?$select=mySite")).build(),
                  BodyHandlers.ofString()));

      assertThat(page.path("@odata.nextLink").asText()).startsWith(base + "/drive/root/children?");
      assertThat(profile.path("mySite").asText())
          .isEqualTo("https://contoso-my.sharepoint.com/personal/alex_contoso_onmicrosoft_com/");
      String url = page.path("value").path(0).path("@microsoft.graph.downloadUrl").asText();
      assertThat(url).startsWith(profile.path("mySite").asText());
      assertThat(
              browser
                  .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                  .body())
          .isEqualTo("1");
    }
  }

  private static HttpResponse<String> delete(String url, String token, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).DELETE();
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
