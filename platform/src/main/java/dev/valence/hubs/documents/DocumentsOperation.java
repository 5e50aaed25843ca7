package dev.valence.hubs.documents;

/** What the documents hub can do, each by one method of {@link DocumentsHub}. */
public enum DocumentsOperation {
  PING("GET", "Tells whether the account can be reached."),
  ME("GET", "Describes the account in the provider's own words."),
  STORAGE("GET", "Tells how much space the account has, in bytes."),
  LIST("GET", "Lists a folder, without the items of its subfolders."),
  SEARCH("GET", "Finds files and folders by their names, in a folder and all below it."),
  CHANGES("GET", "Tells what has changed since a cursor; without one, all that there is."),
  UPLOAD("POST", "Stores a file; missing folders of its path are made."),
  DOWNLOAD("GET", "Gives the content of a file."),
  METADATA("GET", "Describes a file or a folder."),
  UPDATE("PATCH", "Moves, renames or describes a file or a folder."),
  DELETE("DELETE", "Deletes a file; where the provider has a trash, into it."),
  CREATE_FOLDER("POST", "Makes a folder; missing folders of its path are made."),
  DELETE_FOLDER("DELETE", "Deletes a folder and all in it; where there is a trash, into it."),
  COPY("POST", "Copies a file or a folder; missing folders of the new path are made."),
  LINK("GET", "Gives a link to an item, which is made unless there is one."),
  LINKS("GET", "Lists the links to an item."),
  DELETE_LINKS("DELETE", "Takes all links to an item away."),
  REVISIONS("GET", "Lists the revisions of a file, the newest first."),
  REVISION("GET", "Describes a revision of a file."),
  REVISION_CONTENT("GET", "Gives the content of a revision of a file."),
  THUMBNAIL("GET", "Gives a small picture of a file."),
  PERMISSIONS("GET", "Lists who may do what with an item."),
  ADD_PERMISSION("POST", "Lets somebody read or change an item."),
  DELETE_PERMISSION("DELETE", "Takes a permission back."),
  COMMENTS("GET", "Lists the comments on a file, the newest first."),
  COMMENT("GET", "Gives a comment on a file."),
  ADD_COMMENT("POST", "Comments on a file."),
  DELETE_COMMENT("DELETE", "Deletes a comment on a file."),
  TEMPLATES("GET", "Lists the templates of custom fields."),
  TEMPLATE("GET", "Describes a template of custom fields."),
  CREATE_TEMPLATE("POST", "Makes a template of custom fields."),
  UPDATE_TEMPLATE("PUT", "Changes a template of custom fields."),
  DELETE_TEMPLATE("DELETE", "Deletes a template of custom fields, and its values."),
  CUSTOM_FIELDS("GET", "Gives the values that a file has for a template."),
  ADD_CUSTOM_FIELDS("POST", "Gives a file values for a template."),
  UPDATE_CUSTOM_FIELDS("PUT", "Changes the values that a file has for a template."),
  DELETE_CUSTOM_FIELDS("DELETE", "Takes from a file the values that it has for a template.");

  private final String method;
  private final String description;

  DocumentsOperation(String method, String description) {
    this.method = method;
    this.description = description;
  }

  /** The HTTP method of its resources. */
  public String method() {
    return method;
  }

  /** What it does, in a sentence for callers. */
  public String description() {
    return description;
  }
}
