package dev.valence.engine;

import dev.valence.ceql.Where;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.model.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a list are wanted, and in which order (contract, core 5.1).
 *
 * @param text what the names hold
 * @param start the earliest moment of the last change
 * @param end the moment before which the last change was
 * @param tags the tags that an item has
 * @param where a further condition
 * @param order the order; empty for the vendor's
 */
record ItemSelection(
    Optional<String> text,
    Optional<Instant> start,
    Optional<Instant> end,
    List<String> tags,
    Optional<Where> where,
    Optional<ItemOrder> order) {

  ItemSelection {
    tags = List.copyOf(tags);
  }

  /**
   * Reads what a call wants.
   *
   * @param text what the names hold
   * @throws ApiException 400 that names everything that is wrong
   */
  static ItemSelection of(Arguments arguments, Optional<String> text) {
    List<String> faults = new ArrayList<>();
    if (arguments.text("startDate").isPresent() != arguments.text("endDate").isPresent()) {
      faults.add("startDate and endDate are sent both or not at all.");
    }
    Instant start = orFault(() -> moment(arguments, "startDate").orElse(null), faults);
    Instant end = orFault(() -> end(arguments).orElse(null), faults);
    Where where = orFault(() -> where(arguments).orElse(null), faults);
    ItemOrder order =
        orFault(
            () ->
                arguments
                    .text("orderBy")
                    .filter(sent -> !sent.isBlank())
                    .map(ItemOrder::parse)
                    .orElse(null),
            faults);
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    return new ItemSelection(
        text,
        Optional.ofNullable(start),
        Optional.ofNullable(end),
        arguments.texts("tags[]"),
        Optional.ofNullable(where),
        Optional.ofNullable(order));
  }

  /** Whether all items are wanted. */
  boolean everything() {
    return text.isEmpty() && start.isEmpty() && end.isEmpty() && tags.isEmpty() && where.isEmpty();
  }

  /** Whether the tags of items have to be known to choose among them. */
  boolean needsTags() {
    return !tags.isEmpty()
        || where
            .filter(condition ->
                condition.comparisons().stream()
                    .anyMatch(comparison -> ItemFields.noted(comparison.attribute())))
            .isPresent();
  }

  boolean wants(CloudFile item) {
    Instant modified = item.modifiedDate();
    return text.map(sent -> lower(item.name()).contains(lower(sent))).orElse(true)
        && start.map(moment -> modified != null && !modified.isBefore(moment)).orElse(true)
        && end.map(moment -> modified != null && modified.isBefore(moment)).orElse(true)
        && tags.stream().allMatch(tag -> item.tags().stream().anyMatch(tag::equalsIgnoreCase))
        && where.map(condition -> condition.holds(ItemFields.of(item)::values)).orElse(true);
  }

  /**
   * A day or a moment among the parameters.
   *
   * @throws ApiException 400 when it is neither
   */
  static Optional<Instant> moment(Arguments arguments, String name) {
    return arguments.text(name).filter(sent -> !sent.isBlank()).map(sent -> moment(name, sent));
  }

  /** The moment at which the last day ends, or the one behind the last moment. */
  private static Optional<Instant> end(Arguments arguments) {
    return arguments
        .text("endDate")
        .filter(sent -> !sent.isBlank())
        .map(sent -> {
          Instant last = moment("endDate", sent);
          return sent.strip().length() == "2026-05-01".length()
              ? last.plusSeconds(24 * 60 * 60)
              : last.plusMillis(1);
        });
  }

  /**
   * A day, which is its beginning, or a moment.
   *
   * @throws ApiException 400 when it is neither
   */
  static Instant moment(String name, String sent) {
    String text = sent.strip();
    try {
      if (text.matches("\\d{11,15}")) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      }
      return text.contains("T")
          ? OffsetDateTime.parse(text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)") ? text : text + "Z")
              .toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.badRequest(
          "The parameter '" + name + "' must be a date of ISO 8601, such as 2026-05-01.");
    }
  }

  private static Optional<Where> where(Arguments arguments) {
    Optional<Where> where = arguments.where();
    List<String> unknown =
        where.stream()
            .flatMap(condition -> condition.comparisons().stream())
            .map(Where.Comparison::attribute)
            .filter(field -> !ItemFields.known(field))
            .map(field -> "'" + field + "'")
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw ApiException.badRequest(
          "The condition names unknown fields: " + String.join(", ", unknown) + ".");
    }
    return where;
  }

  private static <T> @Nullable T orFault(Supplier<@Nullable T> value, List<String> faults) {
    try {
      return value.get();
    } catch (ApiException e) {
      faults.add(e.message());
      return null;
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
