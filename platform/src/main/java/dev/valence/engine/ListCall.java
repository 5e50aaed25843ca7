package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call of a list, whatever is listed: from its paging parameters to the answer with the page that
 * they ask for (contract, core 5.0).
 *
 * @param arguments the checked parameters
 * @param maximumPageSize the most items that the vendor lists in one call
 */
record ListCall(Arguments arguments, int maximumPageSize) {

  private static final String RETURN_COUNT = "returnCount";

  /**
   * Answers with a page.
   *
   * @param source gives a page of the list
   * @param form the answer's form of an item
   */
  <T> HubAnswer answer(Function<PageRequest, Page<T>> source, Function<T, JsonNode> form) {
    HubAnswer answer = page(source, form);
    return arguments.flag(RETURN_COUNT) ? answer.withTotal(count(source)) : answer;
  }

  /** Answers with a page, and leaves counting to who asks. */
  <T> HubAnswer page(Function<PageRequest, Page<T>> source, Function<T, JsonNode> form) {
    int asked = arguments.number("pageSize", PageRequest.DEFAULT_SIZE);
    int size = Math.min(asked, maximumPageSize);
    Page<T> page = page(source, size);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    page.items().stream().map(form).forEach(items::add);
    String warning =
        size == asked
            ? null
            : "pageSize " + asked + " is above the provider's maximum; " + size + " was used.";
    return new HubAnswer(200, new HubAnswer.Json(items), warning, page.next());
  }

  /** How many items the whole list has, which is read to its end to know. */
  private <T> long count(Function<PageRequest, Page<T>> source) {
    long count = 0;
    String next = null;
    do {
      Page<T> page =
          source.apply(new PageRequest(Math.min(maximumPageSize, PageRequest.MAXIMUM_SIZE), next));
      count += page.items().size();
      next = page.next();
    } while (next != null);
    return count;
  }

  /** The page of a token, or of a number, to which the pages before it lead. */
  private <T> Page<T> page(Function<PageRequest, Page<T>> source, int size) {
    Optional<String> next = arguments.text("nextPage");
    Page<T> page = source.apply(new PageRequest(size, next.orElse(null)));
    int number = next.isPresent() ? 1 : arguments.number("page", 1);
    for (int i = 1; i < number; i++) {
      if (page.next() == null) {
        return Page.only(List.of());
      }
      page = source.apply(new PageRequest(size, page.next()));
    }
    return page;
  }
}
