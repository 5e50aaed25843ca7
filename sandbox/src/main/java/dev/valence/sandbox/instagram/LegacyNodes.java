package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The objects of the API v1. */
final class LegacyNodes {

  private static final Pattern HASHTAG = Pattern.compile("#([\\p{L}\\p{N}_]+)");
  private static final Map<String, Integer> PICTURE_SIDES =
      Map.of("thumbnail", 150, "low_resolution", 320, "standard_resolution", 640);
  private static final Map<String, Integer> VIDEO_SIDES =
      Map.of("low_resolution", 480, "standard_resolution", 640);

  private final Profiles profiles;

  LegacyNodes(Profiles profiles) {
    this.profiles = profiles;
  }

  /** An account. */
  ObjectNode user(User user, int mediaCount) {
    ObjectNode node = profiles.legacyName(user).put("bio", "").put("website", "");
    node.put("is_business", true);
    node.putObject("counts").put("media", mediaCount).put("follows", 0).put("followed_by", 0);
    return node;
  }

  /** The identifier of what was published, which names its owner too. */
  static String id(Media media) {
    return media.id() + "_" + media.owner().id();
  }

  /** What a user has published. */
  ObjectNode media(Media media) {
    ObjectNode node = Json.object().put("id", id(media));
    node.set("user", profiles.legacyName(media.owner()));
    Media.Item cover = media.children().isEmpty() ? media.item() : media.children().getFirst();
    addFiles(node, cover);
    node.put("type", type(media.item()))
        .put("created_time", seconds(media))
        .put("user_has_liked", false)
        .put("filter", "Normal")
        .put("link", media.item().permalink());
    node.set("caption", caption(media));
    node.putObject("likes").put("count", media.likes());
    node.putObject("comments").put("count", media.comments());
    node.set("tags", tags(media));
    node.putNull("location");
    node.putNull("attribution");
    node.putArray("users_in_photo");
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
  private static String seconds(Media media) {
    return Long.toString(media.published().getEpochSecond());
  }

  private JsonNode caption(Media media) {
    if (media.caption() == null) {
      return Json.MAPPER.nullNode();
    }
    ObjectNode caption =
        Json.object()
            .put("id", media.id())
            .put("text", media.caption())
            .put("created_time", seconds(media));
    caption.set("from", profiles.legacyName(media.owner()));
    return caption;
  }

  private static ArrayNode tags(Media media) {
    ArrayNode tags = Json.MAPPER.createArrayNode();
    HASHTAG
        .matcher(media.caption() == null ? "" : media.caption())
        .results()
        .map(result -> result.group(1).toLowerCase(Locale.ROOT))
        .distinct()
        .forEach(tags::add);
    return tags;
  }
}
