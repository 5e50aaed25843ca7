package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.restfb.AccessToken;
import com.restfb.Connection;
import com.restfb.DefaultFacebookClient;
import com.restfb.DefaultInstagramLoginClient;
import com.restfb.DefaultJsonMapper;
import com.restfb.DefaultWebRequestor;
import com.restfb.Parameter;
import com.restfb.Version;
import com.restfb.exception.FacebookException;
import com.restfb.exception.FacebookOAuthException;
import com.restfb.scope.FacebookPermissions;
import com.restfb.scope.ScopeBuilder;
import com.restfb.types.GraphResponse;
import com.restfb.types.Page;
import com.restfb.types.instagram.IgComment;
import com.restfb.types.instagram.IgContainer;
import com.restfb.types.instagram.IgContentPublishingLimit;
import com.restfb.types.instagram.IgHashtag;
import com.restfb.types.instagram.IgMedia;
import com.restfb.types.instagram.IgUser;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jinstagram.Instagram;
import org.jinstagram.InstagramConfig;
import org.jinstagram.auth.InstagramApi;
import org.jinstagram.auth.model.OAuthConfig;
import org.jinstagram.auth.model.Token;
import org.jinstagram.auth.model.Verifier;
import org.jinstagram.auth.oauth.InstagramService;
import org.jinstagram.entity.users.feed.MediaFeed;
import org.jinstagram.entity.users.feed.MediaFeedData;
import org.jinstagram.exceptions.InstagramBadRequestException;
import org.junit.jupiter.api.Test;

/**
 * Clients that others wrote: RestFB for the API of today under the vendor's host names, by the
 * proxy, and jInstagram for the API v1.
 */
class InstagramClientsTest extends InstagramTest {

  /** Goes through the sandbox's proxy and trusts its authority. */
  private static final class ProxyRequestor extends DefaultWebRequestor {
    @Override
    protected HttpURLConnection openConnection(URL url) throws IOException {
      HttpsURLConnection connection =
          (HttpsURLConnection) url.openConnection(new Proxy(Proxy.Type.HTTP, sandbox.proxy()));
      connection.setSSLSocketFactory(tls.getSocketFactory());
      return connection;
    }
  }

  /** The endpoint of the token is the one thing of jInstagram's that its settings cannot move. */
  private static final class SandboxApi extends InstagramApi {
    @Override
    public String getAccessTokenEndpoint() {
      return api + "/oauth/access_token";
    }
  }

  private static DefaultFacebookClient restFb(String token) {
    return new DefaultInstagramLoginClient(
        token, new ProxyRequestor(), new DefaultJsonMapper(), Version.LATEST);
  }

  private static AccessToken restFbToken() throws Exception {
    DefaultFacebookClient anonymous = restFb(null);
    String url =
        anonymous.getLoginDialogUrl(
            APP,
            REDIRECT_URI,
            new ScopeBuilder(true)
                .addPermission(FacebookPermissions.INSTAGRAM_BUSINESS_BASIC)
                .addPermission(FacebookPermissions.INSTAGRAM_BUSINESS_CONTENT_PUBLISH)
                .addPermission(FacebookPermissions.INSTAGRAM_BUSINESS_MANAGE_COMMENTS),
            "s");
    assertThat(URI.create(url).getHost()).isEqualTo("www.instagram.com");
    String code = redirect(get(url)).get("code");
    return anonymous.obtainUserAccessToken(APP, SECRET, REDIRECT_URI, code);
  }

  private static DefaultFacebookClient restFb() throws Exception {
    String shortLived = restFbToken().getAccessToken();
    return restFb(
        restFb(shortLived).obtainExtendedAccessToken(APP, SECRET, shortLived).getAccessToken());
  }

