package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All comments and the replies to them, in the order in which they were written. */
final class Comments {

  private final InstantSource clock;
  private final List<Comment> comments = new ArrayList<>();

  Comments(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Writes a comment.
   *
   * @param written when; null for now
   * @param parent the comment that it replies to, or null
   */
  synchronized Comment add(
      Media media, User author, String text, @Nullable Instant written, @Nullable Comment parent) {
    Comment made =
        new Comment(
            MediaStore.newId(),
            media.id(),
            author,
            text,
            written == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : written,
            parent == null ? null : parent.id(),
            false);
    comments.add(made);
    return made;
  }

  synchronized Optional<Comment> find(String id) {
    return comments.stream().filter(comment -> comment.id().equals(id)).findFirst();
  }

  /** Those that are no replies, the oldest first. */
  synchronized List<Comment> of(Media media) {
    return comments.stream()
        .filter(comment -> comment.media().equals(media.id()) && comment.parent() == null)
        .toList();
  }

  /** The replies to one, the oldest first. */
  synchronized List<Comment> repliesTo(Comment comment) {
    return comments.stream().filter(reply -> comment.id().equals(reply.parent())).toList();
  }

  /** How many there are below something that was published, with the replies. */
  synchronized long count(Media media) {
    return comments.stream().filter(comment -> comment.media().equals(media.id())).count();
  }

  synchronized List<Comment> by(User author) {
    return comments.stream().filter(comment -> comment.author().id().equals(author.id())).toList();
  }

  synchronized void hide(Comment comment, boolean hidden) {
    comments.replaceAll(
        other -> other.id().equals(comment.id()) ? other.withHidden(hidden) : other);
  }

  /** Deletes a comment with the replies to it. */
  synchronized void delete(Comment comment) {
    comments.removeIf(
        other -> other.id().equals(comment.id()) || comment.id().equals(other.parent()));
  }

  /** Deletes all that was written below something. */
  synchronized void deleteOf(Media media) {
    comments.removeIf(comment -> comment.media().equals(media.id()));
  }

  synchronized void reset() {
    comments.clear();
  }
}
