package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.instagram.GraphNode.Edge;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of the graph as one session sees them, with what they lead to. */
final class GraphView {

  private static final int HIGHEST_OF_COMMENTS = 50;
  private static final String PAGE_PREFIX = "10";

  private final World world;
  private final GraphValues values;
  private final Containers containers;
  private final Hashtags hashtags;
  private final Insights insights;
  private final Session session;

  GraphView(
      World world,
      GraphValues values,
      Containers containers,
      Hashtags hashtags,
      Insights insights,
      Session session) {
    this.world = world;
    this.values = values;
    this.containers = containers;
    this.hashtags = hashtags;
    this.insights = insights;
    this.session = session;
  }

  /** The object of that identifier, if there is one and the session may see it. */
  Optional<GraphNode> find(String id) {
    boolean facebook = session.generation() == Generation.FACEBOOK;
    if (id.equals("me")) {
      return Optional.of(facebook ? person() : account());
    }
    if (id.equals(session.user().id())) {
      return Optional.of(account());
    }
    if (facebook && id.equals(personId())) {
      return Optional.of(person());
    }
    if (facebook && id.equals(pageId())) {
      return Optional.of(page());
    }
    return ownMedia(id)
        .map(this::media)
        .or(() -> childOf(id))
        .or(() -> ownComment(id).map(this::comment))
        .or(() -> containers.find(session.user(), id).map(this::container))
        .or(() -> facebook ? hashtags.name(id).map(name -> hashtag(id, name)) : Optional.empty());
  }

  /** Something that the session's account has published. */
  Optional<Media> ownMedia(String id) {
    return world.media().find(id).filter(entry -> isOwn(entry.owner()));
  }

  /** A comment on something of the account's, or one that the account has written. */
  Optional<Comment> ownComment(String id) {
    return world
        .comments()
        .find(id)
        .filter(comment -> isOwn(comment.author()) || ownMedia(comment.media()).isPresent());
  }

  private boolean isOwn(User user) {
    return user.id().equals(session.user().id());
  }

  private Optional<GraphNode> childOf(String id) {
    return world.media().of(session.user()).stream()
        .flatMap(entry -> entry.child(id).map(child -> item(entry, child)).stream())
        .findFirst();
  }

  /** The session's own account. */
  GraphNode account() {
    User user = session.user();
    boolean facebook = session.generation() == Generation.FACEBOOK;
    GraphType type = facebook ? GraphType.ACCOUNT_AT_FACEBOOK : GraphType.ACCOUNT;
    GraphNode node =
        GraphNode.of(type, values.user(user))
            .withEdge("media", Edge.paged(said -> mediaOf(world.published(user), said)))
            .withEdge("stories", Edge.paged(_ -> all(world.stories(user))))
            .withEdge("live_media", Edge.paged(_ -> all(world.live(user))))
            .withEdge("tags", Edge.paged(_ -> all(shownIn(user))))
            .withEdge("insights", Edge.paged(this::accountInsights))
            .withEdge("content_publishing_limit", Edge.whole(_ -> List.of(limit())))
            .withLink("mentioned_media", this::mentionedMedia)
            .withLink("mentioned_comment", this::mentionedComment);
    return facebook
        ? node.withLink("business_discovery", this::discovered)
            .withEdge("recently_searched_hashtags", Edge.paged(_ -> searched()))
        : node;
  }

  private List<GraphNode> accountInsights(Map<String, String> said) {
    session.require(Permission.INSIGHTS);
    return insights.ofAccount(session.user(), said).stream()
        .map(values -> GraphNode.of(GraphType.INSIGHT, values))
        .toList();
  }

  private List<Media> shownIn(User user) {
    return world.published().stream().filter(entry -> entry.shows(user)).toList();
  }

