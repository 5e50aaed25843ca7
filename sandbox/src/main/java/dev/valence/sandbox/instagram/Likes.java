package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.util.ArrayList;
import java.util.List;

/** Which account likes what, in the order in which they said so. */
final class Likes {

  private record Like(User user, String media) {}

  private final List<Like> likes = new ArrayList<>();

  synchronized void add(User user, Media media) {
    Like like = new Like(user, media.id());
    if (!likes.contains(like)) {
      likes.add(like);
    }
  }

  synchronized void remove(User user, Media media) {
    likes.remove(new Like(user, media.id()));
  }

  synchronized void removeOf(Media media) {
    likes.removeIf(like -> like.media().equals(media.id()));
  }

  /** Who likes it. */
  synchronized List<User> of(Media media) {
    return likes.stream().filter(like -> like.media().equals(media.id())).map(Like::user).toList();
  }

  /** The identifiers of what a user likes, the latest first. */
  synchronized List<String> by(User user) {
    return likes.reversed().stream()
        .filter(like -> like.user().equals(user))
        .map(Like::media)
        .toList();
  }

  synchronized void reset() {
    likes.clear();
  }
}
