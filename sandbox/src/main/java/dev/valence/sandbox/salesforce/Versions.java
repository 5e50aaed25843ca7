package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the REST API: there are three a year, and those before Summer '14 have ended. */
final class Versions {

  static final String PREFIX = "/services/data";

  private static final int FIRST = 31;
  private static final int LAST = 68;
  private static final int WINTER_15 = 32;
  private static final Pattern FORM = Pattern.compile("v(\\d{1,3})\\.0");

  private Versions() {}

  /** The list of the versions. */
  static Answer list() {
    ArrayNode versions = Json.MAPPER.createArrayNode();
    for (int version = FIRST; version <= LAST; version++) {
      int sinceWinter = Math.floorMod(version - WINTER_15, 3);
      int year = 15 + Math.floorDiv(version - WINTER_15, 3);
      String season =
          switch (sinceWinter) {
            case 0 -> "Winter";
            case 1 -> "Spring";
            default -> "Summer";
          };
      versions
          .addObject()
          .put("label", season + " '" + year)
          .put("url", PREFIX + "/v" + version + ".0")
          .put("version", version + ".0");
    }
    return Answer.json(200, versions);
  }

  /** Refuses a version that does not exist, or no longer. */
  static void check(String segment) {
    Matcher form = FORM.matcher(segment);
    int version = form.matches() ? Integer.parseInt(form.group(1)) : 0;
    if (version == 0 || version > LAST) {
      throw RestException.notFound();
    }
    if (version < FIRST) {
      throw new RestException(
          410, "UNSUPPORTED_API_VERSION", "API version " + version + ".0 has been retired");
    }
  }
}
