package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * The two ways in which the same API is offered.
 *
 * @see <a
 *     href="https://learn.microsoft.com/onedrive/developer/rest-api/concepts/direct-endpoint-differences">
 *     Differences when calling OneDrive directly</a>
 */
enum Dialect {
  /** Microsoft Graph: {@code https://graph.microsoft.com/v1.0/me/drive}. */
  GRAPH(Pattern.compile("/[^/]+/.*"), "", ""),

  /** SharePoint itself: {@code https://contoso-my.sharepoint.com/_api/v2.0/me}. */
  DIRECT(Pattern.compile("(/personal/[^/]+)?/_api/v2\\.0/.*"), "/drive", "/owner/user");

  private final Pattern below;
  private final String profile;
  private final String userOfProfile;

  Dialect(Pattern below, String profile, String userOfProfile) {
    this.below = below;
    this.profile = profile;
    this.userOfProfile = userOfProfile;
  }

  /** The dialect that is spoken at a URL's path. */
  static Dialect at(String path) {
    return DIRECT.below.matcher(path + "/").matches() ? DIRECT : GRAPH;
  }

  /** Whether a path is one of the API's. */
  boolean reaches(String path) {
    return below.matcher(path).matches();
  }

  /** What tells of the user, below the user's URL: SharePoint has nothing but the drive's owner. */
  String profile() {
    return profile;
  }

  /** The user in the answer of {@link #profile}. */
  JsonNode user(JsonNode answer) {
    JsonNode user = answer.at(userOfProfile);
    return user.isObject() ? user : answer;
  }
}
