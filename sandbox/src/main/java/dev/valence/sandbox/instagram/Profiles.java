package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the accounts look from outside. */
final class Profiles {

  /**
   * What an account says of itself.
   *
   * @param isPrivate whether it decides who sees what it publishes
   */
  record Profile(String biography, String website, boolean isPrivate) {
    private static final Profile EMPTY = new Profile("", "", false);
  }

  private final Users users;
  private final Map<String, Profile> profiles = new ConcurrentHashMap<>();

  Profiles(Users users) {
    this.users = users;
  }

  /** The name of the account: made of its address, with a number when an earlier one has it. */
  String username(User user) {
    String name = base(user);
    long earlier =
        users.all().stream()
            .takeWhile(other -> !other.id().equals(user.id()))
            .filter(other -> base(other).equals(name))
            .count();
    return earlier == 0 ? name : name + "_" + (earlier + 1);
  }

  private static String base(User user) {
    String local = user.email().substring(0, user.email().indexOf('@'));
    return local.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]", "_");
  }

  String pictureUrl(User user) {
    return "https://scontent.cdninstagram.com/profile/" + user.id() + ".jpg";
  }

  Profile of(User user) {
    return profiles.getOrDefault(user.id(), Profile.EMPTY);
  }

  boolean isPrivate(User user) {
    return of(user).isPrivate();
  }

  void change(User user, Profile profile) {
    profiles.put(user.id(), profile);
  }

  /** The account as the API v1 names it beside other things. */
  ObjectNode legacyName(User user) {
    return Json.object()
        .put("id", user.id())
        .put("username", username(user))
        .put("full_name", user.displayName())
        .put("profile_picture", pictureUrl(user));
  }

  void reset() {
    profiles.clear();
  }
}
