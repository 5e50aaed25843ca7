package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions that search files and folders by their names. */
final class SearchRoutes {

  private static final String SCOPE = "files.metadata.read";
  private static final Pattern QUERY = Pattern.compile("(?s).{0,1000}");

  /** Where a search has got to. */
  private record Position(Search search, int start) {
    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable Position read(String text) {
      try {
        return Json.MAPPER.readValue(Base64.getUrlDecoder().decode(text), Position.class);
      } catch (JsonProcessingException | IllegalArgumentException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private SearchRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        "files/search_v2", Route.rpc(SCOPE, SearchRoutes::start),
        "files/search/continue_v2", Route.rpc(SCOPE, SearchRoutes::proceed));
  }

  private static Answer start(Session session, Arguments arguments, Request request) {
    String query = arguments.text("query", QUERY);
    Arguments options = arguments.optionalStruct("options");
    Arguments matchFields = arguments.optionalStruct("match_field_options");
    if (matchFields != null) {
      matchFields.allow("include_highlights").end();
    }
    arguments.allow("include_highlights").end();
    Search search = Search.read(query, options, session.tree());
    if (query.isBlank()) {
      throw invalidArgument("query: must not be blank");
    }
    return page(session.tree(), new Position(search, 0));
  }

  private static Answer proceed(Session session, Arguments arguments, Request request) {
    Position position = Position.read(arguments.text("cursor", PathRules.NOT_EMPTY));
    arguments.end();
    if (position == null) {
      throw invalidArgument("cursor: not one of this search");
    }
    return page(session.tree(), position);
  }

  private static Answer page(FileTree tree, Position position) {
    Search search = position.search();
    List<Entry> found = search.run(tree);
    int start = Math.min(position.start(), found.size());
    int end = Math.min(found.size(), start + search.limit());
    ObjectNode result = Json.object();
    ArrayNode matches = result.putArray("matches");
    for (Entry entry : found.subList(start, end)) {
      ObjectNode match = matches.addObject();
      match.putObject("metadata").put(".tag", "metadata").set("metadata", Metadata.tagged(entry));
      match.putObject("match_type").put(".tag", "filename");
    }
    boolean more = end < found.size();
    result.put("has_more", more);
    return Answer.json(200, more ? result.put("cursor", new Position(search, end).text()) : result);
  }

  private static ApiException invalidArgument(String problem) {
    return ApiException.EndpointError.of(
        Json.object().put(".tag", "invalid_argument").put("invalid_argument", problem),
        "invalid_argument");
  }
}
