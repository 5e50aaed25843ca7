package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that Dropbox refuses, by one of its ways to say so. */
abstract sealed class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ApiException(String message) {
    super(message);
  }

  /** An argument breaks the rules of its type: status 400 with a plain text. */
  static final class BadArgument extends ApiException {
    private static final long serialVersionUID = 1L;

    BadArgument(String message) {
      super(message);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** The access token does not allow the call: status 401. */
  static final class Unauthorized extends ApiException {
    private static final long serialVersionUID = 1L;
    private final String tag;
    private final @Nullable String requiredScope;

    Unauthorized(String tag, @Nullable String requiredScope) {
      super(tag);
      this.tag = tag;
      this.requiredScope = requiredScope;
    }

    String tag() {
      return tag;
    }

    ObjectNode error() {
      ObjectNode error = Json.object().put(".tag", tag);
      return requiredScope == null ? error : error.put("required_scope", requiredScope);
    }
  }

  /** The account is of a kind that cannot call the route: status 403. */
  static final class NotForThisAccount extends ApiException {
    private static final long serialVersionUID = 1L;
    private final String tag;
    private final String reason;

    NotForThisAccount(String tag, String reason) {
      super(tag + "/" + reason);
      this.tag = tag;
      this.reason = reason;
    }

    String summary() {
      return String.valueOf(getMessage());
    }

    ObjectNode error() {
      return tree(List.of(tag, reason));
    }
  }

  /** The route's own error: status 409. */
  static final class EndpointError extends ApiException {
    private static final long serialVersionUID = 1L;
    private final transient ObjectNode error;
    private final String summary;

    private EndpointError(ObjectNode error, String summary) {
      super(summary);
      this.error = error;
      this.summary = summary;
    }

    /** A union of unions of void: each tag within the one before. */
    static EndpointError of(List<String> tags) {
      return new EndpointError(tree(tags), String.join("/", tags));
    }

    /** An error that carries more than tags. */
    static EndpointError of(ObjectNode error, String... tags) {
      return new EndpointError(error, String.join("/", tags));
    }

    /** The same error within another union, as the value of one of its tags. */
    EndpointError under(String tag) {
      ObjectNode outer = Json.object().put(".tag", tag);
      outer.set(tag, error);
      return new EndpointError(outer, tag + "/" + summary);
    }

    ObjectNode error() {
      return error;
    }

    String summary() {
      return summary;
    }
  }

  /** The JSON of a union of unions of void. */
  static ObjectNode tree(List<String> tags) {
    ObjectNode node = Json.object().put(".tag", tags.getFirst());
    if (tags.size() > 1) {
      node.set(tags.getFirst(), tree(tags.subList(1, tags.size())));
    }
    return node;
  }
}
