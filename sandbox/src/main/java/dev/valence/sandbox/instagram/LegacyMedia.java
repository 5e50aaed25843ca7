package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /media} of the API v1: what was published, and what is said about it. */
final class LegacyMedia {

  private static final List<String> WORDS =
      List.of("media", "shortcode", "search", "popular", "comments", "likes");
  private static final int MOST_COMMENTS = 150;
  private static final int LONGEST_COMMENT = 300;
  private static final int MOST_HASHTAGS = 4;
  private static final double USUAL_DISTANCE = 1000;
  private static final double HIGHEST_DISTANCE = 5000;

  private LegacyMedia() {}

  static ObjectNode answer(LegacyCall call) {
    World world = call.world();
    List<String> path = call.path();
    String id = path.size() > 1 ? path.get(1) : "";
    return switch (call.method() + " " + call.shape(WORDS)) {
      case "GET media/search" -> call.someMedia(around(call));
      case "GET media/popular" ->
          call.someMedia(
              call.seen(world.published()).stream()
                  .sorted((one, other) -> Long.compare(world.likes(other), world.likes(one)))
                  .toList());
      case "GET media/shortcode/*" -> call.one(byShortcode(call, path.get(2)));
      case "GET media/*" -> call.one(call.media(id));
      case "GET media/*/comments" -> {
        List<Comment> comments = world.comments().of(call.media(id));
        int first = Math.max(0, comments.size() - MOST_COMMENTS);
        yield call.all(comments.subList(first, comments.size()), call.nodes()::comment);
      }
      case "POST media/*/comments" -> {
        call.require("comments");
        Comment made = comment(call, call.media(id));
        yield LegacyPage.envelope(call.nodes().comment(made));
      }
      case "DELETE media/*/comments/*" -> {
        call.require("comments");
        delete(call, call.media(id), path.get(3));
        yield LegacyCall.done();
      }
      case "GET media/*/likes" -> call.all(world.likes().of(call.media(id)), call.nodes()::name);
      case "POST media/*/likes" -> {
        call.require("likes");
        world.likes().add(call.self(), call.media(id));
        yield LegacyCall.done();
      }
      case "DELETE media/*/likes" -> {
        call.require("likes");
        world.likes().remove(call.self(), call.media(id));
        yield LegacyCall.done();
      }
      default -> throw LegacyApi.unknown(call);
    };
  }

  private static List<Media> around(LegacyCall call) {
    double latitude = call.number("lat");
    double longitude = call.number("lng");
    double meters = call.distance(USUAL_DISTANCE, HIGHEST_DISTANCE);
    return call.seen(call.world().published()).stream()
        .filter(entry -> {
          Location location = entry.location();
          return location != null && location.metersTo(latitude, longitude) <= meters;
        })
        .toList();
  }

  private static Media byShortcode(LegacyCall call, String shortcode) {
    return call.world().published().stream()
        .filter(entry -> entry.item().shortcode().equals(shortcode))
        .filter(entry -> call.sees(entry.owner()))
        .findFirst()
        .orElseThrow(() -> LegacyException.notFound("invalid media shortcode"));
  }

  private static Comment comment(LegacyCall call, Media media) {
    String text = call.say("text");
    if (text.isBlank()
        || text.length() > LONGEST_COMMENT
        || Texts.hashtags(text).size() > MOST_HASHTAGS
        || Texts.addresses(text) > 1) {
      throw LegacyException.invalidParameter("text");
    }
    if (!call.world().media().isOpenForComments(media)) {
      throw LegacyException.notAllowed();
    }
    return call.world().comments().add(media, call.self(), text, null, null);
  }

  /** Comments are deleted by who wrote them and below one's own media. */
  private static void delete(LegacyCall call, Media media, String id) {
    Comment comment =
        call.world()
            .comments()
            .find(id)
            .filter(found -> found.media().equals(media.id()))
            .orElseThrow(() -> LegacyException.notFound("invalid comment id"));
    String self = call.self().id();
    if (!comment.author().id().equals(self) && !media.owner().id().equals(self)) {
      throw LegacyException.notAllowed();
    }
    call.world().comments().delete(comment);
  }
}
