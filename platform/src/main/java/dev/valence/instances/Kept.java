package dev.valence.instances;

import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What calls and steps find out and have kept in an instance's configuration (contract, element
 * format 6 and 7.2). What it is comes from providers and from scripts, so it has bounds.
 */
final class Kept {

  /** As many characters as a value may have. */
  private static final int LONGEST = 65_536;

  /** As many values as an instance may have. */
  private static final int MOST = 1_000;

  /** What the platform alone writes. */
  private static final Set<String> PLATFORM = Set.of(LentApp.MARK, StoredTokens.PREVIOUS_REFRESH);

  private Kept() {}

  /**
   * The configuration with values that are kept. One that counts already is not made a value of the
   * instance's own.
   *
   * @param values the texts by their keys; an empty one takes the value away
   * @throws ApiException 502 that names everything that cannot be stored
   */
  static ConfiguredElement in(ConfiguredElement before, Map<String, String> values) {
    ConfiguredElement after = before;
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String key = value.getKey();
      String text = value.getValue();
      if (PLATFORM.contains(key) || before.find(key).filter(text::equals).isPresent()) {
        continue;
      }
      if (key.indexOf(0) >= 0 || text.indexOf(0) >= 0 || text.length() > LONGEST) {
        faults.add(key.replace('\0', '?') + " has a NUL character, or is too long.");
      }
      after = text.isEmpty() ? after.without(Set.of(key)) : after.with(key, text);
    }
    if (after.values().size() > MOST && after.values().size() > before.values().size()) {
      faults.add("There would be more than " + MOST + " values.");
    }
    if (!faults.isEmpty()) {
      throw ApiException.of(
          502,
          "What came of a call of %s cannot be kept. %s"
              .formatted(before.element().name(), String.join(" ", faults)));
    }
    return StoredTokens.dated(before, after, values.keySet());
  }

  /**
   * Refuses what would lead calls, or a lent secret, elsewhere than they may go.
   *
   * @throws ApiException 502 that names the URLs
   */
  static void requireAllowed(ConfiguredElement before, ConfiguredElement after) {
    if (Destinations.differ(before, after)) {
      Destinations.requireAllowed(after);
      List<String> faults = LentApp.faults(after);
      if (!faults.isEmpty()) {
        throw ApiException.of(502, String.join(" ", faults));
      }
    }
  }

  /** The keys of the values that are not the platform's alone. */
  static Set<String> keys(ConfiguredElement configured) {
    return configured.without(PLATFORM).values().keySet();
  }
}
