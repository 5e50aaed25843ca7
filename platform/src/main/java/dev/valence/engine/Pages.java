package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.model.ApiException;
import dev.valence.model.PageRequest;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the list of a resource comes in pages, and which one a call asks for (contract, element
 * format 8).
 *
 * @param style who pages, and how
 * @param size the items of a page
 * @param sized whether the vendor is told the size
 * @param startIndex the vendor's number of the first page
 * @param number the page that was asked for by its number, 1 without one
 * @param place where the page begins, as the page before it told; null for a page by its number
 * @param key where the vendor says the next cursor; null unless it pages by cursors
 * @param warning what went differently from what was asked, or null
 */
record Pages(
    Style style,
    int size,
    boolean sized,
    int startIndex,
    int number,
    @Nullable String place,
    @Nullable NextPageKey key,
    @Nullable String warning) {

  /** The parameters of a caller that name a page. */
  static final Set<String> PARAMETERS = Set.of("page", "pageSize", "nextPage");

  /** Who pages. */
  enum Style {
    /** Nobody: what was sent about pages is a parameter like others. */
    NONE,
    /** The vendor, and says in each page where the next one begins. */
    CURSOR,
    /** The vendor, by numbers of pages. */
    NUMBER,
    /** The vendor, by the number of the first item. */
    OFFSET,
    /** We, of a list that comes whole. */
    SLICE
  }

  /**
   * Reads what a call says of pages.
   *
   * @throws ApiException 400 for a wrong page or size
   */
  static Pages of(ConnectedInstance instance, Resource resource, HubCall call) {
    NextPageKey key = NextPageKey.of(resource.nextPageKey()).orElse(null);
    Style style = style(instance, resource, key);
    if (style == Style.NONE) {
      return new Pages(style, 0, false, 1, 1, null, null, null);
    }
    int maximum = maximum(instance, resource);
    int asked = number(call, "pageSize").orElse(maximum);
    int size = Math.min(new PageRequest(asked, null).size(), maximum);
    String warning =
        size == asked
            ? null
            : "pageSize " + asked + " is above the provider's maximum; " + size + " was used.";
    return new Pages(
        style,
        size,
        sends(resource, "pageSize"),
        startIndex(instance),
        number(call, "page").orElse(1),
        call.queryValue("nextPage").orElse(null),
        key,
        warning);
  }

  private static Style style(
      ConnectedInstance instance, Resource resource, @Nullable NextPageKey key) {
    String type = String.valueOf(resource.paginationType()).strip();
    if (type.equals("NO_PAGINATION")) {
      return Style.NONE;
    }
    if (type.equals("VENDOR_NOT_SUPPORTED")) {
      return Style.SLICE;
    }
    if (key != null && sends(resource, "nextPage")) {
      return Style.CURSOR;
    }
    String numbers = type(instance);
    if (numbers.equals("cursor") || !(sends(resource, "page") || sends(resource, "nextPage"))) {
      return Style.NONE;
    }
    return numbers.equals("offset") ? Style.OFFSET : Style.NUMBER;
  }

  private static String type(ConnectedInstance instance) {
    return instance
        .configuration("pagination.type")
        .map(type -> type.strip().toLowerCase(Locale.ROOT))
        .orElse("page");
  }

  private static int startIndex(ConnectedInstance instance) {
    return instance
            .configuration("pagination.page.startindex")
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .map(text -> text.equals("0"))
            .orElseGet(() -> type(instance).endsWith("0"))
        ? 0
        : 1;
  }

  private static int maximum(ConnectedInstance instance, Resource resource) {
    String text = instance.configuration("pagination.max").map(String::strip).orElse("");
    if (text.isEmpty()) {
      return PageRequest.DEFAULT_SIZE;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw ApiException.of(
          501, "pagination.max '" + text + "' is no number, for " + resource.path() + ".");
    }
    return Math.min(Integer.parseInt(text), PageRequest.MAXIMUM_SIZE);
  }

  /** Whether the vendor is told what a caller says of pages. */
  private static boolean sends(Resource resource, String name) {
    return resource.parameters().stream()
        .filter(parameter -> concerns(parameter) && parameter.name().equals(name))
        .anyMatch(parameter -> !"no-op".equals(parameter.vendorType()));
  }

  /** Whether a parameter says something of pages. */
  static boolean concerns(Parameter parameter) {
    return parameter.source().equals("request")
        && parameter.type().equals("query")
        && PARAMETERS.contains(parameter.name());
  }

  private static Optional<Integer> number(HubCall call, String name) {
    return call.queryValue(name)
        .filter(Predicate.not(String::isBlank))
        .map(String::strip)
        .map(text -> {
          if (!text.matches("[1-9]\\d{0,8}")) {
            throw ApiException.badRequest(
                name + " must be a number, not less than 1, not '" + text + "'.");
          }
          return Integer.parseInt(text);
        });
  }

  /** The same list from another place. */
  Pages at(String other) {
    return new Pages(style, size, sized, startIndex, 1, other, key, warning);
  }

  /** The pages that lead to the one that was asked for, which a vendor with cursors has to give. */
  int before() {
    return style == Style.CURSOR && place == null ? number - 1 : 0;
  }

  /** What stands for the caller's page, pageSize and nextPage; what is not here is not sent. */
  Map<String, String> parameters(HubCall call) {
    Map<String, String> values = new HashMap<>();
    switch (style) {
      case NONE ->
          PARAMETERS.forEach(
              name -> call.queryValue(name).ifPresent(value -> values.put(name, value)));
      case SLICE -> {}
      case CURSOR -> {
        values.put("pageSize", String.valueOf(size));
        if (place != null) {
          values.put("nextPage", place);
        }
      }
      case NUMBER, OFFSET -> {
        values.put("pageSize", String.valueOf(size));
        if (place != null || call.queryValue("page").isPresent()) {
          long vendors = style == Style.OFFSET ? first() : first() - 1 + startIndex;
          values.put("page", String.valueOf(vendors));
          values.put("nextPage", String.valueOf(vendors));
        }
      }
    }
    return values;
  }

  /** The first item, from 0; for pages by number the page, from 1. */
  private long first() {
    if (place != null) {
      if (!place.matches("\\d{1,18}")) {
        throw ApiException.badRequest("nextPage is of another kind of list.");
      }
      return Long.parseLong(place);
    }
    return style == Style.NUMBER ? number : (number - 1L) * size;
  }

  /** The answer with the page that was asked for, and where the next one begins. */
  HubAnswer answer(JsonNode content, VendorAnswer answer) {
    return switch (style) {
      case NONE -> HubAnswer.json(content);
      case CURSOR -> page(content, cursor(answer));
      case NUMBER -> page(content, full(content) ? String.valueOf(first() + 1) : null);
      case OFFSET -> page(content, full(content) ? String.valueOf(first() + content.size()) : null);
      case SLICE -> content instanceof ArrayNode all ? slice(all) : HubAnswer.json(content);
    };
  }

  /** Where the vendor says that it goes on; a page that leads to itself would have no end. */
  private @Nullable String cursor(VendorAnswer answer) {
    return Optional.ofNullable(key)
        .flatMap(known -> known.find(answer))
        .filter(next -> !next.equals(place))
        .orElse(null);
  }

  /**
   * Whether more may follow: of a page that is full, the vendor does not say whether it is last.
   */
  private boolean full(JsonNode content) {
    return content.isArray() && content.size() >= (sized ? size : 1);
  }

  private HubAnswer slice(ArrayNode all) {
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    long end = Math.min(first() + size, all.size());
    for (long i = first(); i < end; i++) {
      page.add(all.get((int) i));
    }
    return page(page, end < all.size() ? String.valueOf(end) : null);
  }

  private HubAnswer page(JsonNode content, @Nullable String next) {
    return new HubAnswer(200, new HubAnswer.Json(content), warning, next);
  }
}