  @Test
  void restFbExchangesTheCodeTheShortLivedTokenAndADayLaterTheLongLivedOne() throws Exception {
    AccessToken shortLived = restFbToken();
    assertThat(shortLived.getUserId()).isEqualTo(alex().id());

    AccessToken longLived =
        restFb(shortLived.getAccessToken())
            .obtainExtendedAccessToken(APP, SECRET, shortLived.getAccessToken());
    assertThat(longLived.getExpires()).isNotNull();

    DefaultFacebookClient client = restFb(longLived.getAccessToken());
    assertThatThrownBy(client::obtainRefreshedExtendedAccessToken)
        .isInstanceOf(FacebookOAuthException.class);
    control.advanceClock(Duration.ofDays(1));
    AccessToken refreshed = client.obtainRefreshedExtendedAccessToken();
    assertThat(refreshed.getAccessToken()).isNotEqualTo(longLived.getAccessToken());
    assertThat(restFb(refreshed.getAccessToken()).fetchObject("me", IgUser.class).getId())
        .isEqualTo(alex().id());
  }

  @Test
  void restFbReadsTheAccount() throws Exception {
    publish(2);

    IgUser me =
        restFb()
            .fetchObject(
                "me",
                IgUser.class,
                Parameter.withFields(
                    "user_id,username,name,account_type,profile_picture_url,media_count,"
                        + "media{id,caption}"));

    assertThat(me.getUserId()).isEqualTo(Long.parseLong(alex().id()));
    assertThat(me.getUsername()).isEqualTo("alex");
    assertThat(me.getName()).isEqualTo("Alex Example");
    assertThat(me.getAccountType()).isEqualTo("BUSINESS");
    assertThat(me.getMediaCount()).isEqualTo(2);
    assertThat(me.getMediaConnection().getData())
        .extracting(IgMedia::getCaption)
        .containsExactly("Picture 2", "Picture 1");
  }

  @Test
  void restFbPagesThroughTheMediaTheNewestFirst() throws Exception {
    publish(5);

    Connection<IgMedia> connection =
        restFb()
            .fetchConnection(
                "me/media",
                IgMedia.class,
                Parameter.withFields("id,caption,media_type,timestamp,permalink,shortcode"),
                Parameter.withLimit(2));

    List<List<String>> pages = new ArrayList<>();
    connection.forEach(page -> pages.add(page.stream().map(IgMedia::getCaption).toList()));
    assertThat(pages)
        .containsExactly(
            List.of("Picture 5", "Picture 4"),
            List.of("Picture 3", "Picture 2"),
            List.of("Picture 1"));
    assertThat(connection.getAfterCursor()).isNotEmpty();
    assertThat(connection.getNextPageUrl())
        .startsWith("https://graph.instagram.com/")
        .contains("access_token=");
    IgMedia newest = connection.getData().getFirst();
    assertThat(newest.getTimestamp()).isEqualTo("2026-11-05T08:00:00Z");
    assertThat(newest.getPermalink()).contains(newest.getShortcode());
  }

  @Test
  void restFbReadsAnAlbum() throws Exception {
    String id =
        instagram
            .createRecord(
                alex(),
                "media",
                Map.of(
                    "media_type",
                    "CAROUSEL_ALBUM",
                    "children",
                    List.of(
                        Map.of("media_url", "https://media.example/1.jpg"),
                        Map.of("media_type", "VIDEO", "media_url", "https://media.example/2.mp4"))))
            .get("id")
            .asText();

    IgMedia album =
        restFb()
            .fetchObject(
                id, IgMedia.class, Parameter.withFields("media_type,children{id,media_url}"));

    assertThat(album.getMediaType()).isEqualTo("CAROUSEL_ALBUM");
    assertThat(album.getChildren())
        .extracting(child -> child.getMediaUrl())
        .containsExactly("https://media.example/1.jpg", "https://media.example/2.mp4");
  }

  @Test
  void restFbSeesAnEndedTokenAsAnOAuthError() throws Exception {
    DefaultFacebookClient client = restFb();
    instagram.expireAccessTokens();

    assertThatThrownBy(() -> client.fetchObject("me", IgUser.class))
        .isInstanceOfSatisfying(
            FacebookOAuthException.class,
            e -> {
              assertThat(e.getErrorCode()).isEqualTo(190);
              assertThat(e.getErrorSubcode()).isEqualTo(463);
              assertThat(e.getHttpStatusCode()).isEqualTo(400);
              assertThat(e.getFbtraceId()).isNotEmpty();
            });
  }

