package dev.valence.sandbox.microsoft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which items of a drive changed, in order and numbered from 1. Not safe for concurrent use. */
final class Journal {

  /**
   * Some of the changes.
   *
   * @param itemIds the items, each at the place of its latest change
   * @param sequence the number of the last change looked at
   * @param more whether there are further changes
   */
  record Changes(List<String> itemIds, int sequence, boolean more) {}

  private final List<String> changes = new ArrayList<>();
  private final Map<String, Integer> latest = new HashMap<>();

  void add(String itemId) {
    changes.add(itemId);
    latest.put(itemId, changes.size());
  }

  int sequence() {
    return changes.size();
  }

  /** The changes after a number; one that was followed by another of the same item is left out. */
  Changes after(int sequence, int limit) {
    List<String> found = new ArrayList<>();
    int last = sequence;
    for (int number = sequence + 1; number <= changes.size(); number++) {
      String itemId = changes.get(number - 1);
      if (latest.getOrDefault(itemId, 0) == number) {
        if (found.size() == limit) {
          return new Changes(found, last, true);
        }
        found.add(itemId);
      }
      last = number;
    }
    return new Changes(found, last, false);
  }
}
