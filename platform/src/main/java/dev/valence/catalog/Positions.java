package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where in its file each part of a document stands: a field at its name, an item at its start. */
final class Positions {

  private final Map<JsonPointer, JsonLocation> known = new HashMap<>();

  private Positions() {}

  /** Reads a document to its end. */
  static Positions of(JsonParser parser) throws IOException {
    Positions positions = new Positions();
    Deque<Place> open = new ArrayDeque<>();
    Place place = new Place(JsonPointer.empty(), false);
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME) {
        place.field = parser.currentName();
        positions.known.put(place.child(), parser.currentTokenLocation());
        continue;
      }
      if (token.isStructEnd()) {
        place = open.pop();
        continue;
      }
      place.index++;
      JsonPointer here = open.isEmpty() ? JsonPointer.empty() : place.child();
      positions.known.putIfAbsent(here, parser.currentTokenLocation());
      if (token.isStructStart()) {
        open.push(place);
        place = new Place(here, token == JsonToken.START_ARRAY);
      }
    }
    return positions;
  }

  /** {@code line:column} of a part, or of the nearest part around it. */
  String of(JsonPointer pointer) {
    JsonPointer nearest = pointer;
    while (!known.containsKey(nearest) && !nearest.matches()) {
      nearest = nearest.head();
    }
    return text(known.get(nearest));
  }

  /** {@code line:column}; the file's beginning where nothing is known. */
  static String text(@Nullable JsonLocation location) {
    return location == null ? "1:1" : location.getLineNr() + ":" + location.getColumnNr();
  }

  private static final class Place {
    private final JsonPointer pointer;
    private final boolean array;
    private @Nullable String field;
    private int index = -1;

    Place(JsonPointer pointer, boolean array) {
      this.pointer = pointer;
      this.array = array;
    }

    JsonPointer child() {
      return array
          ? pointer.appendIndex(index)
          : pointer.appendProperty(Objects.requireNonNull(field));
    }
  }
}
