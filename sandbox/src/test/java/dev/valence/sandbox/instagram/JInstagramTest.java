package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jinstagram.Instagram;
import org.jinstagram.InstagramConfig;
import org.jinstagram.auth.model.Token;
import org.jinstagram.entity.comments.CommentData;
import org.jinstagram.entity.common.Location;
import org.jinstagram.entity.relationships.RelationshipData;
import org.jinstagram.entity.tags.TagMediaFeed;
import org.jinstagram.entity.users.basicinfo.UserInfoData;
import org.jinstagram.entity.users.feed.MediaFeed;
import org.jinstagram.entity.users.feed.MediaFeedData;
import org.jinstagram.entity.users.feed.UserFeed;
import org.jinstagram.entity.users.feed.UserFeedData;
import org.jinstagram.exceptions.InstagramBadRequestException;
import org.jinstagram.exceptions.InstagramException;
import org.jinstagram.exceptions.InstagramRateLimitException;
import org.jinstagram.model.Relationship;
import org.junit.jupiter.api.Test;

/** Every call of jInstagram, the client of the API v1. */
class JInstagramTest extends InstagramTest {

  private static final String ALL = "basic+comments+relationships+likes";

  private static Instagram client(String secret, boolean signed) throws Exception {
    InstagramConfig config = new InstagramConfig();
    config.setBaseURI(api.toString());
    config.setEnforceSignedRequest(signed);
    return new Instagram(new Token(legacyToken(ALL), secret), config);
  }

  private static Instagram client() throws Exception {
    return client(SECRET, false);
  }

  private static User bea() {
    return instagram.createUser("bea@example.com", "Bea");
  }

  private static String medium(User user, Map<String, ?> fields) {
    return instagram.createRecord(user, "media", fields).get("id").asText() + "_" + user.id();
  }

  private static List<String> captions(List<MediaFeedData> media) {
    return media.stream().map(entry -> entry.getCaption().getText()).toList();
  }

  private static List<String> names(UserFeed users) {
    return users.getUserList().stream().map(UserFeedData::getUserName).toList();
  }

  @Test
  void accountsTellOfThemselves() throws Exception {
    User bea = bea();
    instagram.createRecord(
        bea, "profile", Map.of("biography", "Roofs", "website", "https://b.example"));
    instagram.createRecord(alex(), "follow", Map.of("user", bea.id()));

    UserInfoData found = client().getUserInfo(bea.id()).getData();

    assertThat(found.getBio()).isEqualTo("Roofs");
    assertThat(found.getWebsite()).isEqualTo("https://b.example");
    assertThat(found.getCounts().getFollowedBy()).isEqualTo(1);
    assertThat(client().getCurrentUserInfo().getData().getCounts().getFollows()).isEqualTo(1);
    assertThat(names(client().searchUser("bea"))).containsExactly("bea");
    assertThat(names(client().searchUser("e", 1))).hasSize(1);
  }

  @Test
  void feedsShowWhatIsPublishedAndFollowed() throws Exception {
    User bea = bea();
    publish(3);
    medium(bea, Map.of("caption", "Hers", "timestamp", "2026-11-20T08:00:00Z"));
    Instagram client = client();
    client.setUserRelationship(bea.id(), Relationship.FOLLOW);

    assertThat(captions(client.getUserFeeds().getData()))
        .containsExactly("Hers", "Picture 3", "Picture 2", "Picture 1");
    assertThat(captions(client.getUserFeeds(null, null, 2).getData()))
        .containsExactly("Hers", "Picture 3");
    assertThat(captions(client.getUserRecentMedia().getData())).hasSize(3);
    assertThat(captions(client.getRecentMediaFeed(bea.id()).getData())).containsExactly("Hers");
    Date second = Date.from(Instant.parse("2026-11-02T00:00:00Z"));
    Date third = Date.from(Instant.parse("2026-11-03T00:00:00Z"));
    assertThat(
            captions(
                client.getRecentMediaFeed(alex().id(), 5, null, null, third, second).getData()))
        .containsExactly("Picture 2");
    MediaFeed page = client.getUserRecentMedia(2, null, null);
    assertThat(captions(client.getRecentMediaNextPage(page.getPagination()).getData()))
        .containsExactly("Picture 1");
  }

