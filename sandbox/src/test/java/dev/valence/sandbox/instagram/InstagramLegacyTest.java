package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstagramLegacyTest extends InstagramTest {

  private static JsonNode read(String token, String path) throws Exception {
    HttpResponse<String> answer = call(token, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("meta").get("code").asInt()).isEqualTo(200);
    return json(answer);
  }

  private static HttpResponse<String> call(String token, String path) throws Exception {
    return get(api + "/v1" + path + (path.contains("?") ? "&" : "?") + "access_token=" + token);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("meta").get("code").asInt()).isEqualTo(status);
    assertThat(json(answer).get("meta").get("error_type").asText()).isEqualTo(type);
    assertThat(json(answer).get("meta").get("error_message").asText()).isNotEmpty();
  }

  private static List<String> captions(JsonNode page) {
    return page.get("data").findValuesAsText("text");
  }

  @Test
  void theTokenIsInTheQueryOrNowhere() throws Exception {
    String token = legacyToken();

    assertThat(read(token, "/users/self").get("data").get("username").asText()).isEqualTo("alex");
    assertRefused(
        get(api + "/v1/users/self", "Authorization", "Bearer " + token),
        400,
        "OAuthParameterException");
    assertRefused(call("else", "/users/self"), 400, "OAuthAccessTokenException");
  }

  @Test
  void whatIsPrivateIsShownToThoseWhoFollow() throws Exception {
    String token = legacyToken();
    User bea = instagram.createUser("bea@example.com", "Bea");
    instagram.createRecord(bea, "profile", Map.of("private", true, "biography", "Hi"));
    String foreign = instagram.createRecord(bea, "media", Map.of()).get("id").asText();
    publish(1);

    assertThat(read(token, "/users/" + alex().id())).isEqualTo(read(token, "/users/self"));
    assertThat(read(token, "/users/" + alex().id() + "/media/recent").get("data")).hasSize(1);
    assertRefused(call(token, "/users/" + bea.id()), 400, "APINotAllowedError");
    assertRefused(call(token, "/users/" + bea.id() + "/media/recent"), 400, "APINotAllowedError");
    assertRefused(call(token, "/media/" + foreign), 400, "APINotFoundError");
    assertRefused(call(token, "/media/shortcode/none"), 400, "APINotFoundError");
    assertRefused(call(token, "/users/1"), 400, "APINotFoundError");

    instagram.createRecord(bea, "profile", Map.of("private", false));
    instagram.createRecord(alex(), "follow", Map.of("user", bea.id()));
    instagram.createRecord(bea, "profile", Map.of("private", true, "biography", "Hi"));
    assertThat(read(token, "/users/" + bea.id()).get("data").get("bio").asText()).isEqualTo("Hi");
    assertThat(read(token, "/media/" + foreign).get("data").get("id").asText())
        .isEqualTo(foreign + "_" + bea.id());
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatIsReadOnlyIsNotChanged() throws Exception {
    String token = legacyToken();

    for (String path : List.of("/", "/users", "/users/1/feed", "/users/1/requested-by", "/tags")) {
      assertRefused(call(token, path), 404, "APINotFoundError");
    }
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(api + "/v1/users/self?access_token=" + token))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertRefused(
        direct.send(post, HttpResponse.BodyHandlers.ofString()), 405, "APIMethodNotAllowedError");
    assertThat(get(api + "/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesAreReachedByIdentifiersAndByTheUrlsInThem() throws Exception {
    String token = legacyToken();
    publish(5);

    JsonNode first = read(token, "/users/self/media/recent?count=2");
    assertThat(captions(first)).containsExactly("Picture 5", "Picture 4");
    String last = first.get("data").get(1).get("id").asText();
    assertThat(first.get("pagination").get("next_max_id").asText()).isEqualTo(last);
    String next = first.get("pagination").get("next_url").asText();
    assertThat(next).startsWith(api + "/v1/users/self/media/recent?");
    assertThat(captions(json(get(next)))).containsExactly("Picture 3", "Picture 2");

    JsonNode rest = read(token, "/users/self/media/recent?max_id=" + last);
    assertThat(captions(rest)).containsExactly("Picture 3", "Picture 2", "Picture 1");
    assertThat(rest.get("pagination")).isEmpty();
    assertThat(captions(read(token, "/users/self/media/recent?min_id=" + last)))
        .containsExactly("Picture 5");
    for (String wrong : List.of("count=0", "count=x", "max_id=1", "min_id=x")) {
      assertRefused(
          call(token, "/users/self/media/recent?" + wrong), 400, "APIInvalidParametersError");
    }
  }

  @Test
  void anAlbumWithAVideoHasTheOldShape() throws Exception {
    instagram.createRecord(
        alex(),
        "media",
        Map.of(
            "media_type",
            "CAROUSEL_ALBUM",
            "shortcode",
            "album",
            "like_count",
            7,
            "children",
            List.of(
                Map.of("media_url", "https://media.example/1.jpg"),
                Map.of("media_type", "VIDEO", "media_url", "https://media.example/2.mp4"))));

    JsonNode album = read(legacyToken(), "/media/shortcode/album").get("data");

    assertThat(album.get("type").asText()).isEqualTo("carousel");
    assertThat(album.get("caption").isNull()).isTrue();
    assertThat(album.get("likes").get("count").asInt()).isEqualTo(7);
    assertThat(album.get("created_time").isTextual()).isTrue();
    assertThat(album.get("images").get("standard_resolution").get("url").asText())
        .isEqualTo("https://media.example/1.jpg");
    JsonNode video = album.get("carousel_media").get(1);
    assertThat(video.get("type").asText()).isEqualTo("video");
    assertThat(video.get("videos").get("standard_resolution").get("url").asText())
        .isEqualTo("https://media.example/2.mp4");
    assertThat(video.get("images").get("thumbnail").get("width").asInt()).isEqualTo(150);
  }

  @Test
  void bothGenerationsShowTheSameMedia() throws Exception {
    publish(1);

    JsonNode old = read(legacyToken(), "/users/self/media/recent").get("data").get(0);
    JsonNode today =
        json(get(
                graph
                    + "/me/media?fields=caption,permalink,media_url&access_token="
                    + shortLived()))
            .get("data")
            .get(0);

    assertThat(old.get("id").asText()).startsWith(today.get("id").asText() + "_");
    assertThat(old.get("link")).isEqualTo(today.get("permalink"));
    assertThat(old.get("caption").get("text")).isEqualTo(today.get("caption"));
    assertThat(old.get("images").get("standard_resolution").get("url"))
        .isEqualTo(today.get("media_url"));
  }

  @Test
  void theRemainingCallsAreCountedByTheHourOfTheSandbox() throws Exception {
    String token = legacyToken();

    HttpResponse<String> first = call(token, "/users/self");
    HttpResponse<String> second = call(token, "/users/else");
    control.advanceClock(Duration.ofHours(1));
    HttpResponse<String> later = call(token, "/users/self");

    assertThat(first.headers().firstValue("X-Ratelimit-Limit")).hasValue("5000");
    assertThat(first.headers().firstValue("X-Ratelimit-Remaining")).hasValue("4999");
    assertThat(second.headers().firstValue("X-Ratelimit-Remaining")).hasValue("4998");
    assertThat(later.headers().firstValue("X-Ratelimit-Remaining")).hasValue("4999");
  }
}
