package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstagramGraphTest extends InstagramTest {

  private static JsonNode read(String token, String path) throws Exception {
    HttpResponse<String> answer = get(graph + path, "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static void assertRefused(String token, String path, int code, int subcode)
      throws Exception {
    assertGraphError(get(graph + path, "Authorization", "Bearer " + token), code, subcode);
  }

  private static List<String> captions(JsonNode page) {
    return page.get("data").findValuesAsText("caption");
  }

  @Test
  void theTokenMayBeInTheQueryOrInTheHeaderAndThePathMayHaveAVersionAndMoreSlashes()
      throws Exception {
    String token = longLived();
    for (String path : List.of("/me", "/v24.0/me", "//v19.0///me/", "/" + alex().id())) {
      assertThat(json(get(graph + path + "?access_token=" + token)).get("id").asText())
          .isEqualTo(alex().id());
      assertThat(read(token, path).get("id").asText()).isEqualTo(alex().id());
    }
    assertGraphError(get(graph + "/me"), 104, 0);
    assertRefused("else", "/me", 190, 467);
  }

  @Test
  void onlyTheIdentifierIsShownUnlessFieldsAreAskedFor() throws Exception {
    String token = shortLived();
    String id = publish(1).getFirst().get("id").asText();

    assertThat(read(token, "/me")).hasSize(1);
    assertThat(read(token, "/" + id)).hasSize(1);
    assertThat(read(token, "/me/media").get("data").get(0)).hasSize(1);
    JsonNode some = read(token, "/" + id + "?fields=caption,%20media_type,owner");
    assertThat(some.get("caption").asText()).isEqualTo("Picture 1");
    assertThat(some.get("media_type").asText()).isEqualTo("IMAGE");
    assertThat(some.get("owner").get("id").asText()).isEqualTo(alex().id());
    assertThat(some.get("id").asText()).isEqualTo(id);
    assertThat(some).hasSize(4);
  }

  @Test
  void theTimeOfAMediumHasAnOffsetWithoutAColon() throws Exception {
    String id =
        instagram
            .createRecord(alex(), "media", Map.of("timestamp", "2026-11-05T10:00:00+02:00"))
            .get("id")
            .asText();

    assertThat(read(longLived(), "/" + id + "?fields=timestamp").get("timestamp").asText())
        .isEqualTo("2026-11-05T08:00:00+0000");
  }

  @Test
  void aFieldThatDoesNotExistOrIsMisspelledIsRefused() throws Exception {
    String token = longLived();
    publish(1);

    assertRefused(token, "/me?fields=id,email", 100, 0);
    assertRefused(token, "/me/media?fields=id,likes", 100, 0);
    assertRefused(token, "/me?fields=id,", 2500, 0);
    assertRefused(token, "/me/media?fields=children%7Bid", 2500, 0);
    assertRefused(token, "/me?fields=username%7Bid%7D", 2500, 0);
    assertRefused(token, "/me?fields=id)", 2500, 0);
    assertRefused(token, "/me?fields=" + "media%7Bchildren%7B".repeat(3), 100, 0);
  }

  @Test
  void anAlbumShowsItsChildrenInTheFieldOnTheEdgeAndAlone() throws Exception {
    String token = longLived();
    String id =
        instagram
            .createRecord(
                alex(),
                "media",
                Map.of(
                    "caption",
                    "Album",
                    "media_type",
                    "CAROUSEL_ALBUM",
                    "children",
                    List.of(
                        Map.of("media_url", "https://media.example/1.jpg"),
                        Map.of("media_type", "VIDEO"))))
            .get("id")
            .asText();

    JsonNode nested = read(token, "/" + id + "?fields=children%7Bid,media_url%7D");
    JsonNode edge = read(token, "/" + id + "/children?fields=media_url,media_type,thumbnail_url");

    JsonNode first = nested.get("children").get("data").get(0);
    assertThat(first.get("media_url").asText()).isEqualTo("https://media.example/1.jpg");
    assertThat(first).hasSize(2);
    assertThat(edge.get("data")).hasSize(2);
    assertThat(edge.get("data").get(1).get("media_type").asText()).isEqualTo("VIDEO");
    assertThat(edge.get("data").get(1).get("thumbnail_url").asText()).startsWith("https://");
    assertThat(edge.get("data").get(0).has("thumbnail_url")).isFalse();
    JsonNode child = read(token, "/" + first.get("id").asText() + "?fields=caption,username");
    assertThat(child.get("username").asText()).isEqualTo("alex");
    assertThat(child.has("caption")).isFalse();
    assertThat(read(token, "/" + id + "?fields=children").get("children").get("data").get(0))
        .hasSize(1);
  }

  @Test
  void pagesAreReachedByCursorsAndByTheUrlsInThem() throws Exception {
    String token = longLived();
    publish(5);
    JsonNode first = read(token, "/v24.0/me/media?fields=caption&limit=2");

    assertThat(captions(first)).containsExactly("Picture 5", "Picture 4");
    assertThat(first.get("paging").has("previous")).isFalse();
    String next = first.get("paging").get("next").asText();
    assertThat(next)
        .startsWith(graph + "/v24.0/" + alex().id() + "/media?")
        .contains("access_token=" + token);

    JsonNode second = json(get(next));
    assertThat(captions(second)).containsExactly("Picture 3", "Picture 2");
    String after = second.get("paging").get("cursors").get("after").asText();
    JsonNode third = read(token, "/me/media?fields=caption&limit=2&after=" + after);
    assertThat(captions(third)).containsExactly("Picture 1");
    assertThat(third.get("paging").has("next")).isFalse();
    assertThat(captions(json(get(third.get("paging").get("previous").asText()))))
        .containsExactly("Picture 3", "Picture 2");
    String last = third.get("paging").get("cursors").get("after").asText();
    assertThat(read(token, "/me/media?after=" + last)).hasSize(1);
  }

  @Test
  void ofTheSameTimeTheOneMadeLastComesFirst() throws Exception {
    for (String caption : List.of("first", "second")) {
      instagram.createRecord(
          alex(), "media", Map.of("caption", caption, "timestamp", "2026-11-05T08:00:00Z"));
    }

    assertThat(captions(read(longLived(), "/me/media?fields=caption")))
        .containsExactly("second", "first");
  }

  @Test
  void aListWithoutMediaHasNoPaging() throws Exception {
    assertThat(read(longLived(), "/me/media").toString()).isEqualTo("{\"data\":[]}");
  }

  @Test
  void aPageHasTwentyFiveUnlessAnotherLimitIsAskedFor() throws Exception {
    String token = longLived();
    publish(28);

    assertThat(read(token, "/me/media").get("data")).hasSize(25);
    assertThat(read(token, "/me/media?limit=27").get("data")).hasSize(27);
    assertThat(read(token, "/me/media?limit=1000").get("data")).hasSize(28);
    for (String limit : List.of("0", "-1", "x")) {
      assertRefused(token, "/me/media?limit=" + limit, 100, 0);
    }
    for (String cursor : List.of("x", "%20", "cDE")) {
      assertRefused(token, "/me/media?after=" + cursor, 100, 0);
    }
  }

  @Test
  void emptyPagesComeInBetweenWhenTheyShall() throws Exception {
    instagram.options(new FaceOptions(7200, false, true, Map.of()));
    publish(3);
    String url = graph + "/me/media?fields=caption&limit=1&access_token=" + longLived();

    List<List<String>> pages = new ArrayList<>();
    while (!url.isEmpty()) {
      JsonNode page = json(get(url));
      pages.add(captions(page));
      url = page.path("paging").path("next").asText();
    }
    assertThat(pages)
        .containsExactly(
            List.of("Picture 3"), List.of(), List.of("Picture 2"), List.of(), List.of("Picture 1"));
  }

  @Test
  void whatIsNotTheUsersOwnIsNotThere() throws Exception {
    String token = longLived();
    User bea = instagram.createUser("bea@example.com", "Bea");
    String foreign = instagram.createRecord(bea, "media", Map.of()).get("id").asText();

    assertRefused(token, "/" + bea.id(), 100, 33);
    assertRefused(token, "/" + bea.id() + "/media", 100, 33);
    assertRefused(token, "/" + foreign, 100, 33);
    assertRefused(token, "/17900000000000001", 100, 33);
    assertRefused(token, "/me/insights", 10, 0);
    assertRefused(token, "/me/followers", 2500, 0);
    assertRefused(token, "/me/media/more", 2500, 0);
    assertThat(read(token, "/me/media").get("data")).isEmpty();
  }

  @Test
  void aTokenAllowsWhatTheUserHasAllowed() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(
                URI.create(
                    graph
                        + "/me/media?image_url=https://a.example/1.jpg&access_token="
                        + longLived()))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertGraphError(direct.send(post, HttpResponse.BodyHandlers.ofString()), 10, 0);

    String token =
        json(exchange(code(www, "instagram_business_manage_comments")))
            .get("access_token")
            .asText();
    assertRefused(token, "/me", 10, 0);
  }

  @Test
  void everyAnswerToAUserTellsTheUsage() throws Exception {
    String url = graph + "/me?access_token=" + longLived();
    HttpResponse<String> answer = get(url);
    for (int call = 0; call < 100; call++) {
      answer = get(url);
    }

    JsonNode application =
        Json.MAPPER.readTree(answer.headers().firstValue("X-App-Usage").orElseThrow());
    JsonNode business =
        Json.MAPPER.readTree(
            answer.headers().firstValue("X-Business-Use-Case-Usage").orElseThrow());
    assertThat(application.get("call_count").asInt()).isEqualTo(2);
    assertThat(business.get(alex().id()).get(0).get("type").asText()).isEqualTo("instagram");
    assertThat(business.get(alex().id()).get(0).get("call_count").asInt()).isEqualTo(2);
    assertThat(get(url + "&fields=else").headers().firstValue("X-App-Usage")).isPresent();
  }

  @Test
  void usersOfTheSameNameHaveDifferentUsernames() throws Exception {
    User other = instagram.createUser("Alex@example.org", "Another Alex");
    instagram.consentAutomatically(other);

    assertThat(read(longLived(), "/me?fields=username").get("username").asText())
        .isEqualTo("alex_2");
  }

  @Test
  void recordsAreGivenAsStoredInTheOrderInWhichTheyWereMade() {
    List<ObjectNode> made = publish(2);

    assertThat(instagram.allRecords(alex(), "media")).isEqualTo(made);
    assertThat(made.getFirst().get("shortcode").asText()).isNotEmpty();
    control.reset();
    assertThat(instagram.allRecords(alex(), "media")).isEmpty();
  }

  @Test
  void aRecordThatInstagramWouldNotHaveIsRefusedByName() {
    Map<String, Map<String, ?>> refused =
        Map.of(
            "captions", Map.of("captions", "x"),
            "media_type", Map.of("media_type", "GIF"),
            "timestamp", Map.of("timestamp", "yesterday"),
            "like_count", Map.of("like_count", "many"),
            "shortcode", Map.of("shortcode", "a b"),
            "2 to 10 children", Map.of("media_type", "CAROUSEL_ALBUM"),
            "only a CAROUSEL_ALBUM", Map.of("children", List.of(Map.of())),
            "children must be", Map.of("children", List.of(Map.of("media_type", "CAROUSEL_ALBUM"))),
            "taken", Map.of("shortcode", "taken"));
    instagram.createRecord(alex(), "media", Map.of("shortcode", "taken"));

    refused.forEach((named, fields) ->
        assertThatThrownBy(() -> instagram.createRecord(alex(), "media", fields))
            .as(named)
            .hasMessageContaining("400")
            .hasMessageContaining(named));
    assertThatThrownBy(() -> instagram.createRecord(alex(), "stories", Map.of()))
        .hasMessageContaining("stories");
    assertThat(instagram.allRecords(alex(), "media")).hasSize(1);
  }

  @Test
  void aFaultHitsTheRenewalAtItsPath() throws Exception {
    String token = longLived();
    instagram.fault(Fault.status("/refresh_access_token", 1, 503, ""));

    String url = graph + "/refresh_access_token?grant_type=ig_refresh_token&access_token=" + token;
    assertThat(get(url).statusCode()).isEqualTo(503);
    assertThat(get(url).statusCode()).isEqualTo(400);
    assertThat(instagram.calls("/refresh_access_token")).hasSize(2);
  }
}
