package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments, replies, mentions and what was counted. */
class InstagramCommentsTest extends InstagramTest {

  private static String comment(String token, String media, String text) throws Exception {
    return graph("POST", token, "/" + media + "/comments?message=" + encode(text))
        .get("id")
        .asText();
  }

  private static String picture() {
    return publish(1).getFirst().get("id").asText();
  }

  @Test
  void commentsComeTheNewestFirstWithTheirReplies() throws Exception {
    String token = everything();
    String media = picture();
    User bea = instagram.createUser("bea@example.com", "Bea");
    String first =
        instagram
            .createRecord(bea, "comment", Map.of("media", media, "text", "Nice!"))
            .get("id")
            .asText();
    String second = comment(token, media, "Thanks");
    String reply = graph("POST", token, "/" + first + "/replies?message=Yes").get("id").asText();

    JsonNode list =
        graph(
            "GET",
            token,
            "/"
                + media
                + "/comments?fields="
                + encode("text,username,from,like_count,hidden,replies{text,parent_id}"));

    assertThat(list.get("data").findValuesAsText("username")).contains("alex", "bea");
    assertThat(list.get("data").get(0).get("id").asText()).isEqualTo(second);
    JsonNode older = list.get("data").get(1);
    assertThat(older.get("id").asText()).isEqualTo(first);
    assertThat(older.get("from").get("username").asText()).isEqualTo("bea");
    assertThat(older.get("replies").get("data").get(0).get("id").asText()).isEqualTo(reply);
    assertThat(older.get("replies").get("data").get(0).get("parent_id").asText()).isEqualTo(first);
    assertThat(graph("GET", token, "/" + first + "/replies").get("data").get(0)).hasSize(3);
    assertThat(graph("GET", token, "/" + media + "?fields=comments_count").get("comments_count"))
        .hasToString("3");
    refused("POST", token, "/" + reply + "/replies?message=no", 100, 33);
  }

  @Test
  void aPageHasFiftyCommentsAtMost() throws Exception {
    String token = everything();
    String media = picture();
    for (int number = 0; number < 52; number++) {
      instagram.createRecord(alex(), "comment", Map.of("media", media, "text", "No. " + number));
    }

    JsonNode page = graph("GET", token, "/" + media + "/comments?limit=100");

    assertThat(page.get("data")).hasSize(50);
    assertThat(json(get(page.get("paging").get("next").asText())).get("data")).hasSize(2);
    JsonNode nested =
        graph("GET", token, "/" + media + "?fields=" + encode("comments.limit(3){text}"));
    assertThat(nested.get("comments").get("data")).hasSize(3);
    JsonNode next = json(get(nested.get("comments").get("paging").get("next").asText()));
    assertThat(next.get("data").get(0).get("text").asText()).isEqualTo("No. 48");
  }

  @Test
  void aCommentIsHiddenShownAndDeletedWithItsReplies() throws Exception {
    String token = everything();
    String media = picture();
    String id = comment(token, media, "Hm");
    graph("POST", token, "/" + id + "/replies?message=Oh");

    assertThat(graph("POST", token, "/" + id + "?hide=true").get("success").asBoolean()).isTrue();
    assertThat(graph("GET", token, "/" + id + "?fields=hidden").get("hidden").asBoolean()).isTrue();
    graph("POST", token, "/" + id + "?hide=false");
    assertThat(graph("GET", token, "/" + id + "?fields=hidden").get("hidden").asBoolean())
        .isFalse();
    refused("POST", token, "/" + id + "?hide=perhaps", 100, 0);
    assertThat(graph("DELETE", token, "/" + id).get("success").asBoolean()).isTrue();
    refused("GET", token, "/" + id, 100, 33);
    assertThat(graph("GET", token, "/" + media + "/comments").get("data")).isEmpty();
    assertThat(graph("GET", token, "/" + media + "?fields=comments_count").get("comments_count"))
        .hasToString("0");
  }

  @Test
  void commentsCanBeTurnedOffAndOn() throws Exception {
    String token = everything();
    String media = picture();

    graph("POST", token, "/" + media + "?comment_enabled=false");
    refused("POST", token, "/" + media + "/comments?message=no", 100, 0);
    assertThat(
            graph("GET", token, "/" + media + "?fields=is_comment_enabled")
                .get("is_comment_enabled")
                .asBoolean())
        .isFalse();
    graph("POST", token, "/" + media + "?comment_enabled=true");
    comment(token, media, "yes");
  }

  @Test
  void aCommentHasItsLimits() throws Exception {
    String token = everything();
    String media = picture();

    for (String text :
        new String[] {"", "x".repeat(301), "#a #b #c #d #e", "http://a.example http://b.example"}) {
      refused("POST", token, "/" + media + "/comments?message=" + encode(text), 100, 0);
    }
  }

