package dev.valence.hubs.documents;

import dev.valence.model.Parameter;
import java.util.List;

/** The parameters of the documents hub's resources (contract, core 5.0 and 5.1). */
final class DocumentsParameters {

  static final Parameter PATH =
      Parameter.of(
          "query", "path", "string", true, "The path from the root, such as /folder/file.txt.");
  static final Parameter ID =
      Parameter.of("path", "id", "string", true, "The id, encoded for a URL; a refId as well.");
  static final Parameter REVISION = segment("revisionId", "The id of the revision.");
  static final Parameter PERMISSION = segment("permissionId", "The id of the permission.");
  static final Parameter COMMENT = segment("commentId", "The id of the comment.");
  static final Parameter TEMPLATE = segment("key", "The id of the template.");

  static final Parameter ISO_DATES =
      option(
          "isoDates",
          "boolean",
          "Whether dates are ISO 8601 texts instead of milliseconds since 1970.");
  static final Parameter RAW = option("raw", "boolean", "Whether to add what the provider said.");
  static final Parameter PAGE_SIZE =
      option(
          "pageSize",
          "integer",
          "How many items at most, 200 without it; trimmed to what the provider allows.");
  static final Parameter PAGE =
      option("page", "integer", "The number of the page, from 1; prefer nextPage.");
  static final Parameter NEXT_PAGE =
      option(
          "nextPage",
          "string",
          "Where the page begins: the Elements-Next-Page-Token of the page before.");
  static final Parameter WHERE =
      option(
          "where",
          "string",
          "A condition, such as extension='.txt' AND directory='false'. Its fields are those of the"
              + " answer, and extension and mimeType.");
  static final Parameter ORDER_BY =
      option("orderBy", "string", "A field of the answer, and asc or desc: name desc.");
  static final Parameter FETCH_TAGS =
      option("fetchTags", "boolean", "Whether to add the tags of each item.");
  static final Parameter RETURN_COUNT =
      option(
          "returnCount",
          "boolean",
          "Whether Elements-Total-Count is to tell how many items the whole list has; it is read to"
              + " its end for that.");
  static final Parameter FOLDER_PATH =
      option("calculateFolderPath", "boolean", "Has no effect: paths are always told.");
  static final Parameter OVERWRITE =
      option("overwrite", "boolean", "Whether a file that is there is replaced.");
  static final Parameter EMPTY_TRASH =
      option("emptyTrash", "boolean", "Whether not to put it into the trash but to delete it.");
  static final Parameter SIZE =
      option(
          "size",
          "integer",
          "The size of the file in bytes. A file of another size is refused, and providers that want"
              + " to know the size before get it.");
  static final Parameter TAGS = option("tags[]", "string", "A tag; it may be given repeatedly.");
  static final Parameter DESCRIPTION = option("description", "string", "What is said of the file.");
  static final Parameter FOLDER_ID =
      option("folderId", "string", "The id of the folder from which the path leads on.");
  static final Parameter FILE =
      Parameter.of("multipart", "file", "file", true, "The content of the file.");
  static final Parameter RANGE =
      Parameter.of("header", "Range", "string", false, "Which bytes, as in RFC 9110.");
  static final Parameter MEDIA_TYPE =
      option("mediaType", "string", "The media type into which the provider is to convert it.");
  static final Parameter THUMBNAIL =
      option("size", "string", "How large: small, medium or large; medium without it.");
  static final Parameter TEXT =
      option("text", "string", "What the names hold, in any case of letters.");
  static final Parameter WITHIN = option("path", "string", "The folder, / without it.");
  static final Parameter START =
      option("startDate", "string", "The first day or moment of the last change; with endDate.");
  static final Parameter END =
      option("endDate", "string", "The last day or moment of the last change; with startDate.");
  static final Parameter CURSOR =
      option(
          "cursor",
          "string",
          "Since when: the Elements-Changes-Cursor of a former answer; latest to begin now.");
  static final Parameter EXPIRES =
      option("expires", "string", "When the link ends, as in ISO 8601.");
  static final Parameter VISIBILITY =
      option("visibility", "string", "Who may follow it: PUBLIC, TEAM_ONLY or PASSWORD.");
  static final Parameter PASSWORD =
      option("password", "string", "What has to be known to follow it.");

  /** What an item's answer may be like. */
  static final List<Parameter> SHAPE = List.of(ISO_DATES, RAW);

  static final List<Parameter> PAGED = List.of(PAGE_SIZE, PAGE, NEXT_PAGE);

  static final List<Parameter> SELECTED = List.of(WHERE, ORDER_BY, FETCH_TAGS, RETURN_COUNT);

  private DocumentsParameters() {}

  private static Parameter option(String name, String dataType, String description) {
    return Parameter.of("query", name, dataType, false, description);
  }

  /**
   * The JSON object that is sent.
   *
   * @param example what one may be like
   */
  static Parameter body(String example) {
    return Parameter.ofBody("What is asked for.", example);
  }

  private static Parameter segment(String name, String description) {
    return Parameter.of("path", name, "string", true, description);
  }
}
