package dev.valence.connectors;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads times of RFC 3339; a list has two for each file, so the faster library does it. */
public final class Times {

  private Times() {}

  /**
   * The time in a field of a provider's; null where there is none, or none that can be read: one
   * odd date is no reason to withhold a list.
   */
  public static @Nullable Instant in(JsonNode item, String field) {
    JsonNode text = item.path(field);
    try {
      return text.isTextual() ? ITU.parseDateTime(text.asText()).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
