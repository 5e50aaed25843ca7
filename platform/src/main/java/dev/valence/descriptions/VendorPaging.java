package dev.valence.descriptions;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes how the lists of a vendor come in pages, by the names of query parameters and of what
 * answers hold. Only what leaves no doubt is taken: anything else stays a parameter like others.
 *
 * <p>An element has one kind of page numbers (contract, element format 8); the calls that have the
 * other kind are left as they are. Cursors are each call's own.
 */
final class VendorPaging {

  private static final Set<String> SIZES =
      Set.of(
          "per_page",
          "perpage",
          "page_size",
          "pagesize",
          "limit",
          "maxresults",
          "max_results",
          "page[size]",
          "page[limit]",
          "$top",
          "results_per_page",
          "resultsperpage");
  private static final Set<String> PAGES =
      Set.of("page", "page_number", "pagenumber", "page[number]");
  private static final Set<String> OFFSETS =
      Set.of("offset", "$skip", "skip", "startat", "start_at", "page[offset]", "firstresult");
  private static final Set<String> CURSORS =
      Set.of(
          "cursor",
          "page_token",
          "pagetoken",
          "next_token",
          "nexttoken",
          "next_page_token",
          "nextpagetoken",
          "page[cursor]",
          "page[after]",
          "continuation_token",
          "continuationtoken");

  /** Where an answer has the next cursor, written without separators. */
  private static final Set<String> NEXT_CURSORS =
      Set.of(
          "nextcursor",
          "nextpagetoken",
          "nexttoken",
          "nextpagecursor",
          "nextcontinuationtoken",
          "endcursor");

  /** What lists are called in the answers that have more than the list. */
  private static final Set<String> LISTS =
      Set.of("data", "items", "results", "values", "records", "value", "entries", "content");

  private static final int SMALLEST = 10;
  private static final int LARGEST = 1000;

  /** The kinds of numbers. */
  private enum Kind {
    PAGE,
    OFFSET,
    CURSOR
  }

  /**
   * How a call pages.
   *
   * @param names the hub's names by the vendor's
   * @param rootKey where the answer has the list, or null when it is the list
   * @param nextPageKey where the answer has the next cursor, or null
   */
  record Plan(Map<String, String> names, @Nullable String rootKey, @Nullable String nextPageKey) {}

  private record Candidate(Kind kind, Plan plan, int first, @Nullable Integer maximum) {}

  private final References references;
  private final Map<Object, Candidate> candidates = new HashMap<>();

  VendorPaging(References references) {
    this.references = references;
  }

  /**
   * Looks at a call that reads.
   *
   * @param call what it is known by
   * @param parameters its parameters
   * @param answer the schema of its answer
   * @param collection the last segment of its path
   */
  void look(Object call, List<Parameter> parameters, Schema<?> answer, String collection) {
    Parameter size = find(parameters, SIZES);
    Parameter page = find(parameters, PAGES);
    Parameter offset = find(parameters, OFFSETS);
    Parameter cursor = find(parameters, CURSORS);
    if (page == null && offset == null && cursor == null) {
      return;
    }
    Optional<String> list = list(answer, collection);
    if (list.isEmpty()) {
      return;
    }
    String rootKey = list.get().isEmpty() ? null : "|" + list.get();
    Map<String, String> names = new HashMap<>();
    if (size != null) {
      names.put(size.getName(), "pageSize");
    }
    String next = cursor == null ? null : next(answer, cursor.getName());
    if (cursor != null && next != null) {
      names.put(cursor.getName(), "nextPage");
      add(call, Kind.CURSOR, names, rootKey, next, 1, size);
    } else if (page != null && number(page)) {
      names.put(page.getName(), "page");
      add(call, Kind.PAGE, names, rootKey, null, first(page), size);
    } else if (offset != null && size != null && number(offset)) {
      names.put(offset.getName(), "page");
      add(call, Kind.OFFSET, names, rootKey, null, 0, size);
    }
  }

  private void add(
      Object call,
      Kind kind,
      Map<String, String> names,
      @Nullable String rootKey,
      @Nullable String next,
      int first,
      @Nullable Parameter size) {
    Integer maximum = null;
    if (size != null && references.schema(size.getSchema()).getMaximum() != null) {
      maximum =
          references
              .schema(size.getSchema())
              .getMaximum()
              .min(BigDecimal.valueOf(LARGEST))
              .intValue();
    }
    if (maximum == null || maximum >= SMALLEST) {
      candidates.put(call, new Candidate(kind, new Plan(names, rootKey, next), first, maximum));
    }
  }

