package dev.valence.sandbox.dropbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The changes of a tree in their order, numbered from 1. Not safe for concurrent use. */
final class Journal {

  /**
   * Some of the changes.
   *
   * @param entries the new states
   * @param sequence the number of the last change looked at
   * @param more whether there are further changes
   */
  record Changes(List<Entry> entries, int sequence, boolean more) {}

  private final List<Entry> changes = new ArrayList<>();
  private final Map<String, Integer> latestByPath = new HashMap<>();

  void add(Entry entry) {
    changes.add(entry);
    latestByPath.put(entry.lowerPath(), changes.size());
  }

  int sequence() {
    return changes.size();
  }

  /** The changes after a number; a state that was changed again later is left out. */
  Changes after(int sequence, int limit, Predicate<Entry> wanted) {
    List<Entry> found = new ArrayList<>();
    int last = sequence;
    for (int number = sequence + 1; number <= changes.size(); number++) {
      Entry entry = changes.get(number - 1);
      Integer latest = latestByPath.get(entry.lowerPath());
      if (latest != null && latest == number && wanted.test(entry)) {
        if (found.size() == limit) {
          return new Changes(found, last, true);
        }
        found.add(entry);
      }
      last = number;
    }
    return new Changes(found, last, false);
  }
}
