package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.Comment;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comments on files. In Salesforce people comment on posts; a file's comments are those on the
 * first post in the file's feed, which is made with the first comment. The post's own id finds them
 * too.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_feed_element_capability_comments_items.htm">
 *     Comments Capability Items</a>
 */
final class SalesforceComments {

  private static final Pattern POST = Pattern.compile("0D5[A-Za-z0-9]{12}([A-Z0-5]{3})?");
  private static final Pattern COMMENT = Pattern.compile("0D7[A-Za-z0-9]{12}([A-Z0-5]{3})?");

  private static final String PORTION = "100";

  private final SalesforceClient client;
  private final SalesforceTree tree;

  SalesforceComments(SalesforceClient client, SalesforceTree tree) {
    this.client = client;
    this.tree = tree;
  }

  /** The comments, the newest first. */
  Page<Comment> page(FileReference file, PageRequest request) {
    Optional<String> post = post(file);
    if (post.isEmpty()) {
      return Page.only(List.of());
    }
    try {
      return ExactPages.page(request, new Listing(client, post.get()));
    } catch (SalesforceError e) {
      throw request.next() == null ? e.about(file) : DocumentsErrors.unknownPage(e.getMessage());
    }
  }

  Comment comment(FileReference file, String commentId) {
    return of(find(file, commentId));
  }

  Comment add(FileReference file, String text) {
    String post = post(file).orElseGet(() -> makePost(tree.file(file)));
    return of(client.post(items(post), message(text)));
  }

  void delete(FileReference file, String commentId) {
    client.delete("/chatter/comments/" + find(file, commentId).path("id").asText());
  }

  private JsonNode find(FileReference file, String commentId) {
    Optional<String> post = post(file);
    ApiException unknown = DocumentsErrors.noPart("comment", commentId, null);
    if (post.isEmpty() || !COMMENT.matcher(commentId).matches()) {
      throw unknown;
    }
    try {
      JsonNode comment = client.get("/chatter/comments/" + commentId);
      if (comment.path("feedElement").path("id").asText().equals(post.get())) {
        return comment;
      }
    } catch (SalesforceError e) {
      throw e.notFound()
          ? DocumentsErrors.noPart("comment", commentId, e.getMessage())
          : e.toApiException();
    }
    throw unknown;
  }

  /** The post that comments are on: the one that is named, or the first in the file's feed. */
  private Optional<String> post(FileReference file) {
    if (file instanceof FileReference.ById id && POST.matcher(id.text()).matches()) {
      return Optional.of(client.get("/chatter/feed-elements/" + id.text()).path("id").asText());
    }
    String feed = "/chatter/feeds/record/" + tree.file(file).id() + "/feed-elements";
    Map<String, String> query = new HashMap<>(Map.of("pageSize", PORTION));
    ExactPages.Progress progress = new ExactPages.Progress();
    String first = null;
    while (true) {
      JsonNode page = client.get(feed, query, Map.of());
      List<JsonNode> posts = SalesforceClient.items(page, "elements"); // the latest first
      if (!posts.isEmpty()) {
        first = posts.getLast().path("id").asText();
      }
      String next = page.path("nextPageToken").asText("");
      if (next.isEmpty()) {
        return Optional.ofNullable(first);
      }
      progress.require(query.get("page"), next, posts.isEmpty());
      query.put("page", next);
    }
  }

  private String makePost(CloudFile file) {
    ObjectNode post = message(file.name());
    post.put("feedElementType", "FeedItem").put("subjectId", file.id());
    return client.post("/chatter/feed-elements", post).path("id").asText();
  }

  private static ObjectNode message(String text) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message
        .putObject("body")
        .putArray("messageSegments")
        .addObject()
        .put("type", "Text")
        .put("text", text);
    return message;
  }

  private static String items(String post) {
    return "/chatter/feed-elements/" + post + "/capabilities/comments/items";
  }

  private static Comment of(JsonNode comment) {
    @Nullable String author = comment.path("user").path("displayName").textValue();
    return new Comment(
        comment.path("id").asText(),
        comment.path("body").path("text").asText(),
        SalesforceItems.time(comment.path("createdDate")),
        author,
        comment);
  }

  /** Salesforce's pages begin with the latest comments, which each of them has in reverse. */
  private record Listing(SalesforceClient client, String post) implements Portions<Comment> {

    @Override
    public Portion<Comment> first(int limit) {
      return portion(Map.of("pageSize", PORTION, "sort", "CreatedDateLatestAsc"));
    }

    @Override
    public Portion<Comment> at(String place) {
      return portion(Map.of("pageSize", PORTION, "sort", "CreatedDateLatestAsc", "page", place));
    }

    private Portion<Comment> portion(Map<String, String> query) {
      JsonNode page = client.get(items(post), query, Map.of());
      String next = page.path("nextPageToken").asText("");
      return new Portion<>(
          SalesforceClient.items(page, "items").reversed().stream()
              .map(SalesforceComments::of)
              .toList(),
          next.isEmpty() ? null : next);
    }
  }
}
