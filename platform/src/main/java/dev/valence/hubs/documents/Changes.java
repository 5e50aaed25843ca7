package dev.valence.hubs.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what has happened.
 *
 * @param items in order; of one item that occurs twice the last counts
 * @param next where the next part begins; null for the last
 * @param cursor where what happens from now on begins, with the last part; otherwise null
 */
public record Changes(List<Change> items, @Nullable String next, @Nullable String cursor) {

  public Changes {
    items = List.copyOf(items);
  }
}
