package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The objects of the API v1. */
final class LegacyNodes {

  private static final Map<String, Integer> PICTURE_SIDES =
      Map.of("thumbnail", 150, "low_resolution", 320, "standard_resolution", 640);
  private static final Map<String, Integer> VIDEO_SIDES =
      Map.of("low_resolution", 480, "standard_resolution", 640);

  /** How many likes and comments stand beside what was published. */
  private static final int MOST_BESIDE = 4;

  private final World world;

  LegacyNodes(World world) {
    this.world = world;
  }

  /** An account. */
  ObjectNode user(User user) {
    Profiles.Profile profile = world.profiles().of(user);
    ObjectNode node =
        world
            .profiles()
            .legacyName(user)
            .put("bio", profile.biography())
            .put("website", profile.website());
    node.put("is_business", true);
    node.putObject("counts")
        .put("media", world.published(user).size())
        .put("follows", world.follows().followedBy(user).size())
        .put("followed_by", world.follows().standing(Follows.Standing.FOLLOWS, user).size());
    return node;
  }

  /** An account in a list. */
  ObjectNode name(User user) {
    return world.profiles().legacyName(user);
  }

  /** The identifier of what was published, which names its owner too. */
  static String id(Media media) {
    return media.id() + "_" + media.owner().id();
  }

  /** What a user has published, as another or the same sees it. */
  ObjectNode media(Media media, User reader) {
    ObjectNode node = Json.object().put("id", id(media));
    node.set("user", name(media.owner()));
    Media.Item cover = media.children().isEmpty() ? media.item() : media.children().getFirst();
    addFiles(node, cover);
    List<User> likers = world.likes().of(media);
    node.put("type", type(media.item()))
        .put("created_time", seconds(media.published()))
        .put("user_has_liked", likers.contains(reader))
        .put("filter", "Normal")
        .put("link", media.item().permalink());
    node.set("caption", caption(media));
    ArrayNode likes = node.putObject("likes").put("count", world.likes(media)).putArray("data");
    likers.stream().limit(MOST_BESIDE).map(this::name).forEach(likes::add);
    ArrayNode comments =
        node.putObject("comments").put("count", world.comments(media)).putArray("data");
    world.comments().of(media).stream()
        .limit(MOST_BESIDE)
        .map(this::comment)
        .forEach(comments::add);
    node.putArray("tags").addAll(texts(Texts.hashtags(media.caption())));
    if (media.location() == null) {
      node.putNull("location");
    } else {
      node.set("location", location(media.location()));
    }
    node.putNull("attribution");
    node.set("users_in_photo", seen(media));
    if (!media.children().isEmpty()) {
      ArrayNode list = node.putArray("carousel_media");
      media
          .children()
          .forEach(child -> {
            ObjectNode entry = list.addObject();
            addFiles(entry, child);
            entry.put("type", type(child)).putArray("users_in_photo");
          });
    }
    return node;
  }

  private ArrayNode seen(Media media) {
    ArrayNode seen = Json.MAPPER.createArrayNode();
    media
        .tagged()
        .forEach(tag -> {
          ObjectNode entry = seen.addObject();
          entry.putObject("position").put("x", tag.x()).put("y", tag.y());
          entry.set("user", name(tag.user()));
        });
    return seen;
  }

  private static List<JsonNode> texts(List<String> texts) {
    return texts.stream()
        .<JsonNode>map(text -> Json.MAPPER.getNodeFactory().textNode(text))
        .toList();
  }

  /** A comment. */
  ObjectNode comment(Comment comment) {
    ObjectNode node =
        Json.object()
            .put("id", comment.id())
            .put("text", comment.text())
            .put("created_time", seconds(comment.written()));
    node.set("from", name(comment.author()));
    return node;
  }

  /** A place. */
  static ObjectNode location(Location location) {
    return Json.object()
        .put("id", location.id())
        .put("name", location.name())
        .put("latitude", location.latitude())
        .put("longitude", location.longitude());
  }

  /** A tag and how often it is used. */
  ObjectNode tag(String name) {
    return Json.object().put("name", name).put("media_count", world.tagged(name).size());
  }

  private static void addFiles(ObjectNode node, Media.Item item) {
    boolean video = item.type() == Media.Type.VIDEO;
    String picture = video ? String.valueOf(item.thumbnailUrl()) : item.url();
    node.set("images", files(PICTURE_SIDES, picture));
    if (video) {
      node.set("videos", files(VIDEO_SIDES, item.url()));
    }
  }

  private static ObjectNode files(Map<String, Integer> sides, String url) {
    ObjectNode files = Json.object();
    sides.forEach((name, side) ->
        files.putObject(name).put("width", side).put("height", side).put("url", url));
    return files;
  }

  private static String type(Media.Item item) {
    return item.type() == Media.Type.CAROUSEL_ALBUM
        ? "carousel"
        : item.type().name().toLowerCase(Locale.ROOT);
  }

  /** Times are whole seconds as text. */
  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private JsonNode caption(Media media) {
    if (media.caption() == null) {
      return Json.MAPPER.nullNode();
    }
    ObjectNode caption =
        Json.object()
            .put("id", media.id())
            .put("text", media.caption())
            .put("created_time", seconds(media.published()));
    caption.set("from", name(media.owner()));
    return caption;
  }
}
