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
import java.util.stream.Stream;

/**
 * The resources of the documents hub (contract, core 5.1), declared once: calls are routed, their
 * parameters checked, and catalogue and API documents made from this table.
 */
@ApplicationScoped
public class DocumentsContract implements HubContract {

  /** The hub's key. */
  public static final String HUB = "documents";

  private static final Parameter PATH =
      Parameter.of(
          "query", "path", "string", true, "The path from the root, such as /folder/file.txt.");
  private static final Parameter ID =
      Parameter.of("path", "id", "string", true, "The id, encoded for a URL; a refId as well.");
  private static final Parameter ISO_DATES =
      option(
          "isoDates",
          "boolean",
          "Whether dates are ISO 8601 texts instead of milliseconds since 1970.");
  private static final Parameter RAW =
      option("raw", "boolean", "Whether to add what the provider said.");
  private static final Parameter PAGE_SIZE =
      option(
          "pageSize",
          "integer",
          "How many items at most, 200 without it; trimmed to what the provider allows.");
  private static final Parameter PAGE =
      option("page", "integer", "The number of the page, from 1; prefer nextPage.");
  private static final Parameter NEXT_PAGE =
      option(
          "nextPage",
          "string",
          "Where the page begins: the Elements-Next-Page-Token of the page before.");
  private static final Parameter OVERWRITE =
      option("overwrite", "boolean", "Whether a file that is there is replaced.");
  private static final Parameter SIZE =
      option(
          "size",
          "integer",
          "The size of the file in bytes; a help to providers that want to know it before.");
  private static final Parameter FILE =
      Parameter.of("multipart", "file", "file", true, "The content of the file.");
  private static final Parameter RANGE =
      Parameter.of("header", "Range", "string", false, "Which bytes, as in RFC 9110.");

  private static final String PING_EXAMPLE =
      """
      {"dateTime":"2026-05-01T12:00:00Z","endpoint":"files","valid":true}\
      """;
  private static final String ME_EXAMPLE =
      """
      {"name":{"display_name":"Ada"},"email":"ada@example.com"}\
      """;
  private static final String STORAGE_EXAMPLE =
      """
      {"total":2147483648,"used":7212}\
      """;
  private static final String FILE_EXAMPLE =
      """
      {"id":"%252Fplans%252Froof.pdf","refId":"id:a4ayc_80_OEAAAAAAAAAYa","name":"roof.pdf",\
      "path":"/plans/roof.pdf","directory":false,"size":7212,"createdDate":1777636800000,\
      "modifiedDate":1777636801000,"tags":[],"parentFolderId":"%252Fplans",\
      "properties":{"mimeType":"application/pdf"}}\
      """;
  private static final String FOLDER_EXAMPLE =
      """
      {"id":"%252Fplans","refId":"id:a4ayc_80_OEAAAAAAAAAXz","name":"plans","path":"/plans",\
      "directory":true,"size":0,"tags":[],"parentFolderId":"%252F","properties":{}}\
      """;

  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, DocumentsOperation> operations = new HashMap<>();

  public DocumentsContract() {
    add(PING, "ping", "/ping", PING_EXAMPLE, List.of());
    add(ME, "getMe", "/me", ME_EXAMPLE, List.of());
    add(STORAGE, "getStorage", "/storage", STORAGE_EXAMPLE, List.of());

    String items = "[" + FOLDER_EXAMPLE + "," + FILE_EXAMPLE + "]";
    List<Parameter> paged = List.of(PAGE_SIZE, PAGE, NEXT_PAGE, ISO_DATES, RAW);
    add(LIST, "getFolderContents", "/folders/contents", items, of(PATH, paged));
    add(LIST, "getFolderContentsById", "/folders/{id}/contents", items, of(ID, paged));

    List<Parameter> shaped = List.of(ISO_DATES, RAW);
    add(METADATA, "getFolderMetadata", "/folders/metadata", FOLDER_EXAMPLE, of(PATH, shaped));
    add(
        METADATA,
        "getFolderMetadataById",
        "/folders/{id}/metadata",
        FOLDER_EXAMPLE,
        of(ID, shaped));
    add(METADATA, "getFileMetadata", "/files/metadata", FILE_EXAMPLE, of(PATH, shaped));
    add(METADATA, "getFileMetadataById", "/files/{id}/metadata", FILE_EXAMPLE, of(ID, shaped));

    List<Parameter> stored = List.of(OVERWRITE, SIZE, ISO_DATES, RAW, FILE);
    add(UPLOAD, "createFile", "/files", FILE_EXAMPLE, of(PATH, stored));
    add(DOWNLOAD, "getFile", "/files", "", List.of(PATH, RANGE));
    add(DOWNLOAD, "getFileById", "/files/{id}", "", List.of(ID, RANGE));
    add(DELETE, "deleteFile", "/files", "", List.of(PATH));
    add(DELETE, "deleteFileById", "/files/{id}", "", List.of(ID));
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
      case "Range" ->
          value.chars().allMatch(c -> c >= ' ' && c < 0x7f)
              ? Optional.empty()
              : Optional.of("The header 'Range' must be printable ASCII (RFC 9110, 14.2).");
      default -> Optional.empty();
    };
  }

  private static Parameter option(String name, String dataType, String description) {
    return Parameter.of("query", name, dataType, false, description);
  }

  /** The parameters of a resource that names its item in this way. */
  private static List<Parameter> of(Parameter item, List<Parameter> others) {
    return Stream.concat(Stream.of(item), others.stream()).toList();
  }

  private void add(
      DocumentsOperation operation,
      String operationId,
      String path,
      String example,
      List<Parameter> parameters) {
    String contentType = operation == DOWNLOAD ? MimeTypes.UNKNOWN : "application/json";
    operations.put(operationId, operation);
    resources.add(
        Resource.ofConnector(
            operationId,
            operation.description(),
            operation.method(),
            "/hubs/" + HUB + path,
            parameters,
            operation == LIST ? "VENDOR_SUPPORTED" : "NO_PAGINATION",
            new ResponseDescription(contentType, null, example)));
  }
}
