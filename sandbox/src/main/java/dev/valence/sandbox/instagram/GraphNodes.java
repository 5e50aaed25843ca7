package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects of the Instagram API with all of their fields, and what a call sees of them.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media">
 *     IG Media</a>
 */
final class GraphNodes {

  /**
   * A kind of object.
   *
   * @param name the vendor's word
   * @param fields what it can have
   */
  record Type(String name, Set<String> fields) {

    static final Type USER =
        new Type(
            "IGUser",
            Set.of(
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
                "media"));

    static final Type MEDIA =
        new Type(
            "IGMedia",
            Set.of(
                "id",
                "caption",
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
                "children"));
  }

  private static final Map<String, Type> LEADS_TO =
      Map.of("media", Type.MEDIA, "children", Type.MEDIA, "owner", Type.USER);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

  private final Profiles profiles;

  GraphNodes(Profiles profiles) {
    this.profiles = profiles;
  }

  /** An account. */
  ObjectNode user(User user, List<Media> media) {
    ObjectNode node =
        Json.object()
            .put("id", user.id())
            .put("user_id", user.id())
            .put("username", profiles.username(user))
            .put("name", user.displayName())
            .put("account_type", "BUSINESS")
            .put("profile_picture_url", profiles.pictureUrl(user))
            .put("followers_count", 0)
            .put("follows_count", 0)
            .put("media_count", media.size());
    ArrayNode list = node.putObject("media").putArray("data");
    media.stream().limit(MediaListing.DEFAULT_LIMIT).map(this::media).forEach(list::add);
    return node;
  }

  /** What a user has published. */
  ObjectNode media(Media media) {
    ObjectNode node =
        item(media, media.item())
            .put("like_count", media.likes())
            .put("comments_count", media.comments())
            .put("is_comment_enabled", true);
    if (media.caption() != null) {
      node.put("caption", media.caption());
    }
    if (!media.children().isEmpty()) {
      ArrayNode list = node.putObject("children").putArray("data");
      media.children().forEach(child -> list.add(item(media, child)));
    }
    return node;
  }

  /** What an item of an album shows, which is less than one that is alone. */
  ObjectNode item(Media media, Media.Item item) {
    ObjectNode node =
        Json.object()
            .put("id", item.id())
            .put("media_type", item.type().name())
            .put("media_product_type", item.type() == Media.Type.VIDEO ? "REELS" : "FEED")
            .put("media_url", item.url())
            .put("permalink", item.permalink())
            .put("shortcode", item.shortcode())
            .put("timestamp", TIMESTAMP.format(media.published()))
            .put("username", profiles.username(media.owner()));
    node.putObject("owner").put("id", media.owner().id());
    if (item.thumbnailUrl() != null) {
      node.put("thumbnail_url", item.thumbnailUrl());
    }
    return node;
  }

  /** The fields asked for, and always the identifier; what an object lacks is left out. */
  static ObjectNode select(ObjectNode node, Type type, List<Field> fields) {
    ObjectNode selected = Json.object();
    for (Field field : fields) {
      if (!type.fields().contains(field.name())) {
        throw GraphException.invalidParameter(
            "Tried accessing nonexisting field ("
                + field.name()
                + ") on node type ("
                + type.name()
                + ")");
      }
      Type target = LEADS_TO.get(field.name());
      if (target == null && !field.nested().isEmpty()) {
        throw GraphException.syntax("\"Field " + field.name() + " has no fields of its own\"");
      }
      JsonNode value = node.get(field.name());
      if (value != null) {
        selected.set(field.name(), target == null ? value : follow(value, target, field));
      }
    }
    return selected.set("id", node.get("id"));
  }

  private static JsonNode follow(JsonNode value, Type target, Field field) {
    List<Field> nested = field.nested().isEmpty() ? Field.DEFAULT : field.nested();
    if (!(value.get("data") instanceof ArrayNode list)) {
      return select((ObjectNode) value, target, nested);
    }
    return list(list, target, nested);
  }

  /** Each object of a list with the fields asked for, under {@code data}. */
  static ObjectNode list(Iterable<? extends JsonNode> nodes, Type type, List<Field> fields) {
    ObjectNode selected = Json.object();
    ArrayNode data = selected.putArray("data");
    nodes.forEach(node -> data.add(select((ObjectNode) node, type, fields)));
    return selected;
  }
}
