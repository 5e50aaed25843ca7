package dev.valence.hubs.objects;

import dev.valence.model.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What callers of the hubs of objects can say (contract, core 5.0 and 5.6). */
final class ObjectsParameters {

  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "id", "The record's id.",
          "fileId", "The file's id.",
          "versionId", "The version's id, or latest-version.",
          "childId", "The id of what belongs to the record.",
          "objectName", "The name of an object, the hub's or the provider's.",
          "objectId", "The record's id.",
          "childObjectName", "The provider's name of the relationship.",
          "childObjectId", "The id of what belongs to the record.");

  private static final Parameter FIELDS =
      option(
          "fields",
          "string",
          "The fields to give, separated by commas, by the provider's names; all without it.");

  private static final Parameter INCLUDE_METADATA =
      option(
          "includeMetadata",
          "boolean",
          "Whether records keep what the provider says of them besides their fields.");

  private static final List<Parameter> PAGED =
      List.of(
          option(
              "pageSize",
              "integer",
              "How many records at most, 200 without it; trimmed to what the provider allows."),
          option("page", "integer", "The number of the page, from 1; prefer nextPage."),
          option(
              "nextPage",
              "string",
              "Where the page begins: the Elements-Next-Page-Token of the page before."),
          option(
              "returnCount",
              "boolean",
              "Whether the answer tells how many records there are, in Elements-Total-Count."));

  static final List<Parameter> LISTED =
      Stream.concat(
              Stream.of(
                  option(
                      "where",
                      "string",
                      "A condition: Name LIKE 'A%' AND AnnualRevenue >= 100000."),
                  FIELDS,
                  option("orderBy", "string", "A field to sort by, with asc or desc: Name asc."),
                  INCLUDE_METADATA),
              PAGED.stream())
          .toList();

  static final List<Parameter> QUERIED =
      Stream.concat(
              Stream.of(
                  Parameter.of(
                      "query",
                      "q",
                      "string",
                      true,
                      "A statement: select Id, Name from accounts where Name = 'A' order by Name."),
                  INCLUDE_METADATA),
              PAGED.stream())
          .toList();

  static final List<Parameter> READ = List.of(FIELDS, INCLUDE_METADATA);

  static final List<Parameter> NAMES =
      List.of(
          Parameter.of(
              "header",
              "Elements-Version",
              "string",
              false,
              "Helium tells of each object more than its name."));

  static final List<Parameter> DESCRIBED =
      List.of(
          option(
              "customFieldsOnly",
              "boolean",
              "Whether to leave out the fields that every account has."));

  static final Parameter RECORD =
      Parameter.ofBody(
          "The fields of the record, by the provider's names.", "{\"Name\":\"Lovelace & Co\"}");

  static final List<Parameter> FILE =
      List.of(
          Parameter.of("multipart", "file", "file", true, "The file, behind all fields."),
          Parameter.of("form", "pathOnClient", "string", false, "How the file is called."),
          Parameter.of("form", "description", "string", false, "What is said of the file."),
          Parameter.of("form", "reason", "string", false, "Why there is a new version."));

  static final Parameter MEMBER =
      Parameter.ofBody("The record to add.", "{\"id\":\"0038d00000abcdeAAA\"}");

  private ObjectsParameters() {}

  /** A placeholder of a path. */
  static Parameter path(String name) {
    return Parameter.of("path", name, "string", true, PLACEHOLDERS.getOrDefault(name, "A name."));
  }

  private static Parameter option(String name, String dataType, String description) {
    return Parameter.of("query", name, dataType, false, description);
  }
}