  /** RestFB with the login at Facebook, whose dialog and tokens are its own too. */
  private static DefaultFacebookClient atFacebook() throws Exception {
    DefaultFacebookClient anonymous = facebook(null);
    String url =
        anonymous.getLoginDialogUrl(
            APP,
            REDIRECT_URI,
            new ScopeBuilder(true)
                .addPermission(FacebookPermissions.INSTAGRAM_BASIC)
                .addPermission(FacebookPermissions.PAGES_SHOW_LIST),
            "s");
    assertThat(URI.create(url).getHost()).isEqualTo("www.facebook.com");
    String code = redirect(get(url)).get("code");
    String shortLived =
        anonymous.obtainUserAccessToken(APP, SECRET, REDIRECT_URI, code).getAccessToken();
    return facebook(anonymous.obtainExtendedAccessToken(APP, SECRET, shortLived).getAccessToken());
  }

  private static DefaultFacebookClient facebook(String token) {
    return new DefaultFacebookClient(
        token, null, new ProxyRequestor(), new DefaultJsonMapper(), Version.LATEST);
  }

  @Test
  void restFbPreparesLooksAndPublishes() throws Exception {
    variants(Map.of("containerMillis", "0"));
    DefaultFacebookClient client = restFb();

    String container =
        client
            .publish(
                "me/media",
                GraphResponse.class,
                Parameter.with("image_url", "https://media.example/1.jpg"),
                Parameter.with("caption", "Roof"))
            .getId();
    assertThat(
            client
                .fetchObject(
                    container, IgContainer.class, Parameter.withFields("status,status_code"))
                .getStatusCode())
        .isEqualTo("FINISHED");
    String id =
        client
            .publish(
                "me/media_publish", GraphResponse.class, Parameter.with("creation_id", container))
            .getId();

    assertThat(
            client
                .fetchObject(id, IgMedia.class, Parameter.withFields("caption,permalink"))
                .getCaption())
        .isEqualTo("Roof");
    IgContentPublishingLimit limit =
        client
            .fetchConnection(
                "me/content_publishing_limit",
                IgContentPublishingLimit.class,
                Parameter.withFields("config,quota_usage"))
            .getData()
            .getFirst();
    assertThat(limit.getQuotaUsage()).isEqualTo("1");
  }

  @Test
  void restFbCommentsHidesAndDeletes() throws Exception {
    String medium = publish(1).getFirst().get("id").asText();
    DefaultFacebookClient client = restFb();

    String id =
        client
            .publish(medium + "/comments", GraphResponse.class, Parameter.with("message", "Great!"))
            .getId();
    client.publish(id + "/replies", GraphResponse.class, Parameter.with("message", "yeah"));
    client.publish(id, GraphResponse.class, Parameter.with("hide", true));

    IgComment comment =
        client
            .fetchConnection(
                medium + "/comments",
                IgComment.class,
                Parameter.withFields(
                    "text,hidden,username,from,user,media,timestamp,replies{text}"))
            .getData()
            .getFirst();
    assertThat(comment.getText()).isEqualTo("Great!");
    assertThat(comment.getHidden()).isTrue();
    assertThat(comment.getFrom().getUsername()).isEqualTo("alex");
    assertThat(comment.getMedia().getId()).isEqualTo(medium);
    assertThat(comment.getUser().getId()).isEqualTo(alex().id());
    assertThat(comment.getReplies()).extracting(IgComment::getText).containsExactly("yeah");
    assertThat(client.deleteObject(id)).isTrue();
    assertThatThrownBy(() -> client.fetchObject(id, IgComment.class))
        .isInstanceOfSatisfying(
            FacebookException.class, e -> assertThat(e.getMessage()).contains("does not exist"));
  }