  @Test
  void parametersMayComeAsAFormAndAsJson() throws Exception {
    String media = picture();
    String url = url(graph, everything(), "//v24.0///" + media + "/comments");
    for (Map.Entry<String, String> body :
        Map.of(
                "application/json", "{\"message\":\"one\"}",
                "application/x-www-form-urlencoded", "message=one")
            .entrySet()) {
      HttpResponse<String> answer =
          direct.send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("Content-Type", body.getKey())
                  .POST(HttpRequest.BodyPublishers.ofString(body.getValue()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(send("POST", url + "&message=two&method=GET").statusCode()).isEqualTo(200);
    assertThat(
            graph("GET", everything(), "/" + media + "/comments?fields=text")
                .get("data")
                .findValuesAsText("text"))
        .containsExactly("one", "one");
  }

  @Test
  void theScopeForCommentsIsNeeded() throws Exception {
    String media = picture();
    String token = longLived();

    refused("GET", token, "/" + media + "/comments", 10, 0);
    refused("POST", token, "/" + media + "/comments?message=no", 10, 0);
    refused("GET", token, "/" + media + "?fields=comments", 10, 0);
  }

  @Test
  void whoIsMentionedReadsItAndAnswers() throws Exception {
    User bea = instagram.createUser("bea@example.com", "Bea");
    String media =
        instagram.createRecord(bea, "media", Map.of("caption", "With @alex")).get("id").asText();
    String comment =
        instagram
            .createRecord(bea, "comment", Map.of("media", media, "text", "Is it you, @alex?"))
            .get("id")
            .asText();
    String token = everything();

    JsonNode mentioned =
        graph(
            "GET",
            token,
            "/me?fields="
                + encode("mentioned_media.media_id(%s){caption,username}".formatted(media)));
    assertThat(mentioned.get("mentioned_media").get("username").asText()).isEqualTo("bea");
    JsonNode asked =
        graph(
            "GET",
            token,
            "/me?fields=" + encode("mentioned_comment.comment_id(%s){text}".formatted(comment)));
    assertThat(asked.get("mentioned_comment").get("text").asText()).endsWith("@alex?");

    graph("POST", token, "/me/mentions?media_id=" + media + "&message=Hello");
    graph(
        "POST",
        token,
        "/me/mentions?media_id=" + media + "&comment_id=" + comment + "&message=Yes");
    refused("POST", token, "/me/mentions?media_id=" + picture() + "&message=no", 100, 33);

    instagram.consentAutomatically(bea);
    JsonNode seen =
        graph(
            "GET", everything(), "/" + media + "/comments?fields=" + encode("text,replies{text}"));
    assertThat(seen.get("data").get(0).get("text").asText()).isEqualTo("Hello");
    assertThat(seen.get("data").get(1).get("replies").findValuesAsText("text"))
        .containsExactly("Yes");
  }

  @Test
  void insightsCountWhatThereIs() throws Exception {
    String token = everything();
    String media =
        instagram
            .createRecord(alex(), "media", Map.of("insights", Map.of("reach", 40, "saved", 2)))
            .get("id")
            .asText();
    instagram.createRecord(alex(), "like", Map.of("media", media));
    comment(token, media, "one");

    JsonNode counted =
        graph(
            "GET",
            token,
            "/" + media + "/insights?metric=reach,likes,comments,saved,total_interactions");

    assertThat(counted.get("data").findValuesAsText("name"))
        .containsExactly("reach", "likes", "comments", "saved", "total_interactions");
    assertThat(
            counted.get("data").findValues("values").stream()
                .map(values -> values.get(0).get("value").asInt()))
        .containsExactly(40, 1, 1, 2, 4);
    refused("GET", token, "/" + media + "/insights?metric=charm", 100, 0);
    refused("GET", token, "/" + media + "/insights", 100, 0);
    JsonNode total =
        graph(
            "GET",
            token,
            "/me/insights?metric=reach,follower_count&period=day&metric_type=total_value");
    assertThat(total.at("/data/0/total_value/value").asInt()).isEqualTo(40);
    JsonNode series = graph("GET", token, "/me/insights?metric=reach&period=day");
    assertThat(series.at("/data/0/values/0/value").asInt()).isEqualTo(40);
    refused("GET", token, "/me/insights?metric=reach", 100, 0);
    refused("GET", token, "/me/insights?metric=reach&period=day&since=1&until=0", 100, 0);
    refused("GET", longLived(), "/me/insights?metric=reach&period=day", 10, 0);
  }
}
