package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user has published.
 *
 * @param item the picture or the video, or what an album has of its own
 * @param owner who published it
 * @param caption the text below it, or null
 * @param published when
 * @param likes how many like it
 * @param comments how many comments it has
 * @param children what is in an album, else empty
 */
record Media(
    Item item,
    User owner,
    @Nullable String caption,
    Instant published,
    long likes,
    long comments,
    List<Item> children) {

  Media {
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
}
