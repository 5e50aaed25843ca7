package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published, as the parameters of a call say it.
 *
 * @param type what it will be
 * @param product where it will be shown
 * @param url where the vendor gets it; null for an album
 * @param coverUrl where the vendor gets a video's picture, or null
 * @param caption the text below it, or null
 * @param altText the description for those who do not see it, or null
 * @param location the identifier of its place, or null
 * @param tags the accounts that are seen in it
 * @param children the containers of an album's items
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media">
 *     IG User Media</a>
 */
record Draft(
    Media.Type type,
    Media.Product product,
    @Nullable String url,
    @Nullable String coverUrl,
    @Nullable String caption,
    @Nullable String altText,
    @Nullable String location,
    List<Tag> tags,
    List<String> children) {

  private static final int LONGEST_CAPTION = 2200;
  private static final int MOST_HASHTAGS = 30;
  private static final int MOST_MENTIONS = 20;
  private static final int FEWEST_CHILDREN = 2;
  private static final int MOST_CHILDREN = 10;

  /** An account by its name, and where it is seen. */
  record Tag(String username, double x, double y) {}

  Draft {
    tags = List.copyOf(tags);
    children = List.copyOf(children);
  }

  /** Reads and checks the parameters. */
  static Draft read(Map<String, String> said) {
    String kind = said.getOrDefault("media_type", "");
    String caption = said.get("caption");
    checkCaption(caption);
    if (kind.equals("CAROUSEL")) {
      return new Draft(
          Media.Type.CAROUSEL_ALBUM,
          Media.Product.FEED,
          null,
          null,
          caption,
          null,
          said.get("location_id"),
          List.of(),
          children(said));
    }
    boolean video = said.containsKey("video_url");
    Media.Product product =
        switch (kind) {
          case "", "IMAGE" -> Media.Product.FEED;
          case "VIDEO", "REELS" -> Media.Product.REELS;
          case "STORIES" -> Media.Product.STORY;
          default -> throw GraphException.publishing(100, 2207023, "Unknown media type");
        };
    boolean wantsVideo = kind.equals("VIDEO") || kind.equals("REELS");
    if (wantsVideo || (video && kind.equals("STORIES"))) {
      return of(Media.Type.VIDEO, product, url(said, "video_url"), said);
    }
    return of(Media.Type.IMAGE, product, url(said, "image_url"), said);
  }

  private static Draft of(
      Media.Type type, Media.Product product, String url, Map<String, String> said) {
    return new Draft(
        type,
        product,
        url,
        said.containsKey("cover_url") ? url(said, "cover_url") : null,
        said.get("caption"),
        said.get("alt_text"),
        said.get("location_id"),
        tags(said, type == Media.Type.IMAGE && product == Media.Product.FEED),
        List.of());
  }

  private static void checkCaption(@Nullable String caption) {
    if (caption != null
        && (caption.length() > LONGEST_CAPTION
            || Texts.hashtags(caption).size() > MOST_HASHTAGS
            || Texts.mentions(caption).size() > MOST_MENTIONS)) {
      throw GraphException.publishing(36004, 2207010, "The caption is too long");
    }
  }

  private static List<String> children(Map<String, String> said) {
    String text = said.getOrDefault("children", "");
    List<String> children = new ArrayList<>();
    if (text.startsWith("[")) {
      json("children", text).forEach(child -> children.add(child.asText()));
    } else {
      Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(child -> !child.isEmpty())
          .forEach(children::add);
    }
    if (children.size() < FEWEST_CHILDREN || children.size() > MOST_CHILDREN) {
      throw GraphException.publishing(
          100, 2207028, "A carousel must have between 2 and 10 children");
    }
    return children;
  }

  private static List<Tag> tags(Map<String, String> said, boolean placed) {
    String text = said.getOrDefault("user_tags", "");
    List<Tag> tags = new ArrayList<>();
    if (!text.isEmpty()) {
      for (JsonNode tag : json("user_tags", text)) {
        if (tag.path("username").asText().isEmpty()
            || (placed && !(tag.path("x").isNumber() && tag.path("y").isNumber()))) {
          throw GraphException.invalidParameter("param user_tags must have username, x and y");
        }
        tags.add(
            new Tag(
                tag.path("username").asText(), tag.path("x").asDouble(), tag.path("y").asDouble()));
      }
    }
    return tags;
  }

  private static JsonNode json(String name, String text) {
    try {
      JsonNode json = Json.MAPPER.readTree(text);
      if (json.isArray()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Answered like everything that is no list.
    }
    throw GraphException.invalidParameter("param " + name + " must be an array.");
  }

  /** A URL that anybody could get; the sandbox gets none. */
  private static String url(Map<String, String> said, String name) {
    String text = said.getOrDefault(name, "");
    if (text.isEmpty()) {
      throw GraphException.invalidParameter("The parameter " + name + " is required");
    }
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Answered like every URL that leads nowhere.
    }
    throw GraphException.publishing(
        9004, 2207052, "The media could not be fetched from this URI: " + text);
  }
}
