package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user has published.
 *
 * @param item the picture or the video, or what an album has of its own
 * @param owner who published it
 * @param product where it is shown
 * @param caption the text below it, or null
 * @param altText the description for those who do not see it, or null
 * @param published when
 * @param likes how many like it, besides those who are accounts here
 * @param comments how many comments it has, besides those that are here
 * @param location where it was made, or null
 * @param tagged the accounts that are seen in it
 * @param counts what was counted of it besides, such as {@code reach}, by the metric's name
 * @param children what is in an album, else empty
 */
record Media(
    Item item,
    User owner,
    Product product,
    @Nullable String caption,
    @Nullable String altText,
    Instant published,
    long likes,
    long comments,
    @Nullable Location location,
    List<Tagged> tagged,
    Map<String, Long> counts,
    List<Item> children) {

  Media {
    tagged = List.copyOf(tagged);
    counts = Map.copyOf(counts);
    children = List.copyOf(children);
  }

  String id() {
    return item.id();
  }

  /** What it can be. */
  enum Type {
    @JsonProperty("IMAGE")
    IMAGE,
    @JsonProperty("VIDEO")
    VIDEO,
    @JsonProperty("CAROUSEL_ALBUM")
    CAROUSEL_ALBUM
  }

  /** Where it can be shown. */
  enum Product {
    @JsonProperty("FEED")
    FEED,
    @JsonProperty("REELS")
    REELS,
    /** For a day. */
    @JsonProperty("STORY")
    STORY,
    /** While it is being recorded. */
    @JsonProperty("LIVE")
    LIVE
  }

  /**
   * A picture or a video, alone or in an album, or an album.
   *
   * @param id unique among all
   * @param shortcode its name in its address, unique among all
   * @param type what it is
   * @param url where its bytes are
   * @param thumbnailUrl where a video's picture is, else null
   * @param permalink its address for people
   */
  record Item(
      String id,
      String shortcode,
      Type type,
      String url,
      @Nullable String thumbnailUrl,
      String permalink) {}

  /**
   * An account that is seen in a picture.
   *
   * @param x where, from the left, as a part of the width
   * @param y where, from the top, as a part of the height
   */
  record Tagged(User user, double x, double y) {}

  /** The part of an album with an identifier. */
  Optional<Item> child(String id) {
    return children.stream().filter(child -> child.id().equals(id)).findFirst();
  }

  boolean shows(User user) {
    return tagged.stream().anyMatch(tag -> tag.user().id().equals(user.id()));
  }
}