  /** Adds the element's settings, and gives each call that pages its plan. */
  Map<Object, Plan> apply(ElementDraft draft) {
    long pages = count(Kind.PAGE, 0) + count(Kind.PAGE, 1);
    Kind kind = count(Kind.OFFSET, 0) > pages ? Kind.OFFSET : Kind.PAGE;
    int first = count(Kind.PAGE, 0) > count(Kind.PAGE, 1) ? 0 : 1;
    Map<Object, Plan> plans = new HashMap<>();
    List<Integer> maxima = new ArrayList<>();
    candidates.forEach((call, candidate) -> {
      boolean same =
          candidate.kind() == kind && (kind == Kind.OFFSET || candidate.first() == first);
      if (same || candidate.kind() == Kind.CURSOR) {
        plans.put(call, candidate.plan());
        if (candidate.maximum() != null) {
          maxima.add(candidate.maximum());
        }
      }
    });
    boolean numbers = pages > 0 || kind == Kind.OFFSET;
    String type = numbers || plans.isEmpty() ? kind.name().toLowerCase(Locale.ROOT) : "cursor";
    draft.configuration(
        Setting.known("pagination.type", "Pagination type", "How the vendor pages", type));
    draft.configuration(
        Setting.known(
            "pagination.page.startindex",
            "First page",
            "The vendor's number of the first page",
            String.valueOf(first)));
    draft.configuration(
        Setting.known(
            "pagination.max",
            "Page size",
            "The size of a page, and the most that can be asked for",
            String.valueOf(
                maxima.stream().min(Integer::compare).map(m -> Math.min(m, 100)).orElse(100))));
    return plans;
  }

  private long count(Kind kind, int first) {
    return candidates.values().stream()
        .filter(candidate -> candidate.kind() == kind && candidate.first() == first)
        .count();
  }

  /** A parameter that need not be sent, by one of several names. */
  private @Nullable Parameter find(List<Parameter> parameters, Set<String> names) {
    return parameters.stream()
        .filter(parameter -> "query".equals(parameter.getIn()))
        .filter(parameter -> !Boolean.TRUE.equals(parameter.getRequired()))
        .filter(parameter -> names.contains(parameter.getName().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private boolean number(Parameter parameter) {
    String type = SwaggerModels.type(references.schema(parameter.getSchema()));
    return type.equals("integer") || type.equals("number");
  }

  private int first(Parameter page) {
    Schema<?> schema = references.schema(page.getSchema());
    Object value = schema.getDefault() == null ? schema.getMinimum() : schema.getDefault();
    return value instanceof Number number && number.intValue() == 0 ? 0 : 1;
  }

  /** Where the list is: empty text for the answer itself. */
  private Optional<String> list(Schema<?> answer, String collection) {
    Schema<?> found = references.schema(answer);
    if (SwaggerModels.type(found).equals("array")) {
      return Optional.of("");
    }
    List<String> arrays =
        references.properties(found).entrySet().stream()
            .filter(property ->
                SwaggerModels.type(references.schema(property.getValue())).equals("array"))
            .map(Map.Entry::getKey)
            .toList();
    return arrays.stream()
        .filter(name -> LISTS.contains(name) || name.equals(collection))
        .filter(name -> arrays.size() == 1)
        .findFirst();
  }

  private @Nullable String next(Schema<?> answer, String cursor) {
    for (var property : references.properties(answer).entrySet()) {
      String name = property.getKey();
      if (NEXT_CURSORS.contains(plain(name))) {
        return "body." + name;
      }
      Schema<?> schema = references.schema(property.getValue());
      if (plain(name).equals("next") && url(schema)) {
        return "body." + name + "?" + cursor;
      }
      for (var inner : references.properties(schema).entrySet()) {
        if (NEXT_CURSORS.contains(plain(inner.getKey()))) {
          return "body." + name + "." + inner.getKey();
        }
        if (plain(inner.getKey()).equals("next") && url(references.schema(inner.getValue()))) {
          return "body." + name + "." + inner.getKey() + "?" + cursor;
        }
      }
    }
    return null;
  }

  private static boolean url(Schema<?> schema) {
    String format = String.valueOf(schema.getFormat());
    return format.equals("uri") || format.equals("url");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
