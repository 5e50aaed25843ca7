package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Locale;

/** {@code /users} of the API v1: accounts, what they publish, and whom they follow. */
final class LegacyUsers {

  private static final List<String> WORDS =
      List.of(
          "users",
          "self",
          "search",
          "feed",
          "media",
          "recent",
          "liked",
          "follows",
          "followed-by",
          "requested-by",
          "relationship");

  private LegacyUsers() {}

  static ObjectNode answer(LegacyCall call) {
    World world = call.world();
    String shape = call.shape(WORDS).replace("users/self", "users/*");
    String id = call.path().size() > 1 ? call.path().get(1) : "";
    boolean self = id.equals("self");
    return switch (call.method() + " " + shape) {
      case "GET users/search" -> call.some(search(call), call.nodes()::name);
      case "GET users/*" -> LegacyPage.envelope(call.nodes().user(call.visible(id)));
      case "GET users/*/media/recent" ->
          call.page(call.seen(world.published(call.visible(id))), "max_id", "min_id");
      case "GET users/*/follows" ->
          call.pageOfUsers(world.users(world.follows().followedBy(call.visible(id))));
      case "GET users/*/followed-by" ->
          call.pageOfUsers(
              world.users(world.follows().standing(Follows.Standing.FOLLOWS, call.visible(id))));
      case "GET users/*/feed" -> {
        requireSelf(self);
        yield call.page(call.seen(feed(call)), "max_id", "min_id");
      }
      case "GET users/*/media/liked" -> {
        requireSelf(self);
        yield call.page(liked(call), "max_like_id", "");
      }
      case "GET users/*/requested-by" -> {
        requireSelf(self);
        yield call.all(
            world.users(world.follows().standing(Follows.Standing.REQUESTED, call.self())),
            call.nodes()::name);
      }
      case "GET users/*/relationship" -> LegacyPage.envelope(relationship(call, call.user(id)));
      case "POST users/*/relationship" -> {
        call.require("relationships");
        User other = call.user(id);
        relate(call, other);
        yield LegacyPage.envelope(relationship(call, other));
      }
      default -> throw LegacyApi.unknown(call);
    };
  }

  private static void requireSelf(boolean self) {
    if (!self) {
      throw LegacyException.noSuchPage();
    }
  }

  private static List<User> search(LegacyCall call) {
    String wanted = call.say("q").toLowerCase(Locale.ROOT);
    if (wanted.isBlank()) {
      throw LegacyException.invalidParameter("q");
    }
    return call.world().users().all().stream()
        .filter(user ->
            call.world().profiles().username(user).contains(wanted)
                || user.displayName().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  /** What the caller and those whom the caller follows have published. */
  private static List<Media> feed(LegacyCall call) {
    List<String> followed = call.world().follows().followedBy(call.self());
    return call.world().published().stream()
        .filter(entry ->
            entry.owner().id().equals(call.self().id()) || followed.contains(entry.owner().id()))
        .toList();
  }

  private static List<Media> liked(LegacyCall call) {
    return call.world().likes().by(call.self()).stream()
        .flatMap(id -> call.world().media().find(id).stream())
        .filter(entry -> call.sees(entry.owner()))
        .toList();
  }

  private static ObjectNode relationship(LegacyCall call, User other) {
    Follows follows = call.world().follows();
    String outgoing =
        switch (follows.standing(call.self(), other)) {
          case NONE -> "none";
          case REQUESTED -> "requested";
          case FOLLOWS -> "follows";
        };
    String incoming =
        follows.blocks(call.self(), other)
            ? "blocked_by_you"
            : switch (follows.standing(other, call.self())) {
              case NONE -> "none";
              case REQUESTED -> "requested_by";
              case FOLLOWS -> "followed_by";
            };
    return Json.object()
        .put("outgoing_status", outgoing)
        .put("incoming_status", incoming)
        .put("target_user_is_private", call.world().profiles().isPrivate(other));
  }

  private static void relate(LegacyCall call, User other) {
    Follows follows = call.world().follows();
    User self = call.self();
    if (other.id().equals(self.id())) {
      throw LegacyException.notAllowed();
    }
    switch (call.say("action").toLowerCase(Locale.ROOT)) {
      case "follow" -> {
        if (follows.blocks(other, self)) {
          throw LegacyException.notAllowed();
        }
        if (follows.standing(self, other) == Follows.Standing.NONE) {
          follows.set(
              self,
              other,
              call.world().profiles().isPrivate(other)
                  ? Follows.Standing.REQUESTED
                  : Follows.Standing.FOLLOWS);
        }
      }
      case "unfollow" -> follows.set(self, other, Follows.Standing.NONE);
      case "block" -> follows.block(self, other, true);
      case "unblock" -> follows.block(self, other, false);
      case "approve" -> decide(follows, other, self, Follows.Standing.FOLLOWS);
      case "ignore", "deny" -> decide(follows, other, self, Follows.Standing.NONE);
      default -> throw LegacyException.invalidParameter("action");
    }
  }

  /** Decides about the wish of an account to follow. */
  private static void decide(Follows follows, User from, User to, Follows.Standing decision) {
    if (follows.standing(from, to) == Follows.Standing.REQUESTED) {
      follows.set(from, to, decision);
    }
  }
}
