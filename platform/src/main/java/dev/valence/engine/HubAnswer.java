package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.hubs.documents.Download;
import dev.valence.oauth.Masking;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a hub's resource is answered with.
 *
 * @param status the HTTP status
 * @param body the content
 * @param warning what went differently from what was asked, for {@code Elements-Error}; or null
 * @param next where the next page begins, for {@code Elements-Next-Page-Token}; null on the last
 *     page and for what is no list
 * @param total how many items the whole list has, for {@code Elements-Total-Count}; or null
 * @param cursor where later changes begin, for {@code Elements-Changes-Cursor}; or null
 */
public record HubAnswer(
    int status,
    Body body,
    @Nullable String warning,
    @Nullable String next,
    @Nullable Long total,
    @Nullable String cursor) {

  HubAnswer(int status, Body body, @Nullable String warning, @Nullable String next) {
    this(status, body, warning, next, null, null);
  }

  /** 200 with JSON. */
  static HubAnswer json(JsonNode content) {
    return new HubAnswer(200, new Json(content), null, null);
  }

  /** What {@code /ping} answers when the account can be called (contract, core 5.0). */
  static HubAnswer alive(String elementKey) {
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("dateTime", Instant.now().toString())
            .put("endpoint", elementKey)
            .put("valid", true));
  }

  /** A file, or the part of it that was asked for. */
  static HubAnswer content(Download download) {
    return new HubAnswer(
        download.contentRange() == null ? 200 : 206,
        new Content(
            download.content(),
            download.length(),
            download.mimeType(),
            download.fileName(),
            download.contentRange()),
        null,
        null);
  }

  /** 200 with nothing. */
  static HubAnswer empty() {
    return new HubAnswer(200, new Empty(), null, null);
  }

  /** The same answer with another status. */
  HubAnswer withStatus(int other) {
    return new HubAnswer(other, body, warning, next, total, cursor);
  }

  /** The same answer with another body. */
  HubAnswer withBody(Body other) {
    return new HubAnswer(status, other, warning, next, total, cursor);
  }

  /** The same answer without secrets. */
  HubAnswer masked(Masking masking) {
    Body masked =
        body instanceof Json(JsonNode content)
            ? new Json(MaskingFilter.apply(content, masking))
            : body;
    String place = next == null ? null : masking.apply(next);
    return new HubAnswer(status, masked, warning, place, total, cursor);
  }

  /** The same answer with the number of items that the whole list has. */
  HubAnswer withTotal(long items) {
    return new HubAnswer(status, body, warning, next, items, cursor);
  }

  /** The same answer with what went differently from what was asked; null for nothing. */
  HubAnswer withWarning(@Nullable String said) {
    return new HubAnswer(status, body, said, next, total, cursor);
  }

  /** The same answer with the place where later changes begin. */
  HubAnswer withCursor(@Nullable String place) {
    return new HubAnswer(status, body, warning, next, total, place);
  }

  /** How many items a list has, for {@code Elements-Returned-Count}; empty for what is no list. */
  public OptionalInt returnedCount() {
    return body instanceof Json(JsonNode content) && content.isArray()
        ? OptionalInt.of(content.size())
        : OptionalInt.empty();
  }

  /** How many items the whole list has, where that was asked for. */
  public OptionalLong totalCount() {
    return total == null ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** Where the next page begins. */
  public Optional<String> nextPage() {
    return Optional.ofNullable(next);
  }

  /** Where later changes begin. */
  public Optional<String> changesCursor() {
    return Optional.ofNullable(cursor);
  }

  /** What went differently from what was asked. */
  public Optional<String> warningText() {
    return Optional.ofNullable(warning);
  }

  /** The content of an answer. */
  public sealed interface Body {}

  /** A JSON value. */
  public record Json(JsonNode content) implements Body {}

  /**
   * A file, streamed.
   *
   * @param content the bytes; whoever sends the answer closes it
   * @param length how many, or null when that is not known
   * @param type the media type
   * @param fileName the file's name, for Content-Disposition
   * @param range the value of Content-Range of an answer of 206, or null
   */
  public record Content(
      InputStream content,
      @Nullable Long length,
      String type,
      String fileName,
      @Nullable String range)
      implements Body {}

  /** No content. */
  public record Empty() implements Body {}
}
