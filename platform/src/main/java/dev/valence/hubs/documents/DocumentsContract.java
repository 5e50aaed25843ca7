package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.DocumentsOperation.DELETE;
import static dev.valence.hubs.documents.DocumentsOperation.DOWNLOAD;
import static dev.valence.hubs.documents.DocumentsOperation.LIST;
import static dev.valence.hubs.documents.DocumentsOperation.ME;
import static dev.valence.hubs.documents.DocumentsOperation.METADATA;
import static dev.valence.hubs.documents.DocumentsOperation.PING;
import static dev.valence.hubs.documents.DocumentsOperation.STORAGE;
import static dev.valence.hubs.documents.DocumentsOperation.UPLOAD;

import dev.valence.model.HubContract;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of the documents hub (contract, core 5.1), declared once: calls are routed, their
 * parameters checked, and catalogue and API documents made from this table.
 */
@ApplicationScoped
public class DocumentsContract implements HubContract {

  /** The hub's key. */
  public static final String HUB = "documents";

  private static final String JSON = "application/json";

  private static final Parameter PATH =
      Parameter.of(
          "query", "path", "string", true, "The path from the root, such as /folder/file.txt.");
  private static final Parameter ID =
      Parameter.of("path", "id", "string", true, "The id, encoded for a URL; a refId as well.");
  private static final Parameter ISO_DATES =
      Parameter.of(
          "query",
          "isoDates",
          "boolean",
          false,
          "Whether dates are ISO 8601 texts instead of milliseconds since 1970.");
  private static final Parameter RAW =
      Parameter.of("query", "raw", "boolean", false, "Whether to add what the provider said.");
  private static final Parameter PAGE_SIZE =
      Parameter.of(
          "query",
          "pageSize",
          "integer",
          false,
          "How many items at most, 200 without it; trimmed to what the provider allows.");
  private static final Parameter PAGE =
      Parameter.of(
          "query", "page", "integer", false, "The number of the page, from 1; prefer nextPage.");
  private static final Parameter NEXT_PAGE =
      Parameter.of(
          "query",
          "nextPage",
          "string",
          false,
          "Where the page begins: the Elements-Next-Page-Token of the page before.");
  private static final Parameter OVERWRITE =
      Parameter.of(
          "query", "overwrite", "boolean", false, "Whether a file that is there is replaced.");
  private static final Parameter SIZE =
      Parameter.of(
          "query",
          "size",
          "integer",
          false,
          "The size of the file in bytes; a help to providers that want to know it before.");
  private static final Parameter FILE =
      Parameter.of("multipart", "file", "file", true, "The content of the file.");
  private static final Parameter RANGE =
      Parameter.of("header", "Range", "string", false, "Which bytes, as in RFC 9110.");

  private static final String FILE_EXAMPLE =
      """
      {"id":"%2Fplans%2Froof.pdf","refId":"id:a4ayc_80_OEAAAAAAAAAYa","name":"roof.pdf",\
      "path":"/plans/roof.pdf","directory":false,"size":7212,"createdDate":1777636800000,\
      "modifiedDate":1777636801000,"tags":[],"parentFolderId":"%2Fplans",\
      "properties":{"mimeType":"application/pdf"}}\
      """;
  private static final String FOLDER_EXAMPLE =
      """
      {"id":"%2Fplans","refId":"id:a4ayc_80_OEAAAAAAAAAXz","name":"plans","path":"/plans",\
      "directory":true,"size":0,"tags":[],"parentFolderId":"%2F","properties":{}}\
      """;

  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, DocumentsOperation> operations = new HashMap<>();

