package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has written below something that was published.
 *
 * @param id unique among all
 * @param media the identifier of what it is about
 * @param author who wrote it
 * @param text what
 * @param written when
 * @param parent the identifier of the comment that it replies to, or null
 * @param hidden whether only the media's owner sees it
 */
record Comment(
    String id,
    String media,
    User author,
    String text,
    Instant written,
    @Nullable String parent,
    boolean hidden) {

  Comment withHidden(boolean now) {
    return new Comment(id, media, author, text, written, parent, now);
  }
}
