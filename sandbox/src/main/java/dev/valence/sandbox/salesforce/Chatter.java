package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.salesforce.Feeds.Comment;
import dev.valence.sandbox.salesforce.Feeds.Element;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code chatter}: the posts about files, the comments on them, and the users.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_feed_element.htm">
 *     Connect REST API, Feed Elements Resources</a>
 */
final class Chatter {

  private static final int LONGEST_TEXT = 10_000;
  private static final List<String> COMMENTS = List.of("capabilities", "comments", "items");

  private final Feeds feeds;
  private final Contents contents;
  private final RecordStore records;
  private final SObjectType users;
  private final ChatterJson json;

  Chatter(Schema schema, Feeds feeds, Contents contents, RecordStore records, ConnectJson json) {
    this.feeds = feeds;
    this.contents = contents;
    this.records = records;
    this.users = schema.find("User").orElseThrow();
    this.json = new ChatterJson(feeds, json);
  }

  Answer answer(Call call) throws IOException {
    List<String> resource = call.resource().subList(1, call.resource().size());
    String kind = resource.isEmpty() ? "" : resource.getFirst();
    if (kind.equals("feeds") && resource.size() == 4) {
      return feed(call, resource);
    }
    if (kind.equals("feed-elements") && resource.size() > 2) {
      if (!resource.subList(2, resource.size()).equals(COMMENTS)) {
        throw RestException.notFound();
      }
      return comments(call, visible(call, resource.get(1)));
    }
    if (kind.equals("feed-elements") && resource.size() == 1) {
      return post(call);
    }
    if (resource.size() != 2) {
      throw RestException.notFound();
    }
    return switch (kind) {
      case "users" -> user(call, resource.get(1));
      case "feed-elements" -> element(call, resource.get(1));
      case "comments" -> comment(call, resource.get(1));
      default -> throw RestException.notFound();
    };
  }

  private Answer user(Call call, String id) {
    InstanceApi.requireGet(call);
    String userId =
        id.equals("me")
            ? call.userId()
            : Ids.normalize(id)
                .filter(known -> records.find(users, known).isPresent())
                .orElseThrow(RestException::notFound);
    return Answer.json(200, json.profile(call, records.userRecord(userId)));
  }

  private Answer feed(Call call, List<String> resource) {
    InstanceApi.requireGet(call);
    if (!resource.get(1).equals("record") || !resource.get(3).equals("feed-elements")) {
      throw RestException.notFound();
    }
    String parentId = subject(call, resource.get(2));
    ObjectNode answer = Json.object();
    TokenPages pages = TokenPages.of(call);
    String url = call.base() + "/chatter/feeds/record/" + parentId + "/feed-elements";
    pages.write(
        answer, "elements", url, feeds.of(parentId), element -> json.element(call, element));
    return Answer.json(200, answer);
  }

  private Answer post(Call call) throws IOException {
    if (!call.method().equals("POST")) {
      throw RestException.methodNotAllowed(call.method(), "POST");
    }
    ObjectNode input = ConnectFiles.input(call);
    if (!input.path("feedElementType").asText().equals("FeedItem")) {
      throw new RestException(400, "MISSING_ARGUMENT", "feedElementType must be FeedItem");
    }
    String parentId = subject(call, input.path("subjectId").asText());
    return Answer.json(201, json.element(call, feeds.post(parentId, call.userId(), text(input))));
  }

  private Answer element(Call call, String id) {
    Element element = visible(call, id);
    return switch (call.method()) {
      case "GET" -> Answer.json(200, json.element(call, element));
      case "DELETE" -> {
        requireOwn(call, element.userId());
        feeds.removeElement(element.id());
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "DELETE, GET");
    };
  }

  private Answer comments(Call call, Element element) throws IOException {
    return switch (call.method()) {
      case "GET" -> {
        String url = json.commentsUrl(call, element.id());
        List<Comment> all = feeds.on(element.id());
        ObjectNode answer = Json.object().put("total", all.size());
        String order = call.request().queryParameters().getOrDefault("sort", ChatterJson.LATEST);
        switch (order) {
          // The pages begin with the latest; within each of them the oldest is first.
          case ChatterJson.LATEST ->
              TokenPages.of(call)
                  .writeFromEnd(answer, "items", url, all, comment -> json.comment(call, comment));
          case "CreatedDateOldestAsc" ->
              TokenPages.of(call)
                  .write(answer, "items", url, all, comment -> json.comment(call, comment));
          default ->
              throw new RestException(
                  400, "ILLEGAL_QUERY_PARAMETER_VALUE", "Illegal value '" + order + "' for sort");
        }
        yield Answer.json(200, answer);
      }
      case "POST" ->
          Answer.json(
              201,
              json.comment(
                  call,
                  feeds.comment(element.id(), call.userId(), text(ConnectFiles.input(call)))));
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    };
  }

  private Answer comment(Call call, String id) {
    Comment comment =
        Ids.normalize(id).flatMap(feeds::comment).orElseThrow(RestException::notFound);
    visible(call, comment.elementId());
    return switch (call.method()) {
      case "GET" -> Answer.json(200, json.comment(call, comment));
      case "DELETE" -> {
        requireOwn(call, comment.userId());
        feeds.removeComment(comment.id());
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "DELETE, GET");
    };
  }

  private Element visible(Call call, String id) {
    Element element =
        Ids.normalize(id).flatMap(feeds::element).orElseThrow(RestException::notFound);
    subject(call, element.parentId());
    return element;
  }

  /** A file that the caller sees, or a user; others have no feeds here. */
  private String subject(Call call, String id) {
    return Ids.normalize(id)
        .filter(full ->
            contents.find(call.userId(), full).isPresent() || records.find(users, full).isPresent())
        .orElseThrow(RestException::notFound);
  }

  private static void requireOwn(Call call, String userId) {
    if (!call.userId().equals(userId)) {
      throw new RestException(403, "INSUFFICIENT_ACCESS", "You do not have access to delete this");
    }
  }

  /** The text of a message, from its segments or from a parameter. */
  private static String text(ObjectNode input) {
    JsonNode segments = input.path("body").path("messageSegments");
    String text =
        segments.isArray()
            ? StreamSupport.stream(segments.spliterator(), false)
                .map(segment -> segment.path("text").asText())
                .collect(Collectors.joining())
            : input.path("text").asText();
    if (text.isBlank()) {
      throw new RestException(
          400, "MISSING_ARGUMENT", "You must provide a message body with a text segment");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new RestException(
          400, "STRING_TOO_LONG", "The text is longer than " + LONGEST_TEXT + " characters");
    }
    return text;
  }
}
