package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the name of a new item is taken.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/driveitem#instance-attributes">
 *     Instance attributes</a>
 */
enum Conflict {
  FAIL,
  REPLACE,
  RENAME;

  /** What a call says in its query or its body; without a word of it, the default. */
  static Conflict of(Resource resource, QueryOptions query, JsonNode body, Conflict byDefault) {
    String name = resource.conflictBehaviorName();
    String inQuery = query.get(name);
    JsonNode inBody = body.path(name);
    if (inQuery == null && inBody.isMissingNode()) {
      return byDefault;
    }
    return parse(inQuery == null ? inBody.textValue() : inQuery);
  }

  private static Conflict parse(@Nullable String text) {
    return switch (text) {
      case "fail" -> FAIL;
      case "replace" -> REPLACE;
      case "rename" -> RENAME;
      case null, default ->
          throw ApiException.invalidRequest("The conflict behavior " + text + " is unknown.");
    };
  }
}