  @Test
  void restFbFindsTheAccountByThePageAndOtherBusinessesAndHashtags() throws Exception {
    User bea = instagram.createUser("bea@example.com", "Bea");
    instagram.createRecord(bea, "media", Map.of("caption", "Her #roof", "like_count", 2));
    DefaultFacebookClient client = atFacebook();

    Page page =
        client
            .fetchConnection(
                "me/accounts", Page.class, Parameter.withFields("name,instagram_business_account"))
            .getData()
            .getFirst();
    String account = page.getInstagramBusinessAccount().getId();
    assertThat(account).isEqualTo(alex().id());
    IgUser discovered =
        client
            .fetchObject(
                account,
                IgUser.class,
                Parameter.withFields(
                    "business_discovery.username(bea){username,media_count,"
                        + "media{caption,like_count}}"))
            .getBusinessDiscovery();
    assertThat(discovered.getUsername()).isEqualTo("bea");
    assertThat(discovered.getMediaCount()).isEqualTo(1);
    String tag =
        client
            .fetchConnection(
                "ig_hashtag_search",
                IgHashtag.class,
                Parameter.with("user_id", account),
                Parameter.with("q", "roof"))
            .getData()
            .getFirst()
            .getId();
    assertThat(
            client
                .fetchConnection(
                    tag + "/recent_media",
                    IgMedia.class,
                    Parameter.with("user_id", account),
                    Parameter.withFields("caption"))
                .getData())
        .extracting(IgMedia::getCaption)
        .containsExactly("Her #roof");
  }

  private static Instagram jInstagram() throws Exception {
    InstagramService service =
        new InstagramService(
            new SandboxApi(), new OAuthConfig(APP, SECRET, REDIRECT_URI, "basic+likes"));
    // The vendor's client names the vendor's host, and puts a slash after the path.
    String code = redirect(get(service.getAuthorizationUrl())).get("code");
    Token token = service.getAccessToken(new Verifier(code));
    InstagramConfig config = new InstagramConfig();
    config.setBaseURI(api.toString());
    return new Instagram(token, config);
  }

  @Test
  void jInstagramReadsTheAccount() throws Exception {
    publish(3);

    var answer = jInstagram().getCurrentUserInfo();

    assertThat(answer.getData().getId()).isEqualTo(alex().id());
    assertThat(answer.getData().getUsername()).isEqualTo("alex");
    assertThat(answer.getData().getFullName()).isEqualTo("Alex Example");
    assertThat(answer.getData().getCounts().getMedia()).isEqualTo(3);
    assertThat(answer.getAPILimitStatus()).isEqualTo(5000);
    assertThat(answer.getRemainingLimitStatus()).isEqualTo(4999);
  }

  @Test
  void jInstagramPagesThroughTheMediaTheNewestFirst() throws Exception {
    publish(3);
    Instagram client = jInstagram();

    MediaFeed first = client.getUserRecentMedia(2, null, null);
    MediaFeed second = client.getRecentMediaNextPage(first.getPagination());

    assertThat(first.getData())
        .extracting(media -> media.getCaption().getText())
        .containsExactly("Picture 3", "Picture 2");
    assertThat(second.getData())
        .extracting(media -> media.getCaption().getText())
        .containsExactly("Picture 1");
    assertThat(second.getPagination().hasNextPage()).isFalse();
  }

  @Test
  void jInstagramReadsOneByIdentifierAndByShortcode() throws Exception {
    instagram.createRecord(
        alex(), "media", Map.of("shortcode", "BsOGulcndj-", "caption", "The #Egg of the #world"));
    Instagram client = jInstagram();

    MediaFeedData found = client.getMediaInfoByShortcode("BsOGulcndj-").getData();

    assertThat(client.getMediaInfo(found.getId()).getData().getLink())
        .isEqualTo("https://www.instagram.com/p/BsOGulcndj-/");
    assertThat(found.getId()).endsWith("_" + alex().id());
    assertThat(found.getTags()).containsExactly("egg", "world");
    assertThat(found.getType()).isEqualTo("image");
    assertThat(found.getImages().getStandardResolution().getImageUrl()).startsWith("https://");
    assertThat(found.getUser().getUserName()).isEqualTo("alex");
  }

  @Test
  void jInstagramSeesAnEndedTokenAsAnError() throws Exception {
    Instagram client = jInstagram();
    instagram.revokeTokens();

    assertThatThrownBy(client::getCurrentUserInfo)
        .isInstanceOfSatisfying(
            InstagramBadRequestException.class,
            e -> assertThat(e.getErrorType()).isEqualTo("OAuthAccessTokenException"));
  }
}