  public DocumentsContract() {
    json(
        PING,
        "ping",
        "/ping",
        "Tells whether the account can be reached.",
        "{\"dateTime\":\"2026-05-01T12:00:00Z\",\"endpoint\":\"files\",\"valid\":true}");
    json(
        ME,
        "getMe",
        "/me",
        "Describes the account in the provider's own words.",
        "{\"name\":{\"display_name\":\"Ada\"},\"email\":\"ada@example.com\"}");
    json(
        STORAGE,
        "getStorage",
        "/storage",
        "Tells how much space the account has, in bytes.",
        "{\"total\":2147483648,\"used\":7212}");

    String listing = "Lists a folder, without its subfolders' items.";
    String items = "[" + FOLDER_EXAMPLE + "," + FILE_EXAMPLE + "]";
    json(
        LIST,
        "getFolderContents",
        "/folders/contents",
        listing,
        items,
        PATH,
        PAGE_SIZE,
        PAGE,
        NEXT_PAGE,
        ISO_DATES,
        RAW);
    json(
        LIST,
        "getFolderContentsById",
        "/folders/{id}/contents",
        listing,
        items,
        ID,
        PAGE_SIZE,
        PAGE,
        NEXT_PAGE,
        ISO_DATES,
        RAW);

    String describing = "Describes a file or a folder.";
    json(
        METADATA,
        "getFolderMetadata",
        "/folders/metadata",
        describing,
        FOLDER_EXAMPLE,
        PATH,
        ISO_DATES,
        RAW);
    json(
        METADATA,
        "getFolderMetadataById",
        "/folders/{id}/metadata",
        describing,
        FOLDER_EXAMPLE,
        ID,
        ISO_DATES,
        RAW);
    json(
        METADATA,
        "getFileMetadata",
        "/files/metadata",
        describing,
        FILE_EXAMPLE,
        PATH,
        ISO_DATES,
        RAW);
    json(
        METADATA,
        "getFileMetadataById",
        "/files/{id}/metadata",
        describing,
        FILE_EXAMPLE,
        ID,
        ISO_DATES,
        RAW);

    add(
        UPLOAD,
        "createFile",
        "POST",
        "/files",
        "Stores a file; missing folders of its path are made.",
        JSON,
        FILE_EXAMPLE,
        PATH,
        OVERWRITE,
        SIZE,
        ISO_DATES,
        RAW,
        FILE);
    String content = "Gives the content of a file.";
    add(DOWNLOAD, "getFile", "GET", "/files", content, MimeTypes.UNKNOWN, "roof.pdf", PATH, RANGE);
    add(
        DOWNLOAD,
        "getFileById",
        "GET",
        "/files/{id}",
        content,
        MimeTypes.UNKNOWN,
        "roof.pdf",
        ID,
        RANGE);
    String deletion = "Deletes a file; where the provider has a trash, into it.";
    add(DELETE, "deleteFile", "DELETE", "/files", deletion, JSON, "", PATH);
    add(DELETE, "deleteFileById", "DELETE", "/files/{id}", deletion, JSON, "", ID);
  }

  @Override
  public String hub() {
    return HUB;
  }

  @Override
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** The operation behind one of {@link #resources()}. */
  public DocumentsOperation operation(Resource resource) {
    return Optional.ofNullable(operations.get(resource.operationId())).orElseThrow();
  }

  /** What is wrong with a value, though it is of its parameter's type, as a sentence. */
  public Optional<String> faultOf(Parameter parameter, String value) {
    return switch (parameter.name()) {
      case "path" -> FileReference.faultOf(value);
      case "page", "pageSize" ->
          Long.parseLong(value) > 0
              ? Optional.empty()
              : Optional.of("The parameter '" + parameter.name() + "' must be at least 1.");
      default -> Optional.empty();
    };
  }

  private void json(
      DocumentsOperation operation,
      String operationId,
      String path,
      String description,
      String example,
      Parameter... parameters) {
    add(operation, operationId, "GET", path, description, JSON, example, parameters);
  }

  private void add(
      DocumentsOperation operation,
      String operationId,
      String method,
      String path,
      String description,
      String contentType,
      String example,
      Parameter... parameters) {
    operations.put(operationId, operation);
    resources.add(
        new Resource(
            null,
            description,
            operationId,
            "connector",
            "api",
            method,
            "/hubs/" + HUB + path,
            null,
            null,
            List.of(parameters),
            List.of(),
            null,
            operation == LIST ? "VENDOR_SUPPORTED" : "NO_PAGINATION",
            null,
            null,
            null,
            null,
            new ResponseDescription(contentType, null, example),
            null,
            false));
  }
}
