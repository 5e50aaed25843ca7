package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session changes in the graph: what it publishes, writes, hides and takes back.
 *
 * @param view the graph as the session sees it
 */
record GraphWrites(World world, Containers containers, GraphView view, Session session) {

  private static final int LONGEST_COMMENT = 300;
  private static final int MOST_HASHTAGS = 4;

  /** Answers a call that posts to an object or to one of its lists. */
  ObjectNode post(String id, String edge, Map<String, String> said) {
    boolean account =
        id.equals(session.user().id())
            || (id.equals("me") && session.generation() == Generation.CURRENT);
    if (account) {
      return switch (edge) {
        case "media" -> prepare(said);
        case "media_publish" -> publish(said);
        case "mentions" -> mention(said);
        default -> throw GraphException.unsupported("post", id);
      };
    }
    Optional<Media> media = view.ownMedia(id);
    if (media.isPresent()) {
      return switch (edge) {
        case "" -> open(media.get(), said);
        case "comments" -> comment(media.get(), null, said);
        default -> throw GraphException.unsupported("post", id);
      };
    }
    Comment comment = view.ownComment(id).orElseThrow(() -> GraphException.unsupported("post", id));
    return switch (edge) {
      case "" -> hide(comment, said);
      case "replies" -> reply(comment, said);
      default -> throw GraphException.unsupported("post", id);
    };
  }

  /** Answers a call that deletes an object. */
  ObjectNode delete(String id) {
    Optional<Comment> comment = view.ownComment(id);
    if (comment.isPresent()) {
      session.require(Permission.COMMENTS);
      world.comments().delete(comment.get());
      return success();
    }
    // With the login at Instagram nothing that was published can be taken back.
    Media media =
        view.ownMedia(id)
            .filter(_ -> session.generation() == Generation.FACEBOOK)
            .orElseThrow(() -> GraphException.unsupported("delete", id));
    session.require(Permission.PUBLISH);
    world.delete(media);
    return success().put("deleted_id", id);
  }

  private ObjectNode prepare(Map<String, String> said) {
    session.require(Permission.PUBLISH);
    boolean item = said.getOrDefault("is_carousel_item", "").equals("true");
    return id(containers.add(session.user(), Draft.read(said), item).id());
  }

  private ObjectNode publish(Map<String, String> said) {
    session.require(Permission.PUBLISH);
    String creation = required(said, "creation_id");
    Container container =
        containers
            .find(session.user(), creation)
            .orElseThrow(() ->
                GraphException.publishing(24, 2207006, "The media with this id cannot be found"));
    return id(containers.publish(container).id());
  }

  /** Answers where the account was named: with a comment, or with a reply to one. */
  private ObjectNode mention(Map<String, String> said) {
    session.require(Permission.COMMENTS);
    String commentId = said.getOrDefault("comment_id", "");
    if (commentId.isEmpty()) {
      return comment(view.mentioning(required(said, "media_id")), null, said);
    }
    Comment comment = view.mentioningComment(commentId);
    return comment(mediaOf(comment), top(comment), said);
  }

  private Media mediaOf(Comment comment) {
    return world
        .media()
        .find(comment.media())
        .orElseThrow(() -> GraphException.unsupported("post", comment.id()));
  }

  /** A reply to a reply is one to the comment above. */
  private Comment top(Comment comment) {
    String parent = comment.parent();
    return parent == null ? comment : world.comments().find(parent).orElse(comment);
  }

  private ObjectNode comment(Media media, @Nullable Comment parent, Map<String, String> said) {
    session.require(Permission.COMMENTS);
    String text = required(said, "message");
    if (text.length() > LONGEST_COMMENT
        || Texts.hashtags(text).size() > MOST_HASHTAGS
        || Texts.addresses(text) > 1) {
      throw GraphException.invalidParameter("The comment is too long or names too much");
    }
    if (!world.media().isOpenForComments(media)) {
      throw GraphException.invalidParameter("Comments are turned off for this media");
    }
    return id(world.comments().add(media, session.user(), text, null, parent).id());
  }

  private ObjectNode reply(Comment comment, Map<String, String> said) {
    if (comment.parent() != null) {
      throw GraphException.unsupported("post", comment.id());
    }
    return comment(mediaOf(comment), comment, said);
  }

  private ObjectNode hide(Comment comment, Map<String, String> said) {
    session.require(Permission.COMMENTS);
    if (view.ownMedia(comment.media()).isEmpty()) {
      throw GraphException.unsupported("post", comment.id());
    }
    world.comments().hide(comment, flag(said, "hide"));
    return success();
  }

  private ObjectNode open(Media media, Map<String, String> said) {
    session.require(Permission.COMMENTS);
    world.media().openForComments(media, flag(said, "comment_enabled"));
    return success();
  }

  private static boolean flag(Map<String, String> said, String name) {
    String text = required(said, name);
    if (!text.equals("true") && !text.equals("false")) {
      throw GraphException.invalidParameter("param " + name + " must be a boolean");
    }
    return text.equals("true");
  }

  private static String required(Map<String, String> said, String name) {
    String text = said.getOrDefault(name, "");
    if (text.isBlank()) {
      throw GraphException.invalidParameter("The parameter " + name + " is required");
    }
    return text;
  }

  private static ObjectNode id(String id) {
    return Json.object().put("id", id);
  }

  private static ObjectNode success() {
    return Json.object().put("success", true);
  }
}
