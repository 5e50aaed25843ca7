package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.OutsideClient;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The login at Facebook, and what it alone can do. */
class InstagramFacebookTest extends InstagramTest {

  private static final String SCOPES =
      "instagram_basic,instagram_content_publish,instagram_manage_comments,pages_show_list";

  private static String facebookCode(String scope) throws Exception {
    HttpResponse<String> answer =
        get(
            facebook
                + "/v24.0/dialog/oauth?client_id=app&response_type=code&redirect_uri="
                + encode(REDIRECT_URI)
                + "&scope="
                + encode(scope));
    assertThat(answer.headers().firstValue("location").orElseThrow()).endsWith("#_=_");
    return redirect(answer).get("code");
  }

  private static String tokenUrl(String more) {
    return facebook
        + "/v24.0/oauth/access_token?client_id=app&client_secret=secret&redirect_uri="
        + encode(REDIRECT_URI)
        + more;
  }

  private static String token() throws Exception {
    return json(get(tokenUrl("&code=" + facebookCode(SCOPES)))).get("access_token").asText();
  }

  private static JsonNode read(String token, String path) throws Exception {
    HttpResponse<String> answer = get(url(facebook, token, "/v24.0" + path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static void isRefused(String token, String path, int code, int subcode) throws Exception {
    assertGraphError(get(url(facebook, token, path)), code, subcode);
  }

  @Test
  void aCodeGivesATokenThatLeadsByThePageToTheAccount() throws Exception {
    String token = token();

    JsonNode accounts =
        read(token, "/me/accounts?fields=" + encode("name,instagram_business_account{username}"));

    JsonNode account = accounts.at("/data/0/instagram_business_account");
    assertThat(account.get("id").asText()).isEqualTo(alex().id());
    assertThat(account.get("username").asText()).isEqualTo("alex");
    assertThat(read(token, "/me").get("name").asText()).isEqualTo("Alex Example");
    assertThat(read(token, "/" + alex().id() + "?fields=ig_id,username").get("ig_id").isNumber())
        .isTrue();
    String page = accounts.at("/data/0/id").asText();
    assertThat(
            read(token, "/" + page + "?fields=instagram_business_account")
                .at("/instagram_business_account/id")
                .asText())
        .isEqualTo(alex().id());
    isRefused(token, "/" + alex().id() + "?fields=account_type", 100, 0);
  }

  @Test
  void aTokenIsExchangedForALongLivedOneAsOftenAsWanted() throws Exception {
    String exchange = "&grant_type=fb_exchange_token&fb_exchange_token=";
    JsonNode first = json(get(tokenUrl(exchange + token())));
    JsonNode second = json(get(tokenUrl(exchange + first.get("access_token").asText())));

    assertThat(first.get("expires_in").asInt()).isEqualTo(5_184_000);
    assertThat(second.get("token_type").asText()).isEqualTo("bearer");
    control.advanceClock(Duration.ofDays(59));
    read(second.get("access_token").asText(), "/me");
    control.advanceClock(Duration.ofDays(1));
    assertGraphError(get(tokenUrl(exchange + second.get("access_token").asText())), 190, 463);
    assertGraphError(get(tokenUrl(exchange + "else")), 190, 467);
  }

  @Test
  void tokensOfOneLoginAreWorthNothingAtTheOther() throws Exception {
    refused("GET", token(), "/me", 190, 467);
    isRefused(everything(), "/me", 190, 467);
    isRefused(legacyToken(), "/me", 190, 467);
  }

  @Test
  void aCodeIsTakenOnceFromItsApplicationAtItsRedirect() throws Exception {
    String code = facebookCode(SCOPES);
    assertGraphError(get(tokenUrl("&code=" + code).replace("%2Fcallback", "")), 100, 36008);
    assertGraphError(get(tokenUrl("&code=" + code).replace("=secret", "=wrong")), 1, 0);
    assertThat(get(tokenUrl("&code=" + code)).statusCode()).isEqualTo(200);
    assertGraphError(get(tokenUrl("&code=" + code)), 100, 36009);
    assertGraphError(get(tokenUrl("&code=" + code(www, BASIC))), 100, 36009);
    assertThat(exchange(facebookCode(SCOPES)).statusCode()).isEqualTo(400);
  }

  @Test
  void aHashtagIsSearchedForAndLeadsToWhatWasPublishedWithIt() throws Exception {
    User bea = instagram.createUser("bea@example.com", "Bea");
    instagram.createRecord(bea, "media", Map.of("caption", "old #roof", "like_count", 9));
    control.advanceClock(Duration.ofHours(25));
    instagram.createRecord(bea, "media", Map.of("caption", "new #Roof"));
    String token = token();
    String user = "user_id=" + alex().id();

    String id = read(token, "/ig_hashtag_search?q=Roof&" + user).at("/data/0/id").asText();

    assertThat(read(token, "/" + id + "?fields=name").get("name").asText()).isEqualTo("roof");
    assertThat(
            read(token, "/" + id + "/recent_media?fields=caption,permalink&" + user)
                .get("data")
                .findValuesAsText("caption"))
        .containsExactly("new #Roof");
    assertThat(
            read(token, "/" + id + "/top_media?fields=caption,like_count&" + user)
                .get("data")
                .findValuesAsText("caption"))
        .containsExactly("old #roof", "new #Roof");
    isRefused(token, "/" + id + "/top_media?fields=username&" + user, 100, 0);
    isRefused(token, "/" + id + "/top_media", 100, 0);
    isRefused(token, "/ig_hashtag_search?q=none&" + user, 24, 2207024);
    isRefused(token, "/ig_hashtag_search?q=roof", 100, 0);
    assertThat(
            read(token, "/" + alex().id() + "/recently_searched_hashtags?fields=name")
                .get("data")
                .findValuesAsText("name"))
        .containsExactly("roof");
    refused("GET", everything(), "/ig_hashtag_search?q=roof&" + user, 100, 33);
  }

  @Test
  void onlySoManyDifferentHashtagsAreSearchedForInAWeek() throws Exception {
    variants(Map.of("hashtagQuota", "2"));
    instagram.createRecord(alex(), "media", Map.of("caption", "#a #b #c"));
    String token =
        json(get(tokenUrl("&grant_type=fb_exchange_token&fb_exchange_token=" + token())))
            .get("access_token")
            .asText();
    String search = "/ig_hashtag_search?user_id=" + alex().id() + "&q=";
    read(token, search + "a");
    read(token, search + "b");
    read(token, search + "a");

    isRefused(token, search + "c", 18, 2207034);
    control.advanceClock(Duration.ofDays(7));
    read(token, search + "c");
  }

  @Test
  void otherBusinessesAreDiscoveredByTheirNames() throws Exception {
    User bea = instagram.createUser("bea@example.com", "Bea");
    instagram.createRecord(
        bea, "profile", Map.of("biography", "Roofs", "website", "https://b.example"));
    instagram.createRecord(bea, "media", Map.of("caption", "one", "like_count", 3));
    instagram.createRecord(bea, "media", Map.of("caption", "two"));
    String token = token();
    String path =
        "/"
            + alex().id()
            + "?fields="
            + encode(
                "business_discovery.username(bea){biography,website,media_count,"
                    + "media.limit(1){caption,like_count}}");

    JsonNode found = read(token, path).get("business_discovery");

    assertThat(found.get("biography").asText()).isEqualTo("Roofs");
    assertThat(found.get("media_count").asInt()).isEqualTo(2);
    assertThat(found.get("media").get("data").findValuesAsText("caption")).containsExactly("two");
    String after = found.at("/media/paging/cursors/after").asText();
    JsonNode more =
        read(
            token,
            "/"
                + alex().id()
                + "?fields="
                + encode("business_discovery.username(bea){media.after(" + after + "){caption}}"));
    assertThat(more.at("/business_discovery/media/data/0/caption").asText()).isEqualTo("one");
    isRefused(token, path.replace("bea", "nobody"), 110, 2207013);
    instagram.createRecord(bea, "profile", Map.of("private", true));
    isRefused(token, path, 110, 2207013);
    refused("GET", everything(), "/me?fields=business_discovery", 100, 0);
  }

  @Test
  void whatWasPublishedIsTakenBackByTheLoginAtFacebookAlone() throws Exception {
    String id = publish(1).getFirst().get("id").asText();
    refused("DELETE", everything(), "/" + id, 100, 33);

    HttpResponse<String> gone = send("DELETE", url(facebook, token(), "/" + id));

    assertThat(json(gone).get("deleted_id").asText()).isEqualTo(id);
    refused("GET", everything(), "/" + id, 100, 33);
  }

  @Test
  void aUserWhoDeniesIsSentBackInFacebooksWords() throws Exception {
    instagram.denyConsent();
    Map<String, String> outcome =
        redirect(
            get(
                facebook
                    + "/dialog/oauth?client_id=app&response_type=code&redirect_uri="
                    + encode(REDIRECT_URI)));

    assertThat(outcome).containsEntry("error", "access_denied").containsEntry("error_code", "200");
  }

  @Test
  void aClientForJavaScriptReadsCommentsAndFindsHashtags() throws Exception {
    publish(3);
    instagram.createRecord(
        instagram.createUser("bea@example.com", "Bea"), "media", Map.of("caption", "Her #roof"));

    String output =
        OutsideClient.node("instagram-graph.js")
            .run(
                Map.of(
                    "BASE", facebook.toString(),
                    "TOKEN", token(),
                    "ACCOUNT", alex().id(),
                    "TAG", "roof"))
            .successful();

    JsonNode seen = Json.MAPPER.readTree(output);
    assertThat(seen.get("captions").toString()).isEqualTo("[\"Picture 3\",\"Picture 2\"]");
    assertThat(seen.get("rest").toString()).isEqualTo("[\"Picture 1\"]");
    assertThat(seen.get("comment").asText()).isEqualTo("Great!");
    assertThat(seen.get("hidden").asBoolean()).isTrue();
    assertThat(seen.get("replies").toString()).isEqualTo("[\"yeah\"]");
    assertThat(seen.get("comments").asInt()).isZero();
    assertThat(seen.get("found").toString()).isEqualTo("[\"Her #roof\"]");
  }
}
