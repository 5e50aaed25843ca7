package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The functions about the tags of files and folders. */
final class TagRoutes {

  private static final Pattern TAG = Pattern.compile("\\w{1,32}", Pattern.UNICODE_CHARACTER_CLASS);

  private TagRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        "files/tags/add", Route.rpc("files.metadata.write", TagRoutes::add),
        "files/tags/remove", Route.rpc("files.metadata.write", TagRoutes::remove),
        "files/tags/get", Route.rpc("files.metadata.read", TagRoutes::get));
  }

  private static Answer add(Session session, Arguments arguments, Request request) {
    String path = PathRules.path(arguments, "path", PathRules.PLAIN);
    String tag = tag(arguments);
    FileTree tree = session.tree();
    if (!tree.tags().add(Lookup.existing(tree, path, "path").id(), tag)) {
      throw ApiException.EndpointError.of(List.of("too_many_tags"));
    }
    return Route.noResult();
  }

  private static Answer remove(Session session, Arguments arguments, Request request) {
    String path = PathRules.path(arguments, "path", PathRules.PLAIN);
    String tag = tag(arguments);
    FileTree tree = session.tree();
    if (!tree.tags().remove(Lookup.existing(tree, path, "path").id(), tag)) {
      throw ApiException.EndpointError.of(List.of("tag_not_present"));
    }
    return Route.noResult();
  }

  private static Answer get(Session session, Arguments arguments, Request request) {
    List<String> paths = arguments.texts("paths", PathRules.PLAIN);
    arguments.end();
    FileTree tree = session.tree();
    ObjectNode result = Json.object();
    ArrayNode all = result.putArray("paths_to_tags");
    for (String path : paths) {
      Existing found = Lookup.existing(tree, path, "path");
      ObjectNode ofPath = all.addObject().put("path", path);
      ArrayNode tags = ofPath.putArray("tags");
      for (String tag : tree.tags().of(found.id())) {
        tags.addObject().put(".tag", "user_generated_tag").put("tag_text", tag);
      }
    }
    return Answer.json(200, result);
  }

  private static String tag(Arguments arguments) {
    String tag = arguments.text("tag_text", TAG);
    arguments.end();
    return PathRules.lower(tag);
  }
}
