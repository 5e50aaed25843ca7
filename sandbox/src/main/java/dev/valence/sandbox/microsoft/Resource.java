package dev.valence.sandbox.microsoft;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An API that access tokens are made for, one at a time, with its dialect of the drive. */
enum Resource {
  /** Microsoft Graph. */
  GRAPH(
      "graph",
      "graph.microsoft.com",
      "00000003-0000-0000-c000-000000000000",
      "/v1.0",
      "@microsoft.graph.",
      "",
      "innerError",
      "Files.ReadWrite.All User.Read"),

  /** The OneDrive API at the tenant's own address. */
  SHAREPOINT(
      "sharepoint",
      "contoso-my.sharepoint.com",
      "00000003-0000-0ff1-ce00-000000000000",
      "/_api/v2.0",
      "@content.",
      "oneDrive.",
      "innererror",
      "MyFiles.Read MyFiles.Write");

  private static final Set<String> PARTS =
      Set.of("", "children", "content", "permissions", "thumbnails", "versions");

  private static final Set<String> ACTIONS =
      Set.of(
          "copy",
          "createLink",
          "createUploadSession",
          "delta",
          "invite",
          "permanentDelete",
          "search");

  private final String site;
  private final String host;
  private final String applicationId;
  private final String basePath;
  private final String contentPrefix;
  private final String actionPrefix;
  private final String innerErrorName;
  private final String defaultScope;

  Resource(
      String site,
      String host,
      String applicationId,
      String basePath,
      String contentPrefix,
      String actionPrefix,
      String innerErrorName,
      String defaultScope) {
    this.site = site;
    this.host = host;
    this.applicationId = applicationId;
    this.basePath = basePath;
    this.contentPrefix = contentPrefix;
    this.actionPrefix = actionPrefix;
    this.innerErrorName = innerErrorName;
    this.defaultScope = defaultScope;
  }

  /** The site of the face that serves it. */
  String site() {
    return site;
  }

  String host() {
    return host;
  }

  /** The identifier it has in every tenant. */
  String applicationId() {
    return applicationId;
  }

  /** What the paths of its drives begin with. */
  String basePath() {
    return basePath;
  }

  /** The property of a file with an address that needs no token. */
  String downloadUrlName() {
    return contentPrefix + "downloadUrl";
  }

  /** The parameter, or the property of an item, that says what to do with a name that is taken. */
  String conflictBehaviorName() {
    return this == GRAPH ? "@microsoft.graph.conflictBehavior" : "@name.conflictBehavior";
  }

  /** An action as it is named here. */
  String named(String action) {
    return actionPrefix + action;
  }

  /**
   * The function or action that the last part of a path names, by Graph's name of it. What is a
   * part of an item, such as its children, is named alike everywhere and given as it is.
   */
  String actionOf(String segment) {
    String name = segment.startsWith(actionPrefix) ? segment.substring(actionPrefix.length()) : "";
    String plain = name.replaceFirst("\\(.*", "");
    if (ACTIONS.contains(plain)) {
      return plain;
    }
    if (PARTS.contains(segment)) {
      return segment;
    }
    throw ApiException.invalidRequest("Resource not found for the segment '" + segment + "'.");
  }

  /** The property of an error with its details. */
  String innerErrorName() {
    return innerErrorName;
  }

  /**
   * What every application may do that did not ask for permissions by name, by their full names.
   */
  Set<String> defaultPermissions() {
    return Arrays.stream(defaultScope.split(" ", -1))
        .map(this::fullName)
        .collect(Collectors.toSet());
  }

  /** The name of a permission as it is unique among all resources. */
  String fullName(String permission) {
    return "https://" + host + "/" + permission;
  }

  /** The short names of those permissions that are for this resource, in order. */
  Set<String> permissionsOf(Set<String> fullNames) {
    String prefix = fullName("");
    return fullNames.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
