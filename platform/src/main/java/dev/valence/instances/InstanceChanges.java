package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The small bodies that change an instance. */
final class InstanceChanges {

  private InstanceChanges() {}

  /**
   * A new value of an entry of the configuration; the entry's other fields may come along.
   *
   * @param propertyValue a string, boolean or number; a JSON null brings the default back
   */
  record EntryPatch(@Nullable JsonNode propertyValue) {}

  /**
   * For how long calls are to be traced.
   *
   * @param duration in minutes
   */
  record TraceLogging(@Nullable Long duration) {

    private static final long DEFAULT_MINUTES = 60;
    private static final long MOST_MINUTES = 24 * 60;

    /**
     * The minutes.
     *
     * @throws ApiException 400 unless there are 1 to {@value #MOST_MINUTES}
     */
    long minutes() {
      long minutes = duration == null ? DEFAULT_MINUTES : duration;
      if (minutes < 1 || minutes > MOST_MINUTES) {
        throw ApiException.badRequest(
            List.of("duration must be a number of minutes from 1 to " + MOST_MINUTES + "."));
      }
      return minutes;
    }
  }
}
