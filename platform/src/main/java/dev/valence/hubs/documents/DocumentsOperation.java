package dev.valence.hubs.documents;

/** What the documents hub can do, each by one method of {@link DocumentsHub}. */
public enum DocumentsOperation {
  PING("GET", "Tells whether the account can be reached."),
  ME("GET", "Describes the account in the provider's own words."),
  STORAGE("GET", "Tells how much space the account has, in bytes."),
  LIST("GET", "Lists a folder, without the items of its subfolders."),
  UPLOAD("POST", "Stores a file; missing folders of its path are made."),
  DOWNLOAD("GET", "Gives the content of a file."),
  METADATA("GET", "Describes a file or a folder."),
  DELETE("DELETE", "Deletes a file; where the provider has a trash, into it.");

  private final String method;
  private final String description;

  DocumentsOperation(String method, String description) {
    this.method = method;
    this.description = description;
  }

  /** The HTTP method of its resources. */
  String method() {
    return method;
  }

  /** What it does, in a sentence for callers. */
  String description() {
    return description;
  }
}
