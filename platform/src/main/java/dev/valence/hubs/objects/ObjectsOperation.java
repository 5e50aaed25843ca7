package dev.valence.hubs.objects;

/** What the hubs of objects can do, each by one method of {@link ObjectsHub}. */
public enum ObjectsOperation {
  PING("GET", "/ping", "ping", "Tells whether the account can be reached."),
  LIST("GET", "/{object}", "get{Object}", "Lists {object}.");

  private final String method;
  private final String path;
  private final String operationId;
  private final String description;

  ObjectsOperation(String method, String path, String operationId, String description) {
    this.method = method;
    this.path = path;
    this.operationId = operationId;
    this.description = description;
  }

  /** Whether there is such a resource for each object, and not one for all. */
  boolean ofObject() {
    return path.contains("{object}");
  }

  /** The HTTP method of its resources. */
  String method() {
    return method;
  }

  /** The path of its resource below the hub. */
  String path(String object) {
    return filled(path, object);
  }

  /** The name of its resource in API documents. */
  String operationId(String object) {
    return filled(operationId, object);
  }

  /** What it does, in a sentence for callers. */
  String description(String object) {
    return filled(description, object);
  }

  private static String filled(String template, String object) {
    String capitalized =
        object.isEmpty() ? "" : Character.toUpperCase(object.charAt(0)) + object.substring(1);
    return template.replace("{object}", object).replace("{Object}", capitalized);
  }
}
