package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A call of the API v1 whose token is good.
 *
 * @param session on whose behalf
 * @param method in upper case
 * @param path the segments behind the version
 * @param said the parameters of the query and of a form
 * @param address the URL of the call without its query
 */
record LegacyCall(
    Session session,
    String method,
    List<String> path,
    Map<String, String> said,
    String address,
    World world,
    LegacyNodes nodes) {

  User self() {
    return session.user();
  }

  String say(String name) {
    return said.getOrDefault(name, "");
  }

  /** Refuses what the user has not allowed. */
  void require(String scope) {
    if (!session.grant().scopes().contains(scope)) {
      throw LegacyException.noScope(scope);
    }
  }

  /** The account that a segment names, whoever may see it. */
  User user(String id) {
    return id.equals("self")
        ? self()
        : world
            .users()
            .find(id)
            .orElseThrow(() -> LegacyException.notFound("this user does not exist"));
  }

  /** The account that a segment names, if the caller may see what it publishes. */
  User visible(String id) {
    User user = user(id);
    if (!sees(user)) {
      throw LegacyException.notAllowed();
    }
    return user;
  }

  /** Whether the caller may see what an account publishes. */
  boolean sees(User user) {
    return user.id().equals(self().id())
        || (!world.follows().blocks(user, self())
            && (!world.profiles().isPrivate(user)
                || world.follows().standing(self(), user) == Follows.Standing.FOLLOWS));
  }

  /** What a segment names, if the caller may see it. */
  Media media(String id) {
    String own = id.contains("_") ? id.substring(0, id.indexOf('_')) : id;
    return world
        .media()
        .find(own)
        .filter(found -> id.equals(own) || LegacyNodes.id(found).equals(id))
        .filter(found -> sees(found.owner()))
        .orElseThrow(() -> LegacyException.notFound("invalid media id"));
  }

  /** The media of a list that the caller may see and that are of the time that is wanted. */
  List<Media> seen(List<Media> media) {
    long since = seconds("min_timestamp", 0);
    long until = seconds("max_timestamp", Long.MAX_VALUE);
    return media.stream()
        .filter(entry -> sees(entry.owner()))
        .filter(entry ->
            entry.published().getEpochSecond() >= since
                && entry.published().getEpochSecond() <= until)
        .toList();
  }

  private long seconds(String parameter, long otherwise) {
    String text = say(parameter);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw LegacyException.invalidParameter(parameter);
    }
    return Long.parseLong(text);
  }

  /** A number that has to be there. */
  double number(String parameter) {
    try {
      return Double.parseDouble(say(parameter));
    } catch (NumberFormatException e) {
      throw LegacyException.invalidParameter(parameter);
    }
  }

  /** How far around a point, in meters. */
  double distance(double usual, double highest) {
    return say("distance").isEmpty() ? usual : Math.min(number("distance"), highest);
  }

  ObjectNode page(List<Media> media, String older, String newer) {
    return new LegacyPage(older, newer, address, said).of(media, LegacyNodes::id, this::shown);
  }

  ObjectNode pageOfUsers(List<User> users) {
    return new LegacyPage("cursor", "", address, said).of(users, User::id, nodes::name);
  }

  private ObjectNode shown(Media media) {
    return nodes.media(media, self());
  }

  ObjectNode one(Media media) {
    return LegacyPage.envelope(shown(media));
  }

  /** A list that comes whole. */
  <T> ObjectNode all(List<T> items, Function<T, ? extends JsonNode> shown) {
    ArrayNode data = Json.MAPPER.createArrayNode();
    items.forEach(item -> data.add(shown.apply(item)));
    return LegacyPage.envelope(data);
  }

  /** A list that has as many items as the caller wants at most. */
  <T> ObjectNode some(List<T> items, Function<T, ? extends JsonNode> shown) {
    return all(items.stream().limit(LegacyPage.count(say("count"))).toList(), shown);
  }

  ObjectNode someMedia(List<Media> media) {
    return some(media, this::shown);
  }

  /** The answer to what changes something. */
  static ObjectNode done() {
    return LegacyPage.envelope(Json.MAPPER.nullNode());
  }

  /** The path with each segment that is not one of the words as an asterisk. */
  String shape(List<String> words) {
    return path.stream()
        .map(segment -> words.contains(segment) ? segment : "*")
        .collect(Collectors.joining("/"));
  }
}
