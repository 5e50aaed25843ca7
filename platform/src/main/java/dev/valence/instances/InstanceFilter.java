package dev.valence.instances;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of an organization's instances are wanted; they must meet all of it.
 *
 * @param elementId the element; null for any
 * @param accountId the account; null for any
 * @param tags tags that each of them has
 * @param searchText what their name, or their element's key, contains, in any case; null for any
 * @param searchedElements the elements whose key contains the text
 * @param state {@code connected} or {@code needs_consent}; null for any
 */
record InstanceFilter(
    @Nullable Long elementId,
    @Nullable Long accountId,
    List<String> tags,
    @Nullable String searchText,
    List<Long> searchedElements,
    @Nullable String state) {

  InstanceFilter {
    tags = List.copyOf(tags);
    searchedElements = List.copyOf(searchedElements);
  }

  /** Every instance. */
  static InstanceFilter all() {
    return new InstanceFilter(null, null, List.of(), null, List.of(), null);
  }

  /** The instances of an element among these. */
  InstanceFilter ofElement(long id) {
    return new InstanceFilter(id, accountId, tags, searchText, searchedElements, state);
  }

  /** The instances of an account among these. */
  InstanceFilter ofAccount(long id) {
    return new InstanceFilter(elementId, id, tags, searchText, searchedElements, state);
  }
}
