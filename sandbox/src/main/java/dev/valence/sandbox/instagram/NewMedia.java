package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a record of the type {@code media} is made of; everything has a default. */
record NewMedia(
    @JsonProperty("media_type") Media.@Nullable Type type,
    @JsonProperty("media_url") @Nullable String url,
    @JsonProperty("thumbnail_url") @Nullable String thumbnailUrl,
    @JsonProperty("permalink") @Nullable String permalink,
    @JsonProperty("shortcode") @Nullable String shortcode,
    @JsonProperty("caption") @Nullable String caption,
    @JsonProperty("timestamp") @Nullable String timestamp,
    @JsonProperty("like_count") long likes,
    @JsonProperty("comments_count") long comments,
    @JsonProperty("media_product_type") Media.@Nullable Product product,
    @JsonProperty("alt_text") @Nullable String altText,
    @JsonProperty("location") @Nullable String location,
    @JsonProperty("user_tags") List<NewTag> tags,
    @JsonProperty("insights") Map<String, Long> counts,
    @JsonProperty("children") List<NewItem> children) {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XXX][XX]");
  private static final int FEWEST_CHILDREN = 2;
  private static final int MOST_CHILDREN = 10;

  /** What is in an album. */
  record NewItem(
      @JsonProperty("media_type") Media.@Nullable Type type,
      @JsonProperty("media_url") @Nullable String url,
      @JsonProperty("thumbnail_url") @Nullable String thumbnailUrl) {

    NewItem {
      if (type == Media.Type.CAROUSEL_ALBUM) {
        throw new IllegalArgumentException("children must be IMAGE or VIDEO");
      }
    }
  }

  /**
   * An account that is seen.
   *
   * @param username its name
   */
  record NewTag(
      @JsonProperty("username") String username,
      @JsonProperty("x") double x,
      @JsonProperty("y") double y) {

    NewTag {
      if (username == null) {
        throw new IllegalArgumentException("user_tags must have a username");
      }
    }
  }

  NewMedia {
    tags = tags == null ? List.of() : List.copyOf(tags);
    counts = counts == null ? Map.of() : Map.copyOf(counts);
    children = children == null ? List.of() : List.copyOf(children);
    boolean album = type == Media.Type.CAROUSEL_ALBUM;
    if (album && (children.size() < FEWEST_CHILDREN || children.size() > MOST_CHILDREN)) {
      throw new IllegalArgumentException("a CAROUSEL_ALBUM must have 2 to 10 children");
    }
    if (!album && !children.isEmpty()) {
      throw new IllegalArgumentException("only a CAROUSEL_ALBUM may have children");
    }
    if (shortcode != null && !shortcode.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("shortcode must be letters, digits, - and _");
    }
    if (timestamp != null) {
      parse(timestamp);
    }
  }

  /** Reads the fields; the exception names the one that is unknown or wrong. */
  static NewMedia read(ObjectNode fields) {
    return read(fields, NewMedia.class);
  }

  /** Reads the fields of any record; the exception names the one that is unknown or wrong. */
  static <T> T read(ObjectNode fields, Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(fields, type);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException("unknown field: " + e.getPropertyName(), e);
    } catch (ValueInstantiationException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IllegalArgumentException(cause.getMessage(), e);
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(reference -> String.valueOf(reference.getFieldName()))
              .collect(Collectors.joining("."));
      throw new IllegalArgumentException(field + " has a wrong value", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  Media.Type typeOrImage() {
    return Objects.requireNonNullElse(type, Media.Type.IMAGE);
  }

  Media.Product productOrUsual() {
    return product != null
        ? product
        : type == Media.Type.VIDEO ? Media.Product.REELS : Media.Product.FEED;
  }

  /** When it was published. */
  Instant published(Instant now) {
    return timestamp == null ? now : parse(timestamp);
  }

  static Instant parse(String timestamp) {
    try {
      return OffsetDateTime.parse(timestamp, TIMESTAMP).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "timestamp must be a time such as 2026-11-22T10:40:45+0000", e);
    }
  }
}
