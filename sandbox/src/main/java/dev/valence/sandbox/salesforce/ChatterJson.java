package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.salesforce.Feeds.Comment;
import dev.valence.sandbox.salesforce.Feeds.Element;
import java.util.List;

/** Posts, comments and users as the Connect API describes them. */
final class ChatterJson {

  /** The order of comments if nothing is said of it. */
  static final String LATEST = "CreatedDateLatestAsc";

  private final Feeds feeds;
  private final ConnectJson json;

  ChatterJson(Feeds feeds, ConnectJson json) {
    this.feeds = feeds;
    this.json = json;
  }

  /** A user with what only profiles tell. */
  ObjectNode profile(Call call, ObjectNode record) {
    return json.user(call, record.get("Id").textValue())
        .put("username", record.get("Username").textValue())
        .put("email", record.get("Email").textValue())
        .putNull("aboutMe")
        .put("isChatterGuest", false)
        .put("followersCount", 0);
  }

  /** A post with its latest comments. */
  ObjectNode element(Call call, Element element) {
    ObjectNode answer =
        Json.object()
            .put("id", element.id())
            .put("url", call.base() + "/chatter/feed-elements/" + element.id())
            .put("feedElementType", "FeedItem")
            .put("type", "TextPost")
            .put("createdDate", Times.connect(element.created()))
            .put("modifiedDate", Times.connect(element.created()))
            .put("visibility", "AllUsers");
    answer.set("actor", json.user(call, element.userId()));
    answer.set("body", body(element.text()));
    answer
        .putObject("parent")
        .put("id", element.parentId())
        .put("url", call.base() + "/chatter/records/" + element.parentId());
    List<Comment> all = feeds.on(element.id());
    ObjectNode page = answer.putObject("capabilities").putObject("comments").putObject("page");
    new TokenPages(0, 3)
        .writeFromEnd(
            page.put("total", all.size()),
            "items",
            commentsUrl(call, element.id()),
            all,
            comment -> comment(call, comment));
    return answer;
  }

  /** A comment. */
  ObjectNode comment(Call call, Comment comment) {
    ObjectNode answer =
        Json.object()
            .put("id", comment.id())
            .put("url", call.base() + "/chatter/comments/" + comment.id())
            .put("type", "TextComment")
            .put("createdDate", Times.connect(comment.created()))
            .put("isDeleteRestricted", !comment.userId().equals(call.userId()))
            .put("threadLevel", 0)
            .putNull("threadParentId");
    answer.set("body", body(comment.text()));
    answer
        .putObject("feedElement")
        .put("id", comment.elementId())
        .put("url", call.base() + "/chatter/feed-elements/" + comment.elementId());
    answer.set("user", json.user(call, comment.userId()));
    return answer;
  }

  String commentsUrl(Call call, String elementId) {
    return call.base() + "/chatter/feed-elements/" + elementId + "/capabilities/comments/items";
  }

  private static ObjectNode body(String text) {
    ObjectNode body = Json.object().put("isRichText", false).put("text", text);
    body.putArray("messageSegments").addObject().put("text", text).put("type", "Text");
    return body;
  }
}
