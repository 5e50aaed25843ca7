package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The plain values of the objects of the graph.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media">
 *     IG Media</a>
 */
final class GraphValues {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

  private final World world;

  GraphValues(World world) {
    this.world = world;
  }

  static String timestamp(Instant time) {
    return TIMESTAMP.format(time);
  }

  /** An account. */
  ObjectNode user(User user) {
    Profiles.Profile profile = world.profiles().of(user);
    ObjectNode node =
        Json.object()
            .put("id", user.id())
            .put("user_id", user.id())
            .put("ig_id", user.number())
            .put("username", world.profiles().username(user))
            .put("name", user.displayName())
            .put("account_type", "BUSINESS")
            .put("profile_picture_url", world.profiles().pictureUrl(user))
            .put("followers_count", world.follows().standing(Follows.Standing.FOLLOWS, user).size())
            .put("follows_count", world.follows().followedBy(user).size())
            .put("media_count", world.published(user).size());
    if (!profile.biography().isEmpty()) {
      node.put("biography", profile.biography());
    }
    if (!profile.website().isEmpty()) {
      node.put("website", profile.website());
    }
    return node;
  }

  /** What a user has published. */
  ObjectNode media(Media media) {
    ObjectNode node =
        item(media, media.item())
            .put("like_count", world.likes(media))
            .put("comments_count", world.comments(media))
            .put("is_comment_enabled", world.media().isOpenForComments(media));
    if (media.caption() != null) {
      node.put("caption", media.caption());
    }
    if (media.altText() != null) {
      node.put("alt_text", media.altText());
    }
    return node;
  }

  /** What an item of an album shows, which is less than one that is alone. */
  ObjectNode item(Media media, Media.Item item) {
    boolean live = media.product() == Media.Product.LIVE;
    ObjectNode node =
        Json.object()
            .put("id", item.id())
            .put("media_type", live ? "BROADCAST" : item.type().name())
            .put("media_product_type", media.product().name())
            .put("media_url", item.url())
            .put("permalink", item.permalink())
            .put("shortcode", item.shortcode())
            .put("timestamp", timestamp(media.published()))
            .put("username", world.profiles().username(media.owner()));
    node.putObject("owner").put("id", media.owner().id());
    if (item.thumbnailUrl() != null) {
      node.put("thumbnail_url", item.thumbnailUrl());
    }
    return node;
  }

  /** What a user has published, with the items of an album. */
  ObjectNode whole(Media media) {
    ObjectNode node = media(media);
    if (!media.children().isEmpty()) {
      ArrayNode list = node.putObject("children").putArray("data");
      media.children().forEach(child -> list.add(item(media, child)));
    }
    return node;
  }

  /** A comment or a reply. */
  ObjectNode comment(Comment comment) {
    String username = world.profiles().username(comment.author());
    ObjectNode node =
        Json.object()
            .put("id", comment.id())
            .put("text", comment.text())
            .put("timestamp", timestamp(comment.written()))
            .put("username", username)
            .put("like_count", 0)
            .put("hidden", comment.hidden());
    node.putObject("from").put("id", comment.author().id()).put("username", username);
    node.putObject("media").put("id", comment.media());
    if (comment.parent() != null) {
      node.put("parent_id", comment.parent());
    }
    return node;
  }
}
