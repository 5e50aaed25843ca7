package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both generations of Instagram, whose resources are declared, from consent to an ended token. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class InstagramTest extends RestTest {

  private FaceClient instagram;

  @BeforeEach
  void empty() {
    disconnectAll();
    instagram = TestPlatform.sandbox().face("instagram");
    instagram.consentAutomatically();
  }

  @Test
  void theScopeIsWrittenAsInTheFoundingDocument() {
    assertThat(api.oauthUrl("instagram")).contains("scope=basic+comments+relationships+likes");
    assertThat(api.oauthUrl("instagramgraph")).contains("scope=instagram_business_basic");
  }

  @ParameterizedTest
  @CsvSource({"instagram, /caption/text", "instagramgraph, /caption"})
  void whatWasPublishedIsListedInPages(String key, String caption) {
    publish(5);
    String element = api.element(connect(key));

    List<String> captions = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = "";
    do {
      Answer page = succeeded(api.get("/hubs/social/users/self/media?pageSize=2" + next, element));
      assertThat(page.header("Elements-Returned-Count"))
          .isEqualTo(String.valueOf(page.json().size()));
      sizes.add(page.json().size());
      page.json().forEach(media -> captions.add(media.at(caption).asText()));
      String token = page.header("Elements-Next-Page-Token");
      next = token.isEmpty() ? "" : "&nextPage=" + token;
    } while (!next.isEmpty());

    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(captions)
        .containsExactly("Picture 5", "Picture 4", "Picture 3", "Picture 2", "Picture 1");
    Answer trimmed = succeeded(api.get("/hubs/social/users/self/media?pageSize=200", element));
    assertThat(trimmed.header("Elements-Error")).contains("100");
    assertThat(trimmed.json()).hasSize(5);
  }

  @Test
  void theFirstGenerationTakesItsTokenInTheQuery() {
    publish(1);
    String element = api.element(connect("instagram"));
    TestPlatform.sandbox().clearCalls();

    JsonNode user = succeeded(api.get("/hubs/social/users/self", element)).json();
    JsonNode media = succeeded(api.get("/hubs/social/users/self/media", element)).json().path(0);

    assertThat(succeeded(api.get("/hubs/social/users/" + user.path("id").asText(), element)).json())
        .isEqualTo(user);
    assertThat(
            succeeded(api.get("/hubs/social/media/" + media.path("id").asText(), element)).json())
        .isEqualTo(media);
    String link = media.path("link").asText();
    String shortcode = link.replaceFirst(".*/p/", "").replace("/", "");
    assertThat(succeeded(api.get("/hubs/social/media/shortcode/" + shortcode, element)).json())
        .isEqualTo(media);
    assertThat(instagram.calls())
        .hasSize(5)
        .allSatisfy(call -> {
          assertThat(call.query()).contains("access_token=");
          assertThat(call.headers()).doesNotContainKey("authorization");
        });
  }

  @Test
  void theSecondGenerationGivesTheUsualFieldsAndOthersWhenAsked() {
    ObjectNode album =
        instagram.createRecord(
            instagram.users().getFirst(),
            "media",
            Map.of(
                "media_type",
                "CAROUSEL_ALBUM",
                "children",
                List.of(
                    Map.of("media_url", "https://media.example/1.jpg"),
                    Map.of("media_url", "https://media.example/2.jpg"))));
    String id = album.path("id").asText();
    String element = api.element(connect("instagramgraph"));
    TestPlatform.sandbox().clearCalls();

    JsonNode user = succeeded(api.get("/hubs/social/users/self", element)).json();
    assertThat(user.path("username").asText()).isNotEmpty();
    assertThat(
            succeeded(api.get("/hubs/social/users/self?fields=username", element))
                .json()
                .properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("id", "username");
    assertThat(succeeded(api.get("/hubs/social/users/" + user.path("id").asText(), element)).json())
        .isEqualTo(user);
    assertThat(
            succeeded(api.get("/hubs/social/users/" + user.path("id").asText() + "/media", element))
                .json())
        .hasSize(1);
    assertThat(
            succeeded(api.get("/hubs/social/media/" + id, element))
                .json()
                .at("/children/data/0/media_url"))
        .hasToString("\"https://media.example/1.jpg\"");
    JsonNode children =
        succeeded(api.get("/hubs/social/media/" + id + "/children", element)).json();
    assertThat(children.findValuesAsText("media_url"))
        .containsExactly("https://media.example/1.jpg", "https://media.example/2.jpg");
    assertThat(instagram.calls())
        .isNotEmpty()
        .allSatisfy(call -> {
          assertThat(call.query()).doesNotContain("access_token");
          assertThat(call.headers().get("authorization")).startsWith("Bearer ");
        });
    Answer unknown = refused(api.get("/hubs/social/media/1", element), 404);
    assertThat(unknown.json().path("providerMessage").asText()).contains("Unsupported get request");
  }

  @Test
  void theKindOfLoginDecidesWhereTheUserConsentsAndWhereCallsGo() {
    String url =
        api.oauthUrl("instagramgraph", Api.CALLBACK, "&login.kind=facebook&auth_type=rerequest");
    assertThat(url)
        .contains("/v24.0/dialog/oauth?", "instagram_manage_comments", "auth_type=rerequest")
        .doesNotContain("login.kind");
    ObjectNode body = Api.instance("instagramgraph", Api.code(url));
    ((ObjectNode) body.path("configuration")).put("login.kind", "facebook");
    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();
    String id = instagram.users().getFirst().id();
    assertThat(instance.path("configuration").path("instagram.user.id").asText()).isEqualTo(id);
    assertThat(instance.path("configuration").path("login.kind").asText()).isEqualTo("facebook");
    publish(1);
    TestPlatform.sandbox().clearCalls();
    String element = api.element(instance);

    assertThat(succeeded(api.get("/hubs/social/users/self", element)).json().path("id").asText())
        .isEqualTo(id);
    assertThat(succeeded(api.get("/hubs/social/users/me/media", element)).json()).hasSize(1);
    assertThat(instagram.calls())
        .extracting(call -> call.path())
        .containsExactly("/v24.0/" + id, "/v24.0/" + id + "/media");

    ObjectNode login = Api.JSON.createObjectNode();
    login.putObject("configuration").put("login.kind", "facebook");
    login
        .putObject("providerData")
        .put(
            "code", Api.code(api.oauthUrl("instagramgraph", Api.CALLBACK, "&login.kind=facebook")));
    succeeded(api.call("PATCH", Api.path(instance), api.organization(), login.toString()));
    assertThat(succeeded(api.get("/hubs/social/ping", element)).json().path("valid").asBoolean())
        .isTrue();
  }

  @Test
  void aTokenOfFacebookLoginIsRenewedByItself() {
    ObjectNode body =
        Api.instance(
            "instagramgraph",
            Api.code(api.oauthUrl("instagramgraph", Api.CALLBACK, "&login.kind=facebook")));
    ((ObjectNode) body.path("configuration")).put("login.kind", "facebook");
    instagram.options(new FaceOptions(60, false, false, Map.of()));
    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();
    TestPlatform.sandbox().clearCalls();
    instagram.fault(
        Fault.status("/v24.0/me", 1, 400, "{\"error\":{\"code\":190,\"message\":\"old\"}}"));

    succeeded(api.get("/hubs/social/ping", api.element(instance)));

    assertThat(instagram.calls("/v24.0/oauth/access_token"))
        .singleElement()
        .satisfies(call -> assertThat(call.query()).contains("grant_type=fb_exchange_token"));
  }

  @Test
  void theShortPathOfWhatWasWithdrawnIsTheHubsToo() {
    String element = api.element(connect("instagramgraph"));

    for (String path : List.of("/users", "/hubs/social/users")) {
      Answer answer = refused(api.get(path, element), 501);
      assertThat(answer.message()).startsWith("Instagram withdrew this on 2018-04-04: ");
    }
    JsonNode shown = succeeded(api.get("/elements/instagramgraph", api.organization())).json();
    assertThat(shown.path("withdrawn").findValuesAsText("since")).contains("2018-04-04");
  }

  @ParameterizedTest
  @ValueSource(strings = {"instagram", "instagramgraph"})
  void theObjectsAreListed(String key) {
    JsonNode objects = succeeded(api.get("/hubs/social/objects", api.element(connect(key)))).json();

    assertThat(objects.toString()).contains("media", "comments", "users");
  }

  @Test
  void whatTakesLongerToPublishIs202() {
    instagram.options(
        new FaceOptions(5_184_000, false, false, Map.of("containerMillis", "600000")));
    String element = api.element(connect("instagramgraph"));
    ObjectNode picture =
        Api.JSON.createObjectNode().put("image_url", "https://media.example/1.jpg");

    Answer answer = refused(api.post("/hubs/social/media", element, picture), 202);

    assertThat(answer.json().path("status_code").asText()).isEqualTo("IN_PROGRESS");
    assertThat(
            succeeded(
                    api.get(
                        "/hubs/social/media-containers/"
                            + answer.json().path("container_id").asText(),
                        element))
                .json()
                .path("status_code")
                .asText())
        .isEqualTo("IN_PROGRESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"instagram", "instagramgraph"})
  void aPingReachesInstagram(String key) {
    String element = api.element(connect(key));
    TestPlatform.sandbox().clearCalls();

    JsonNode pong = succeeded(api.get("/hubs/social/ping", element)).json();

    assertThat(pong.path("endpoint").asText()).isEqualTo(key);
    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(instagram.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "instagram, The access_token provided is invalid",
    "instagramgraph, Error validating access token"
  })
  void anEndedTokenIs401InInstagramsWords(String key, String words) {
    JsonNode instance = connect(key);
    instagram.expireAccessTokens();

    Answer end = refused(api.get("/hubs/social/users/self", api.element(instance)), 401);
    assertThat(end.json().path("providerMessage").asText()).contains(words);
    Answer ping = refused(api.get("/hubs/social/ping", api.element(instance)), 401);
    assertThat(ping.message()).contains("consent");
  }

  @Test
  void anAccountThatCannotBeCalledMakesNoInstance() {
    String code = Api.code(api.oauthUrl("instagram"));
    instagram.fault(Fault.status("/v1/users/self", 1, 403, "no"));

    Answer refused =
        failed(api.post("/instances", api.organization(), Api.instance("instagram", code)), 400);

    assertThat(refused.message()).contains("Instagram Beta");
    assertThat(api.get("/instances", api.organization()).status()).isEqualTo(404);
  }

  /** A failure whose words are Instagram's, among which there are exceptions. */
  private static Answer refused(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    return answer;
  }

  private void publish(int pictures) {
    for (int number = 1; number <= pictures; number++) {
      instagram.createRecord(
          instagram.users().getFirst(),
          "media",
          Map.of(
              "caption",
              "Picture " + number,
              "timestamp",
              "2026-11-%02dT08:00:00+0000".formatted(number)));
    }
  }

  private JsonNode connect(String key) {
    return succeeded(
            api.post(
                "/instances", api.organization(), Api.instance(key, Api.code(api.oauthUrl(key)))))
        .json();
  }
}
