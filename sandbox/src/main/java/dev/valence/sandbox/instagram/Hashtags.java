package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hashtags that were searched for: a limited number of different ones in seven days.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/hashtag-search">
 *     Hashtag Search</a>
 */
final class Hashtags {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final long LOWEST_ID = 17_843_000_000_000_000L;
  private static final long HIGHEST_ID = 17_844_000_000_000_000L;

  private record Search(String user, String tag) {}

  private final World world;
  private final Variants variants;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<Search, Instant> searches = new LinkedHashMap<>();

  Hashtags(World world, Variants variants) {
    this.world = world;
    this.variants = variants;
  }

  /**
   * Searches for a tag.
   *
   * @return its identifier, the same one always
   */
  synchronized String search(User user, String text) {
    String tag = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^#", "");
    if (tag.isEmpty()) {
      throw GraphException.invalidParameter("The parameter q is required");
    }
    if (world.tagged(tag).isEmpty()) {
      throw GraphException.publishing(24, 2207024, "The requested resource does not exist");
    }
    List<String> searched = searched(user);
    if (!searched.contains(tag) && searched.size() >= variants.number(Variants.HASHTAG_QUOTA)) {
      throw GraphException.publishing(
          18, 2207034, "The limit of unique hashtags within a 7 day period is reached");
    }
    searches.putIfAbsent(new Search(user.id(), tag), world.clock().instant());
    return id(tag);
  }

  /** The tags that a user has searched for in the last seven days, the first one first. */
  synchronized List<String> searched(User user) {
    Instant since = world.clock().instant().minus(WEEK);
    searches.values().removeIf(time -> !time.isAfter(since));
    return searches.keySet().stream()
        .filter(search -> search.user().equals(user.id()))
        .map(Search::tag)
        .toList();
  }

  synchronized String id(String tag) {
    return ids.computeIfAbsent(
        tag, _ -> Long.toString(ThreadLocalRandom.current().nextLong(LOWEST_ID, HIGHEST_ID)));
  }

  /** The tag of an identifier. */
  synchronized Optional<String> name(String id) {
    return ids.entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  synchronized void reset() {
    ids.clear();
    searches.clear();
  }
}
