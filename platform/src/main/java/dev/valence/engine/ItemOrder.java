package dev.valence.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list by a field. A page is found by reading the whole list and keeping no more of
 * it than the page; it begins behind the last item of the page before, so that what is added to the
 * list or taken from it meanwhile makes neither a gap nor a double.
 *
 * @param field the field
 * @param descending whether the largest comes first
 */
record ItemOrder(String field, boolean descending) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A list that is longer is not put in order, since each page would read all of it. */
  private static final int MOST_PORTIONS = 500;

  /**
   * Where an item stands.
   *
   * @param key the field's value as text that sorts as the values do; null without a value
   * @param id tells items apart whose values are the same
   */
  private record Position(@Nullable String key, String id) {}

  /**
   * Reads an order, such as {@code name desc}.
   *
   * @throws ApiException 400 when it is none
   */
  static ItemOrder parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
    if (words.length > 2
        || !ItemFields.known(words[0])
        || !List.of("asc", "desc").contains(direction)) {
      throw ApiException.badRequest(
          "orderBy must be a field of the items and 'asc' or 'desc', such as 'name desc'.");
    }
    return new ItemOrder(words[0], direction.equals("desc"));
  }

  /**
   * The page that was asked for.
   *
   * @param portions the list
   * @param wanted which items there are
   * @throws ApiException 400 for a beginning of the page that cannot be one, and for a list that is
   *     too long
   */
  Page<CloudFile> page(
      PageRequest request, Portions<CloudFile> portions, Predicate<CloudFile> wanted) {
    Position behind = request.nextPage().map(ItemOrder::parsePosition).orElse(null);
    Comparator<Position> order = order();
    PriorityQueue<CloudFile> page =
        new PriorityQueue<>(Comparator.comparing(this::position, order).reversed());
    String place = null;
    int read = 0;
    do {
      if (++read > MOST_PORTIONS) {
        throw ApiException.badRequest("The list is too long to be put in order.");
      }
      Portion<CloudFile> portion =
          place == null ? portions.first(request.size()) : portions.at(place);
      for (CloudFile item : portion.items()) {
        if (wanted.test(item) && (behind == null || order.compare(position(item), behind) > 0)) {
          page.add(item);
          if (page.size() > request.size() + 1) {
            page.remove();
          }
        }
      }
      place = portion.next();
    } while (place != null);
    List<CloudFile> items =
        page.stream().sorted(Comparator.comparing(this::position, order)).toList();
    if (items.size() <= request.size()) {
      return Page.only(items);
    }
    List<CloudFile> first = items.subList(0, request.size());
    return new Page<>(first, text(position(first.getLast())));
  }

  private Comparator<Position> order() {
    Comparator<Position> byKey =
        Comparator.comparing(Position::key, Comparator.nullsFirst(Comparator.naturalOrder()));
    return (descending ? byKey.reversed() : byKey).thenComparing(Position::id);
  }

  private Position position(CloudFile item) {
    String key =
        ItemFields.of(item).values(field).stream().findFirst().map(ItemOrder::key).orElse(null);
    return new Position(key, item.id());
  }

  /** A text that sorts as values of its kind do. */
  private static String key(Object value) {
    return switch (value) {
      case Instant moment -> "%019d".formatted(Math.max(0, moment.toEpochMilli()));
      case Number number -> "%019d".formatted(number.longValue());
      default -> String.valueOf(value).toLowerCase(Locale.ROOT) + '\0' + value;
    };
  }

  private static String text(Position position) {
    try {
      return JSON.writeValueAsString(position);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Position parsePosition(String text) {
    try {
      Position position = JSON.readValue(text, Position.class);
      if (position.id() != null) {
        return position;
      }
    } catch (JacksonException e) {
      // Told below.
    }
    throw DocumentsErrors.unknownPage(null);
  }
}
