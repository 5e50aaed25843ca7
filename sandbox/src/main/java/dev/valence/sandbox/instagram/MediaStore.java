package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The media of all users. */
final class MediaStore implements FaceRecords {

  /** The only kind of record. */
  static final String TYPE = "media";

  // The identifiers of today have 17 digits and begin like this.
  private static final long LOWEST_ID = 17_850_000_000_000_000L;
  private static final long HIGHEST_ID = 18_000_000_000_000_000L;
  private static final int SHORTCODE_BYTES = 8;

  private final InstantSource clock;
  private final GraphNodes nodes;
  private final List<Media> media = new ArrayList<>();

  MediaStore(InstantSource clock, GraphNodes nodes) {
    this.clock = clock;
    this.nodes = nodes;
  }

  @Override
  public synchronized ObjectNode create(User user, String type, ObjectNode fields) {
    checkType(type);
    NewMedia wanted = NewMedia.read(fields);
    if (media.stream().anyMatch(other -> other.item().shortcode().equals(wanted.shortcode()))) {
      throw new IllegalArgumentException("shortcode is taken: " + wanted.shortcode());
    }
    Media made =
        new Media(
            item(
                wanted.typeOrImage(),
                wanted.url(),
                wanted.thumbnailUrl(),
                wanted.shortcode(),
                wanted.permalink()),
            user,
            wanted.caption(),
            wanted.published(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
            wanted.likes(),
            wanted.comments(),
            wanted.children().stream()
                .map(child -> item(child.type(), child.url(), child.thumbnailUrl(), null, null))
                .toList());
    media.add(made);
    return nodes.media(made);
  }

  private static Media.Item item(
      Media.@Nullable Type type,
      @Nullable String url,
      @Nullable String thumbnailUrl,
      @Nullable String shortcode,
      @Nullable String permalink) {
    String id = Long.toString(ThreadLocalRandom.current().nextLong(LOWEST_ID, HIGHEST_ID));
    String code = shortcode == null ? Secrets.random(SHORTCODE_BYTES) : shortcode;
    Media.Type kind = type == null ? Media.Type.IMAGE : type;
    boolean video = kind == Media.Type.VIDEO;
    String bytes = "https://scontent.cdninstagram.com/media/" + id;
    String thumbnail = thumbnailUrl == null ? bytes + ".jpg" : thumbnailUrl;
    return new Media.Item(
        id,
        code,
        kind,
        url == null ? bytes + (video ? ".mp4" : ".jpg") : url,
        video ? thumbnail : null,
        permalink == null ? "https://www.instagram.com/p/" + code + "/" : permalink);
  }

  @Override
  public synchronized List<ObjectNode> all(User user, String type) {
    checkType(type);
    return media.stream().filter(entry -> isOf(user, entry)).map(nodes::media).toList();
  }

  /** A user's media, the newest first. */
  synchronized List<Media> newestFirst(User user) {
    List<Media> own = new ArrayList<>(media.stream().filter(m -> isOf(user, m)).toList());
    // The sort is stable, so that of the same time the one made last comes first.
    return own.reversed().stream()
        .sorted(Comparator.comparing(Media::published).reversed())
        .toList();
  }

  synchronized void reset() {
    media.clear();
  }

  private static boolean isOf(User user, Media media) {
    return media.owner().id().equals(user.id());
  }

  private static void checkType(String type) {
    if (!type.equals(TYPE)) {
      throw new IllegalArgumentException("there is no type " + type + ", only " + TYPE);
    }
  }
}
