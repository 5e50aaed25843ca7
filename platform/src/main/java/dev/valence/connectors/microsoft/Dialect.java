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
  GRAPH(Pattern.compile("/[^/]+/.*"), "", "", "", "@microsoft.graph.", "@microsoft.graph."),

  /** SharePoint itself: {@code https://contoso-my.sharepoint.com/_api/v2.0/me}. */
  DIRECT(
      Pattern.compile("(/personal/[^/]+)?/_api/v2\\.0/.*"),
      "/drive",
      "/owner/user",
      "oneDrive.",
      "@content.",
      "@name.");

  private final Pattern below;
  private final String profile;
  private final String userOfProfile;
  private final String actionPrefix;
  private final String contentPrefix;
  private final String namePrefix;

  Dialect(
      Pattern below,
      String profile,
      String userOfProfile,
      String actionPrefix,
      String contentPrefix,
      String namePrefix) {
    this.below = below;
    this.profile = profile;
    this.userOfProfile = userOfProfile;
    this.actionPrefix = actionPrefix;
    this.contentPrefix = contentPrefix;
    this.namePrefix = namePrefix;
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

  /** A function or an action, such as {@code copy}, as a segment of a path. */
  String action(String name) {
    return actionPrefix + name;
  }

  /** The property of a file with a URL that gives its content to everybody. */
  String downloadUrl() {
    return contentPrefix + "downloadUrl";
  }

  /** The parameter or property that says what happens when a name is taken. */
  String conflictBehavior() {
    return namePrefix + "conflictBehavior";
  }
}
