package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The functions about links by which files and folders are shared. */
final class LinkRoutes {

  private static final String READ = "sharing.read";
  private static final String WRITE = "sharing.write";
  private static final int PAGE = 100;

  private final SharedLinks links;

  LinkRoutes(SharedLinks links) {
    this.links = links;
  }

  Map<String, Route> routes() {
    return Map.of(
        "sharing/create_shared_link_with_settings", Route.rpc(WRITE, this::create),
        "sharing/list_shared_links", Route.rpc(READ, this::list),
        "sharing/revoke_shared_link", Route.rpc(WRITE, this::revoke),
        "sharing/modify_shared_link_settings", Route.rpc(WRITE, this::modify),
        "sharing/get_shared_link_metadata", Route.rpc(READ, this::metadata));
  }

  private Answer create(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    Arguments sent = arguments.optionalStruct("settings");
    arguments.end();
    LinkSettings settings =
        sent == null
            ? LinkSettings.DEFAULT
            : LinkSettings.DEFAULT.changedBy(sent, links.clock().instant());
    Existing item = Lookup.existing(session.tree(), reference, "path");
    Optional<SharedLinks.Found> present = links.to(session.user(), item);
    if (present.isPresent()) {
      ObjectNode error = Json.object().put(".tag", "shared_link_already_exists");
      error
          .putObject("shared_link_already_exists")
          .put(".tag", "metadata")
          .set("metadata", json(present.get(), session, request));
      throw ApiException.EndpointError.of(error, "shared_link_already_exists", "metadata");
    }
    return Answer.json(200, json(links.create(session.user(), item, settings), session, request));
  }

  private Answer list(Session session, Arguments arguments, Request request) {
    String reference = arguments.optionalText("path", PathRules.READ);
    String cursor = arguments.optionalText("cursor", PathRules.ANY);
    boolean directOnly = arguments.flag("direct_only", false);
    arguments.end();
    List<SharedLinks.Found> all = links.of(session.user());
    ObjectNode result = Json.object();
    ArrayNode array = result.putArray("links");
    if (reference != null) {
      Existing item = Lookup.existing(session.tree(), reference, "path");
      all.stream()
          .filter(found -> gives(found, item, directOnly))
          .forEach(found -> array.add(json(found, session, request)));
      return Answer.json(200, result.put("has_more", false));
    }
    int start = cursor == null ? 0 : indexAfter(all, cursor);
    int end = Math.min(all.size(), start + PAGE);
    all.subList(start, end).forEach(found -> array.add(json(found, session, request)));
    boolean more = end < all.size();
    result.put("has_more", more);
    return Answer.json(200, more ? result.put("cursor", all.get(end - 1).link().key()) : result);
  }

  private static boolean gives(SharedLinks.Found found, Existing item, boolean directOnly) {
    return found.item().id().equals(item.id())
        || (!directOnly && PathRules.isBelow(item.path(), found.item().path()));
  }

  private static int indexAfter(List<SharedLinks.Found> all, String key) {
    return IntStream.range(0, all.size())
            .filter(index -> all.get(index).link().key().equals(key))
            .findFirst()
            .orElseThrow(() -> ApiException.EndpointError.of(List.of("reset")))
        + 1;
  }

  private Answer revoke(Session session, Arguments arguments, Request request) {
    String url = arguments.text("url", PathRules.ANY);
    arguments.end();
    if (!SharedLinks.isWellFormed(url)) {
      throw ApiException.EndpointError.of(List.of("shared_link_malformed"));
    }
    links.revoke(own(session, url).link());
    return Route.noResult();
  }

  private Answer modify(Session session, Arguments arguments, Request request) {
    String url = arguments.text("url", PathRules.ANY);
    Arguments sent = arguments.struct("settings");
    boolean removeExpiry = arguments.flag("remove_expiration", false);
    arguments.end();
    SharedLinks.Found found = own(session, url);
    LinkSettings changed = found.link().settings().changedBy(sent, links.clock().instant());
    SharedLinks.Found result =
        links.change(found, removeExpiry ? changed.withoutExpiry() : changed);
    return Answer.json(200, json(result, session, request));
  }

  private Answer metadata(Session session, Arguments arguments, Request request) {
    return Answer.json(200, json(read(links, arguments), session, request));
  }

  /** What {@code url}, {@code path} and {@code link_password} of an argument lead to. */
  static SharedLinks.Found read(SharedLinks links, Arguments arguments) {
    String url = arguments.text("url", PathRules.ANY);
    String path = arguments.optionalText("path", PathRules.PLAIN);
    String password = arguments.optionalText("link_password", PathRules.ANY);
    arguments.end();
    SharedLinks.Found found = links.find(url).orElseThrow(() -> failure("shared_link_not_found"));
    LinkSettings settings = found.link().settings();
    if (!settings.opensFor(password) || settings.audience().equals("no_one")) {
      throw failure("shared_link_access_denied");
    }
    if (path == null || path.equals("/")) {
      return found;
    }
    Existing below = found.tree().find(found.item().path() + path);
    if (below == null) {
      throw failure("shared_link_not_found");
    }
    return new SharedLinks.Found(found.link(), below, found.tree());
  }

  private SharedLinks.Found own(Session session, String url) {
    SharedLinks.Found found = links.find(url).orElseThrow(() -> failure("shared_link_not_found"));
    if (!found.link().owner().equals(session.user())) {
      throw failure("shared_link_access_denied");
    }
    return found;
  }

  private ObjectNode json(SharedLinks.Found found, Session session, Request request) {
    return LinkJson.of(found, session.user(), links.address(request));
  }

  private static ApiException failure(String tag) {
    return ApiException.EndpointError.of(List.of(tag));
  }
}
