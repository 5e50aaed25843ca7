package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The media of all users. */
final class MediaStore {

  // The identifiers of today have 17 digits and begin like this.
  private static final long LOWEST_ID = 17_850_000_000_000_000L;
  private static final long HIGHEST_ID = 18_000_000_000_000_000L;
  private static final int SHORTCODE_BYTES = 8;

  private final InstantSource clock;
  private final List<Media> media = new ArrayList<>();
  private final Set<String> closed = new HashSet<>();

  MediaStore(InstantSource clock) {
    this.clock = clock;
  }

  /** A new identifier of anything but an account. */
  static String newId() {
    return Long.toString(ThreadLocalRandom.current().nextLong(LOWEST_ID, HIGHEST_ID));
  }

  /** The time at which something that happens now is published. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A new item; what is null gets a default. */
  static Media.Item item(
      Media.Type type,
      @Nullable String url,
      @Nullable String thumbnailUrl,
      @Nullable String shortcode,
      @Nullable String permalink) {
    String id = newId();
    String code = shortcode == null ? Secrets.random(SHORTCODE_BYTES) : shortcode;
    boolean video = type == Media.Type.VIDEO;
    String bytes = "https://scontent.cdninstagram.com/media/" + id;
    String thumbnail = thumbnailUrl == null ? bytes + ".jpg" : thumbnailUrl;
    return new Media.Item(
        id,
        code,
        type,
        url == null ? bytes + (video ? ".mp4" : ".jpg") : url,
        video ? thumbnail : null,
        permalink == null ? "https://www.instagram.com/p/" + code + "/" : permalink);
  }

  /**
   * Publishes something.
   *
   * @throws IllegalArgumentException when its shortcode is taken
   */
  synchronized Media add(Media made) {
    String shortcode = made.item().shortcode();
    if (media.stream().anyMatch(other -> other.item().shortcode().equals(shortcode))) {
      throw new IllegalArgumentException("shortcode is taken: " + shortcode);
    }
    media.add(made);
    return made;
  }

  synchronized Optional<Media> find(String id) {
    return media.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** A user's media in the order in which they were made. */
  synchronized List<Media> of(User user) {
    return media.stream().filter(entry -> isOf(user, entry)).toList();
  }

  /** A user's media, the newest first. */
  synchronized List<Media> newestFirst(User user) {
    return newestFirst(of(user));
  }

  /** All media, the newest first. */
  synchronized List<Media> newestFirst() {
    return newestFirst(media);
  }

  private static List<Media> newestFirst(List<Media> some) {
    // The sort is stable, so that of the same time the one made last comes first.
    return some.reversed().stream()
        .sorted(Comparator.comparing(Media::published).reversed())
        .toList();
  }

  synchronized void remove(Media entry) {
    media.removeIf(other -> other.id().equals(entry.id()));
  }

  synchronized boolean isOpenForComments(Media entry) {
    return !closed.contains(entry.id());
  }

  synchronized void openForComments(Media entry, boolean open) {
    if (open) {
      closed.remove(entry.id());
    } else {
      closed.add(entry.id());
    }
  }

  synchronized void reset() {
    media.clear();
    closed.clear();
  }

  private static boolean isOf(User user, Media media) {
    return media.owner().id().equals(user.id());
  }
}
