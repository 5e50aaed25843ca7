package dev.valence.hubs.objects;

import dev.valence.model.Parameter;
import java.util.List;

/** What the hubs of objects can do. */
public enum ObjectsOperation {
  PING("GET", "Tells whether the account can be reached."),
  QUERY("GET", "Lists what a statement of the query language selects."),
  OBJECTS("GET", "Lists the names of all objects that the account has."),
  DESCRIBE("GET", "Tells the fields of an object, as the account has them."),
  LIST("GET", "Lists {things}."),
  CREATE("POST", "Creates one of {things}, and answers with all of it."),
  READ("GET", "Retrieves one of {things}."),
  UPDATE("PATCH", "Changes fields of one of {things}, and answers with all of it."),
  DELETE("DELETE", "Deletes one of {things}."),
  CONTENT("GET", "Retrieves the file that one of {things} holds."),
  READ_OWN("GET", "Retrieves the one of {things} that the connected account is."),
  VALUES("GET", "Lists {things} that a record can have."),
  ADD_MEMBER("POST", "Adds one of {things} that exists, by its id."),
  UPLOAD_FILE("POST", "Stores a file, and answers with what is told of it."),
  FILE_CONTENT("GET", "Retrieves the file as it is now."),
  FILE_METADATA("GET", "Retrieves what is told of a file."),
  FILE_VERSIONS("GET", "Lists the versions of a file."),
  ADD_FILE_VERSION("POST", "Stores a new version of a file."),
  FILE_VERSION_CONTENT("GET", "Retrieves a version of a file."),
  FILE_VERSION_METADATA("GET", "Retrieves what is told of a version of a file."),
  FILES_OF_RECORD("GET", "Lists the files that are shared with a record."),
  SHARES_OF_RECORD("GET", "Lists how files are shared with a record."),
  SHARE_FILE("POST", "Shares a file with a record."),
  REMOVE_MEMBER("DELETE", "Takes one of {things} away, which remains itself.");

  private final String method;
  private final String description;

  ObjectsOperation(String method, String description) {
    this.method = method;
    this.description = description;
  }

  /** The HTTP method of its resources. */
  String method() {
    return method;
  }

  /**
   * What it does, in a sentence for callers.
   *
   * @param things what the records are called
   */
  public String description(String things) {
    return description.replace("{things}", things);
  }

  /** Whether it answers with a file. */
  boolean givesFile() {
    return this == CONTENT || this == FILE_CONTENT || this == FILE_VERSION_CONTENT;
  }

  /** Whether it answers with a page of a list. */
  boolean lists() {
    return switch (this) {
      case LIST, QUERY, VALUES, FILE_VERSIONS, FILES_OF_RECORD, SHARES_OF_RECORD -> true;
      default -> false;
    };
  }

  /** What a caller can say besides what is in the path. */
  List<Parameter> parameters() {
    return switch (this) {
      case LIST, VALUES, FILE_VERSIONS, FILES_OF_RECORD, SHARES_OF_RECORD ->
          ObjectsParameters.LISTED;
      case QUERY -> ObjectsParameters.QUERIED;
      case READ, READ_OWN, FILE_METADATA, FILE_VERSION_METADATA -> ObjectsParameters.READ;
      case CREATE, UPDATE -> List.of(ObjectsParameters.RECORD);
      case ADD_MEMBER -> List.of(ObjectsParameters.MEMBER);
      case OBJECTS -> ObjectsParameters.NAMES;
      case DESCRIBE -> ObjectsParameters.DESCRIBED;
      case UPLOAD_FILE, ADD_FILE_VERSION -> ObjectsParameters.FILE;
      case PING, DELETE, CONTENT, FILE_CONTENT, FILE_VERSION_CONTENT, SHARE_FILE, REMOVE_MEMBER ->
          List.of();
    };
  }
}