  @Test
  void accountsFollowEachOtherInPages() throws Exception {
    Instagram client = client();
    for (int number = 1; number <= 25; number++) {
      User user = instagram.createUser("user" + number + "@example.com", "User");
      instagram.createRecord(alex(), "follow", Map.of("user", user.id()));
      instagram.createRecord(user, "follow", Map.of("user", alex().id()));
    }

    UserFeed followed = client.getUserFollowList("self");
    assertThat(followed.getUserList()).hasSize(20);
    assertThat(names(client.getUserFollowListNextPage(followed.getPagination()))).hasSize(5);
    assertThat(
            names(
                client.getUserFollowListNextPage("self", followed.getPagination().getNextCursor())))
        .hasSize(5);
    UserFeed followers = client.getUserFollowedByList(alex().id());
    assertThat(names(client.getUserFollowedByListNextPage(followers.getPagination()))).hasSize(5);
    assertThat(
            names(
                client.getUserFollowedByListNextPage(
                    "self", followers.getPagination().getNextCursor())))
        .hasSize(5);
    assertThat(names(client.getUserFeedInfoNextPage(followers.getPagination()))).hasSize(5);
  }

  @Test
  void relationshipsAreBegunAndEnded() throws Exception {
    User bea = bea();
    User cleo = instagram.createUser("cleo@example.com", "Cleo");
    instagram.createRecord(alex(), "profile", Map.of("private", true));
    instagram.createRecord(bea, "profile", Map.of("private", true));
    instagram.createRecord(bea, "follow", Map.of("user", alex().id()));
    instagram.createRecord(cleo, "follow", Map.of("user", alex().id()));
    Instagram client = client();

    assertThat(names(client.getUserRequestedBy())).containsExactly("bea", "cleo");
    RelationshipData asked = client.setUserRelationship(bea.id(), Relationship.FOLLOW).getData();
    assertThat(asked.getOutgoingStatus()).isEqualTo("requested");
    assertThat(asked.getIncomingStatus()).isEqualTo("requested_by");
    assertThat(asked.isTargetUserPrivate()).isTrue();
    assertThat(
            client
                .setUserRelationship(bea.id(), Relationship.APPROVE)
                .getData()
                .getIncomingStatus())
        .isEqualTo("followed_by");
    client.setUserRelationship(cleo.id(), Relationship.DENY);
    assertThat(names(client.getUserRequestedBy())).isEmpty();
    client.setUserRelationship(bea.id(), Relationship.BLOCK);
    assertThat(client.getUserRelationship(bea.id()).getData().getIncomingStatus())
        .isEqualTo("blocked_by_you");
    client.setUserRelationship(bea.id(), Relationship.UNBLOCK);
    client.setUserRelationship(bea.id(), Relationship.UNFOLLOW);
    assertThat(client.getUserRelationship(bea.id()).getData().getOutgoingStatus())
        .isEqualTo("none");
  }

  @Test
  void mediaAreCommentedOnAndLiked() throws Exception {
    String medium = medium(bea(), Map.of("caption", "Hers", "comments_count", 2));
    Instagram client = client();

    CommentData made = client.setMediaComments(medium, "Nice").getCommentData();
    assertThat(made.getText()).isEqualTo("Nice");
    assertThat(made.getCommentFrom().getUsername()).isEqualTo("alex");
    assertThat(client.getMediaComments(medium).getCommentDataList())
        .extracting(CommentData::getId)
        .containsExactly(made.getId());
    MediaFeedData shown = client.getMediaInfo(medium).getData();
    assertThat(shown.getComments().getCount()).isEqualTo(3);
    assertThat(shown.getComments().getComments().getFirst().getText()).isEqualTo("Nice");
    client.deleteMediaCommentById(medium, made.getId());
    assertThat(client.getMediaComments(medium).getCommentDataList()).isEmpty();

    client.setUserLike(medium);
    assertThat(client.getUserLikes(medium).getUserList()).hasSize(1);
    assertThat(client.getMediaInfo(medium).getData().isUserHasLiked()).isTrue();
    assertThat(captions(client.getUserLikedMediaFeed().getData())).containsExactly("Hers");
    assertThat(captions(client.getUserLikedMediaFeed(0, 1).getData())).containsExactly("Hers");
    assertThat(captions(client.getPopularMedia().getData())).containsExactly("Hers");
    client.deleteUserLike(medium);
    assertThat(client.getUserLikes(medium).getUserList()).isEmpty();
  }

