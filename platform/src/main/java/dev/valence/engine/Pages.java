package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.model.ApiException;
import dev.valence.model.PageRequest;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the list of a resource comes in pages, and which one a call asks for (contract, element
 * format 8 and core 5.0).
 *
 * @param style who pages, and how
 * @param size the items of a page
 * @param cut whether what the vendor gives beyond a page is kept for the next one
 * @param sized whether the vendor is told the size
 * @param startIndex the vendor's number of the first page
 * @param number the page that was asked for by its number, 1 without one
 * @param place where the page begins
 * @param key where the vendor says the next cursor; null unless it pages by cursors
 * @param warning what went differently from what was asked, or null
 */
record Pages(
    Style style,
    int size,
    boolean cut,
    boolean sized,
    int startIndex,
    int number,
    Place place,
    @Nullable NextPageKey key,
    @Nullable String warning) {

  /** The parameters of a caller that name a page. */
  static final Set<String> PARAMETERS = Set.of("page", "pageSize", "nextPage");

  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

  /** By which a hook says where the next page is, and how many items there are. */
  private static final String NEXT_OF_HOOK = "elements-next-page-token";

  private static final String TOTAL_OF_HOOK = "elements-total-count";

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
    Optional<String> token = call.queryValue("nextPage").filter(Predicate.not(String::isEmpty));
    if (style == Style.NONE && !cuts(resource, call)) {
      // A token is what a hook gave, or what the vendor is told as it is.
      Place place = token.map(Place::of).orElse(Place.FIRST);
      return new Pages(style, 0, false, false, 1, 1, place, null, null);
    }
    Limits limits = Limits.of(instance, resource);
    int asked = number(call, "pageSize").orElse(limits.standard());
    int size = Math.min(new PageRequest(asked, null).size(), limits.maximum());
    String warning =
        size == asked
            ? null
            : "pageSize " + asked + " is above the provider's maximum; " + size + " was used.";
    Pages pages =
        new Pages(
            style,
            size,
            style == Style.SLICE || cuts(resource, call),
            sends(resource, "pageSize"),
            startIndex(instance),
            style == Style.NONE && declares(resource, "page") // a hook knows what to do with it
                ? 1
                : number(call, "page").orElse(1),
            token.map(Place::of).orElse(Place.FIRST),
            key,
            warning);
    return token.isPresent() ? pages.checked() : pages.jumped();
  }

  /** Whoever asks for pages of a size gets them, whatever the vendor knows of it. */
  private static boolean cuts(Resource resource, HubCall call) {
    return !"NO_PAGINATION".equals(resource.paginationType())
        && (call.queryValue("pageSize").isPresent()
            || call.queryValue("nextPage").map(Place::of).filter(at -> at.skip() > 0).isPresent());
  }

  /** A token of another list has no number. */
  private Pages checked() {
    boolean numbered = style == Style.NUMBER || style == Style.OFFSET;
    String vendors = place.vendors();
    if (numbered && !place.ofHook() && vendors != null && !vendors.matches("\\d{1,18}")) {
      throw ApiException.badRequest("nextPage is of another kind of list.");
    }
    return this;
  }

  /** A page by its number is gone to at once, where that is possible. */
  private Pages jumped() {
    if (number == 1) {
      return this;
    }
    return switch (style) {
      case NUMBER -> sized || !cut ? at(Place.at(String.valueOf(number))) : this;
      case OFFSET -> at(Place.at(String.valueOf((number - 1L) * size)));
      case SLICE ->
          at(Place.FIRST.skipping((int) Math.min((number - 1L) * size, Integer.MAX_VALUE)));
      case NONE, CURSOR -> this;
    };
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

  /** Whether the vendor is told what a caller says of pages. */
  private static boolean sends(Resource resource, String name) {
    return resource.parameters().stream()
        .filter(parameter -> concerns(parameter) && parameter.name().equals(name))
        .anyMatch(parameter -> !"no-op".equals(parameter.vendorType()));
  }

  private static boolean declares(Resource resource, String name) {
    return resource.parameters().stream()
        .anyMatch(parameter -> concerns(parameter) && parameter.name().equals(name));
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
          if (!COUNT.matcher(text).matches()) {
            throw ApiException.badRequest(
                name + " must be a number, not less than 1, not '" + text + "'.");
          }
          return Integer.parseInt(text);
        });
  }

  /** The same list from another place. */
  Pages at(Place other) {
    return new Pages(style, size, cut, sized, startIndex, 1, other, key, warning);
  }

  /** The pages that lead to the one that was asked for, which cannot be gone to at once. */
  int before() {
    return number - 1;
  }

  /** What stands for the caller's page, pageSize and nextPage; what is not here is not sent. */
  Map<String, String> parameters(HubCall call) {
    Map<String, String> values = new HashMap<>();
    String vendors = place.vendors();
    switch (style) {
      case NONE -> {
        PARAMETERS.forEach(
            name -> call.queryValue(name).ifPresent(value -> values.put(name, value)));
        if (vendors != null) {
          values.put("nextPage", vendors);
        }
      }
      case SLICE -> {}
      case CURSOR -> {
        values.put("pageSize", String.valueOf(size));
        if (vendors != null) {
          values.put("nextPage", vendors);
        }
      }
      case NUMBER, OFFSET -> {
        values.put("pageSize", String.valueOf(size));
        if (place.ofHook() && vendors != null) {
          values.put("nextPage", vendors);
        } else if (vendors != null || call.queryValue("page").isPresent()) {
          long number = style == Style.OFFSET ? first() : first() - 1 + startIndex;
          values.put("page", String.valueOf(number));
          values.put("nextPage", String.valueOf(number));
        }
      }
    }
    return values;
  }

  /** The first item of the vendor's page, from 0; for pages by number the page, from 1. */
  private long first() {
    String vendors = place.vendors();
    if (vendors != null && !place.ofHook()) {
      return Long.parseLong(vendors);
    }
    return style == Style.NUMBER ? 1 : 0;
  }

  /** The answer with the page that was asked for, and where the next one begins. */
  HubAnswer answer(VendorAnswer answer) {
    JsonNode content = answer.body;
    HubAnswer page = page(content, next(content, answer).orElse(null));
    return answer
        .header(TOTAL_OF_HOOK)
        .filter(total -> total.matches("\\d{1,18}"))
        .map(total -> page.withTotal(Long.parseLong(total)))
        .orElse(page);
  }

  private HubAnswer page(JsonNode content, @Nullable Place next) {
    if (!(content instanceof ArrayNode items) || !cut) {
      return new HubAnswer(
          200, new HubAnswer.Json(content), warning, next == null ? null : next.text());
    }
    int end = (int) Math.min((long) place.skip() + size, items.size());
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    for (int i = place.skip(); i < end; i++) {
      page.add(items.get(i));
    }
    Place following = end < items.size() ? place.skipping(end) : next;
    return new HubAnswer(
        200, new HubAnswer.Json(page), warning, following == null ? null : following.text());
  }

  /** Where the vendor's next page begins; a page that leads to itself would have no end. */
  private Optional<Place> next(JsonNode content, VendorAnswer answer) {
    Optional<Place> ofHook =
        answer.header(NEXT_OF_HOOK).filter(Predicate.not(String::isBlank)).map(Place::ofHook);
    Optional<Place> next =
        ofHook.isPresent() && style != Style.CURSOR
            ? ofHook
            : switch (style) {
              case NONE, SLICE -> Optional.empty();
              case CURSOR ->
                  Optional.ofNullable(key)
                      .flatMap(known -> known.find(answer))
                      .or(() -> answer.header(NEXT_OF_HOOK))
                      .filter(Predicate.not(String::isBlank))
                      .map(Place::at);
              case NUMBER -> full(content) ? Optional.of(numbered(1)) : Optional.empty();
              case OFFSET ->
                  full(content) ? Optional.of(numbered(content.size())) : Optional.empty();
            };
    return next.filter(found -> !Objects.equals(found.vendors(), place.vendors()));
  }

  private Place numbered(int step) {
    return Place.at(String.valueOf(first() + step));
  }

  /**
   * Whether more may follow: of a page that is full, the vendor does not say whether it is last.
   */
  private boolean full(JsonNode content) {
    return content.isArray() && content.size() >= (sized ? size : 1);
  }

  /**
   * How large a page may be.
   *
   * @param standard the size where a call says none
   * @param maximum the most that the vendor gives
   */
  private record Limits(int standard, int maximum) {

    private static final String MAXIMUM = "pagination.max";

    /** The setting is a number, or numbers by the object's name (contract, platform 6.3). */
    static Limits of(ConnectedInstance instance, Resource resource) {
      Optional<JsonNode> declared =
          instance.configuration("pagination").flatMap(Limits::json).filter(JsonNode::isObject);
      int maximum =
          instance
              .configuration(MAXIMUM)
              .flatMap(Limits::json)
              .map(value -> value.isObject() ? ofObject(value, resource) : value)
              .flatMap(Limits::number)
              .or(() -> declared.flatMap(value -> number(value.path("maxPageSize"))))
              .map(value -> Math.min(value, PageRequest.MAXIMUM_SIZE))
              .orElse(PageRequest.DEFAULT_SIZE);
      int standard =
          declared
              .flatMap(value -> number(value.path("defaultPageSize")))
              .map(value -> Math.min(value, maximum))
              .orElse(maximum);
      return new Limits(standard, maximum);
    }

    private static JsonNode ofObject(JsonNode sizes, Resource resource) {
      String[] segments = resource.path().split("/", 5);
      String name = resource.objectName();
      JsonNode own = name == null ? MissingNode.getInstance() : sizes.path(name);
      if (own.isMissingNode() && segments.length > 3) {
        own = sizes.path(segments[3]);
      }
      return own.isMissingNode() ? sizes.path("default") : own;
    }

    private static Optional<JsonNode> json(String text) {
      return Json.parse(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> number(JsonNode value) {
      String text = value.asText().strip();
      return COUNT.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
  }
}