  private GraphNode limit() {
    ObjectNode limit = Json.object().put("quota_usage", containers.published(session.user()));
    limit
        .putObject("config")
        .put("quota_total", containers.quota())
        .put("quota_duration", Containers.QUOTA_DURATION.toSeconds());
    return GraphNode.of(GraphType.LIMIT, limit);
  }

  private List<GraphNode> searched() {
    return hashtags.searched(session.user()).stream()
        .map(tag -> hashtag(hashtags.id(tag), tag))
        .toList();
  }

  private GraphNode mentionedMedia(Map<String, String> said) {
    Media entry = mentioning(said.getOrDefault("media_id", ""));
    return GraphNode.of(GraphType.MEDIA, values.media(entry))
        .withEdge("comments", Edge.paged(_ -> comments(entry)));
  }

  /** What names the session's account in its caption. */
  Media mentioning(String id) {
    return world
        .media()
        .find(id)
        .filter(entry -> names(entry.caption()))
        .orElseThrow(() -> GraphException.unsupported("get", id));
  }

  private GraphNode mentionedComment(Map<String, String> said) {
    return comment(mentioningComment(said.getOrDefault("comment_id", "")));
  }

  /** The comment that names the session's account. */
  Comment mentioningComment(String id) {
    return world
        .comments()
        .find(id)
        .filter(comment -> names(comment.text()))
        .orElseThrow(() -> GraphException.unsupported("get", id));
  }

  private boolean names(@Nullable String text) {
    String name = world.profiles().username(session.user());
    return Texts.mentions(text).contains(name);
  }

  private GraphNode discovered(Map<String, String> said) {
    String username = said.getOrDefault("username", "");
    User user =
        world
            .named(username)
            .filter(found -> !world.profiles().isPrivate(found))
            .orElseThrow(() -> GraphException.noSuchAccount(username));
    return GraphNode.of(GraphType.OTHER_ACCOUNT, values.user(user))
        .withEdge(
            "media",
            Edge.paged(more ->
                mediaOf(world.published(user), more).stream()
                    .map(node -> GraphNode.of(GraphType.MEDIA, withoutDetails(node.values())))
                    .toList()));
  }

  /** What is told of other accounts' media. */
  private static ObjectNode withoutDetails(ObjectNode media) {
    return media.deepCopy().without(List.of("is_comment_enabled", "alt_text"));
  }

  private List<GraphNode> mediaOf(List<Media> media, Map<String, String> said) {
    Predicate<Media> since =
        time(said, "since")
            .<Predicate<Media>>map(time -> entry -> !entry.published().isBefore(time))
            .orElse(_ -> true);
    Predicate<Media> until =
        time(said, "until")
            .<Predicate<Media>>map(time -> entry -> !entry.published().isAfter(time))
            .orElse(_ -> true);
    return all(media.stream().filter(since.and(until)).toList());
  }