  @Test
  void tagsLeadToMedia() throws Exception {
    for (int number = 1; number <= 3; number++) {
      medium(bea(number), Map.of("caption", "No. " + number + " #roof"));
    }
    Instagram client = client();

    assertThat(client.getTagInfo("roof").getTagInfo().getMediaCount()).isEqualTo(3);
    assertThat(client.searchTags("ro").getTagList().getFirst().getTagName()).isEqualTo("roof");
    TagMediaFeed first = client.getRecentMediaTags("roof", 2);
    assertThat(captions(first.getData())).containsExactly("No. 3 #roof", "No. 2 #roof");
    assertThat(captions(client.getTagMediaInfoNextPage(first.getPagination()).getData()))
        .containsExactly("No. 1 #roof");
    String next = first.getPagination().getNextMaxTagId();
    assertThat(captions(client.getRecentMediaTags("roof", null, next).getData())).hasSize(1);
    assertThat(captions(client.getRecentMediaFeedTags("roof", null, next, 5).getData())).hasSize(1);
    assertThat(captions(client.getRecentMediaTags("roof").getData())).hasSize(3);
    assertThat(captions(client.getRecentMediaFeedTags("roof").getData())).hasSize(3);
    assertThat(captions(client.getRecentMediaFeedTags("roof", 1).getData())).hasSize(1);
  }

  private static User bea(int number) {
    return instagram.createUser("bea" + number + "@example.com", "Bea");
  }

  @Test
  void placesLeadToMedia() throws Exception {
    String id =
        instagram
            .createRecord(
                alex(),
                "location",
                Map.of("name", "Dogpatch Labs", "latitude", 37.782, "longitude", -122.387))
            .get("id")
            .asText();
    User bea = bea();
    instagram.createRecord(
        bea,
        "media",
        Map.of(
            "caption",
            "Here",
            "location",
            id,
            "user_tags",
            List.of(Map.of("username", "alex", "x", 0.5, "y", 0.25))));
    Instagram client = client();

    Location place = client.getLocationInfo(id).getLocationData();
    assertThat(place.getName()).isEqualTo("Dogpatch Labs");
    assertThat(client.searchLocation(37.7821, -122.3871).getLocationList())
        .extracting(Location::getId)
        .containsExactly(id);
    assertThat(client.searchLocation(37.79, -122.387, 100).getLocationList()).isEmpty();
    assertThat(client.searchFacebookPlace(id).getLocationList()).hasSize(1);
    assertThat(client.searchFoursquareVenue(id).getLocationList()).hasSize(1);
    assertThat(captions(client.getRecentMediaByLocation(id).getData())).containsExactly("Here");
    assertThat(captions(client.getRecentMediaByLocation(id, null, null).getData())).hasSize(1);
    MediaFeedData found = client.searchMedia(37.7821, -122.3871).getData().getFirst();
    assertThat(found.getLocation().getLatitude()).isEqualTo(37.782);
    assertThat(found.getUsersInPhotoList().getFirst().getUser().getUserName()).isEqualTo("alex");
    assertThat(client.searchMedia(37.79, -122.387, 10).getData()).isEmpty();
    Date longAgo = new Date(0);
    assertThat(client.searchMedia(37.782, -122.387, longAgo, longAgo, 10).getData()).isEmpty();
  }

  @Test
  void signedCallsAreTakenAndForgedOnesAreNot() throws Exception {
    publish(1);
    Map<String, String> required = Map.of("signedRequests", "required");
    variants(required);

    assertThat(client(SECRET, true).getUserRecentMedia(1, null, null).getData()).hasSize(1);
    Instagram unsigned = client();
    assertThatThrownBy(unsigned::getCurrentUserInfo).isInstanceOf(InstagramException.class);
    Instagram forged = client("else", true);
    assertThatThrownBy(forged::getCurrentUserInfo).isInstanceOf(InstagramException.class);
    variants(Map.of());
    assertThat(client(SECRET, true).getCurrentUserInfo().getData().getUsername()).isEqualTo("alex");
    assertThatThrownBy(client("else", true)::getCurrentUserInfo)
        .isInstanceOf(InstagramException.class);
  }

  @Test
  void callsAboveTheLimitAreRefused() throws Exception {
    variants(Map.of("legacyCallsPerHour", "1"));
    Instagram client = client();
    client.getCurrentUserInfo();

    assertThatThrownBy(client::getCurrentUserInfo).isInstanceOf(InstagramRateLimitException.class);
  }

  @Test
  void whatTheUserHasNotAllowedIsRefused() throws Exception {
    String medium = medium(bea(), Map.of("caption", "Hers"));
    InstagramConfig config = new InstagramConfig();
    config.setBaseURI(api.toString());
    Instagram client = new Instagram(new Token(legacyToken(), SECRET), config);

    assertThatThrownBy(() -> client.setUserLike(medium))
        .isInstanceOfSatisfying(
            InstagramBadRequestException.class,
            e -> assertThat(e.getErrorType()).isEqualTo("OAuthPermissionsException"));
  }
}
