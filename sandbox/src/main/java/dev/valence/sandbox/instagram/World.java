package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The accounts with all that they have published, written, liked and followed. */
record World(
    SandboxClock clock,
    Users users,
    Profiles profiles,
    MediaStore media,
    Comments comments,
    Likes likes,
    Follows follows,
    Locations locations) {

  private static final Duration LIFE_OF_A_STORY = Duration.ofDays(1);

  static World of(SandboxClock clock, Users users) {
    return new World(
        clock,
        users,
        new Profiles(users),
        new MediaStore(clock),
        new Comments(clock),
        new Likes(),
        new Follows(),
        new Locations());
  }

  /** What a user has published to stay, the newest first. */
  List<Media> published(User user) {
    return media.newestFirst(user).stream()
        .filter(entry ->
            entry.product() == Media.Product.FEED || entry.product() == Media.Product.REELS)
        .toList();
  }

  /** A user's stories of the last day, the newest first. */
  List<Media> stories(User user) {
    return media.newestFirst(user).stream()
        .filter(entry -> entry.product() == Media.Product.STORY && isOfToday(entry))
        .toList();
  }

  /** What a user is recording, the newest first. */
  List<Media> live(User user) {
    return media.newestFirst(user).stream()
        .filter(entry -> entry.product() == Media.Product.LIVE)
        .toList();
  }

  /** What all have published to stay, the newest first. */
  List<Media> published() {
    return media.newestFirst().stream()
        .filter(entry ->
            entry.product() == Media.Product.FEED || entry.product() == Media.Product.REELS)
        .toList();
  }

  /** What was published with a tag, by accounts that are seen by all, the newest first. */
  List<Media> tagged(String hashtag) {
    return published().stream()
        .filter(entry -> !profiles.isPrivate(entry.owner()))
        .filter(entry -> Texts.hashtags(entry.caption()).contains(hashtag))
        .toList();
  }

  boolean isOfToday(Media entry) {
    return clock.instant().isBefore(entry.published().plus(LIFE_OF_A_STORY));
  }

  long likes(Media entry) {
    return entry.likes() + likes.of(entry).size();
  }

  long comments(Media entry) {
    return entry.comments() + comments.count(entry);
  }

  /** The accounts with these identifiers. */
  List<User> users(List<String> ids) {
    return ids.stream().flatMap(id -> users.find(id).stream()).toList();
  }

  /** The account of that name. */
  Optional<User> named(String username) {
    return users.all().stream()
        .filter(user -> profiles.username(user).equalsIgnoreCase(username))
        .findFirst();
  }

  /** Takes something back, with what was written below it. */
  void delete(Media entry) {
    media.remove(entry);
    comments.deleteOf(entry);
    likes.removeOf(entry);
  }

  void reset() {
    profiles.reset();
    media.reset();
    comments.reset();
    likes.reset();
    follows.reset();
    locations.reset();
  }
}