  /** A time in seconds since 1970 or a date. */
  static Optional<Instant> time(Map<String, String> said, String name) {
    String text = said.getOrDefault(name, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.matches("\\d{1,12}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw GraphException.invalidParameter("param " + name + " must be a time");
    }
  }

  private List<GraphNode> all(List<Media> media) {
    return media.stream().map(this::media).toList();
  }

  /** Something that was published. */
  GraphNode media(Media entry) {
    GraphNode node =
        GraphNode.of(GraphType.MEDIA, values.media(entry))
            .withLink("owner", _ -> owner(entry))
            .withEdge("comments", new Edge(_ -> comments(entry), true, HIGHEST_OF_COMMENTS))
            .withEdge("insights", Edge.whole(said -> mediaInsights(entry, said)));
    return entry.children().isEmpty()
        ? node
        : node.withEdge(
            "children",
            Edge.whole(_ -> entry.children().stream().map(child -> item(entry, child)).toList()));
  }

  private GraphNode owner(Media entry) {
    return isOwn(entry.owner())
        ? account()
        : GraphNode.of(GraphType.OTHER_ACCOUNT, Json.object().put("id", entry.owner().id()));
  }

  private GraphNode item(Media entry, Media.Item child) {
    return GraphNode.of(GraphType.MEDIA, values.item(entry, child))
        .withLink("owner", _ -> owner(entry));
  }

  private List<GraphNode> mediaInsights(Media entry, Map<String, String> said) {
    session.require(Permission.INSIGHTS);
    return insights.ofMedia(entry, said).stream()
        .map(values -> GraphNode.of(GraphType.INSIGHT, values))
        .toList();
  }

  private List<GraphNode> comments(Media entry) {
    session.require(Permission.COMMENTS);
    return world.comments().of(entry).reversed().stream()
        .filter(comment -> !comment.hidden() || isOwn(entry.owner()))
        .map(this::comment)
        .toList();
  }

  /** A comment or a reply. */
  GraphNode comment(Comment comment) {
    GraphNode node =
        GraphNode.of(GraphType.COMMENT, values.comment(comment))
            .withLink("media", _ -> mediaOf(comment));
    if (isOwn(comment.author())) {
      node = node.withLink("user", _ -> account());
    }
    return comment.parent() == null
        ? node.withEdge("replies", new Edge(_ -> replies(comment), true, HIGHEST_OF_COMMENTS))
        : node;
  }

  private List<GraphNode> replies(Comment comment) {
    session.require(Permission.COMMENTS);
    return world.comments().repliesTo(comment).reversed().stream().map(this::comment).toList();
  }

  private GraphNode mediaOf(Comment comment) {
    return ownMedia(comment.media())
        .map(this::media)
        .orElseGet(() -> GraphNode.of(GraphType.MEDIA, Json.object().put("id", comment.media())));
  }

  GraphNode container(Container container) {
    return GraphNode.of(GraphType.CONTAINER, containers.shown(container));
  }

  private GraphNode hashtag(String id, String name) {
    return GraphNode.of(GraphType.HASHTAG, Json.object().put("id", id).put("name", name))
        .withEdge(
            "recent_media",
            new Edge(
                said -> found(said, world.tagged(name).stream().filter(world::isOfToday)),
                true,
                HIGHEST_OF_COMMENTS))
        .withEdge(
            "top_media",
            new Edge(
                said ->
                    found(
                        said,
                        world.tagged(name).stream()
                            .sorted((one, other) ->
                                Long.compare(world.likes(other), world.likes(one)))),
                true,
                HIGHEST_OF_COMMENTS));
  }

  private List<GraphNode> found(Map<String, String> said, Stream<Media> media) {
    requireAccount(said);
    return media.map(entry -> GraphNode.of(GraphType.TAGGED, values.whole(entry))).toList();
  }

  /** Calls about hashtags say for which account they are made. */
  void requireAccount(Map<String, String> said) {
    String user = said.getOrDefault("user_id", "");
    if (user.isEmpty()) {
      throw GraphException.invalidParameter("The parameter user_id is required");
    }
    if (!user.equals(session.user().id())) {
      throw GraphException.unsupported("get", user);
    }
  }

  /** The person who has consented at Facebook. */
  private GraphNode person() {
    return GraphNode.of(
            GraphType.PERSON,
            Json.object()
                .put("id", personId())
                .put("name", session.user().displayName())
                .put("email", session.user().email()))
        .withEdge("accounts", Edge.paged(_ -> List.of(page())));
  }

  /** The page that the account belongs to. */
  private GraphNode page() {
    ObjectNode page =
        Json.object()
            .put("id", pageId())
            .put("name", session.user().displayName())
            .put("category", "Personal blog");
    page.putArray("tasks").add("CREATE_CONTENT").add("MODERATE").add("ANALYZE").add("MANAGE");
    return GraphNode.of(GraphType.PAGE, page)
        .withLink("instagram_business_account", _ -> account());
  }

  private String personId() {
    return Long.toString(session.user().number());
  }

  private String pageId() {
    return PAGE_PREFIX + session.user().number();
  }
}
