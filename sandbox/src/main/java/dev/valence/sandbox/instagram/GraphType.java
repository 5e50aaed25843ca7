package dev.valence.sandbox.instagram;

import java.util.List;
import java.util.Set;

/**
 * A kind of object of the graph.
 *
 * @param name the vendor's word
 * @param usual what is shown when nothing is asked for
 * @param fields what it can have
 * @see <a href="https://developers.facebook.com/docs/instagram-platform/reference">Reference</a>
 */
record GraphType(String name, List<String> usual, Set<String> fields) {

  /** An account, as its own login at Instagram sees it. */
  static final GraphType ACCOUNT =
      of(
          "IGUser",
          "id",
          "user_id",
          "username",
          "name",
          "account_type",
          "profile_picture_url",
          "followers_count",
          "follows_count",
          "media_count",
          "biography",
          "website",
          "media",
          "stories",
          "live_media",
          "tags",
          "mentioned_media",
          "mentioned_comment");

  /** An account, as a person's login at Facebook sees it. */
  static final GraphType ACCOUNT_AT_FACEBOOK =
      of(
          "IGUser",
          "id",
          "ig_id",
          "username",
          "name",
          "profile_picture_url",
          "followers_count",
          "follows_count",
          "media_count",
          "biography",
          "website",
          "media",
          "stories",
          "live_media",
          "tags",
          "mentioned_media",
          "mentioned_comment",
          "business_discovery");

  /** Somebody else's account, as far as everybody sees it. */
  static final GraphType OTHER_ACCOUNT =
      of(
          "IGUser",
          "id",
          "ig_id",
          "username",
          "name",
          "profile_picture_url",
          "followers_count",
          "follows_count",
          "media_count",
          "biography",
          "website",
          "media");

  static final GraphType MEDIA =
      of(
          "IGMedia",
          "id",
          "ig_id",
          "caption",
          "alt_text",
          "media_type",
          "media_product_type",
          "media_url",
          "thumbnail_url",
          "permalink",
          "shortcode",
          "timestamp",
          "username",
          "owner",
          "like_count",
          "comments_count",
          "is_comment_enabled",
          "children",
          "comments",
          "insights");

  /** What is found by a tag, which does not tell whose it is. */
  static final GraphType TAGGED =
      of(
          "IGMedia",
          "id",
          "caption",
          "media_type",
          "media_url",
          "permalink",
          "timestamp",
          "like_count",
          "comments_count",
          "children");

  static final GraphType COMMENT =
      new GraphType(
          "IGComment",
          List.of("timestamp", "text", "id"),
          Set.of(
              "id",
              "text",
              "timestamp",
              "username",
              "from",
              "user",
              "like_count",
              "hidden",
              "parent_id",
              "media",
              "replies"));

  static final GraphType CONTAINER = of("IGContainer", "id", "status", "status_code");

  static final GraphType LIMIT =
      new GraphType(
          "IGContentPublishingLimit", List.of("quota_usage"), Set.of("quota_usage", "config"));

  static final GraphType INSIGHT =
      new GraphType(
          "InstagramInsightsResult",
          List.of("name", "period", "values", "title", "description", "total_value", "id"),
          Set.of("name", "period", "values", "title", "description", "total_value", "id"));

  static final GraphType HASHTAG = of("IGHashtag", "id", "name");

  static final GraphType PERSON =
      new GraphType("User", List.of("name", "id"), Set.of("id", "name", "email", "accounts"));

  static final GraphType PAGE =
      new GraphType(
          "Page",
          List.of("name", "category", "id", "tasks"),
          Set.of("id", "name", "category", "tasks", "instagram_business_account"));

  GraphType {
    usual = List.copyOf(usual);
    fields = Set.copyOf(fields);
  }

  private static GraphType of(String name, String... fields) {
    return new GraphType(name, List.of("id"), Set.of(fields));
  }

  /** The fields that are shown when nothing is asked for. */
  List<Field> usualFields() {
    return usual.stream().map(Field::of).toList();
  }
}
