package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.DocumentsParameters.COMMENT;
import static dev.valence.hubs.documents.DocumentsParameters.CURSOR;
import static dev.valence.hubs.documents.DocumentsParameters.DESCRIPTION;
import static dev.valence.hubs.documents.DocumentsParameters.EMPTY_TRASH;
import static dev.valence.hubs.documents.DocumentsParameters.END;
import static dev.valence.hubs.documents.DocumentsParameters.EXPIRES;
import static dev.valence.hubs.documents.DocumentsParameters.FILE;
import static dev.valence.hubs.documents.DocumentsParameters.FOLDER_ID;
import static dev.valence.hubs.documents.DocumentsParameters.FOLDER_PATH;
import static dev.valence.hubs.documents.DocumentsParameters.ID;
import static dev.valence.hubs.documents.DocumentsParameters.MEDIA_TYPE;
import static dev.valence.hubs.documents.DocumentsParameters.NEXT_PAGE;
import static dev.valence.hubs.documents.DocumentsParameters.OVERWRITE;
import static dev.valence.hubs.documents.DocumentsParameters.PAGED;
import static dev.valence.hubs.documents.DocumentsParameters.PAGE_SIZE;
import static dev.valence.hubs.documents.DocumentsParameters.PASSWORD;
import static dev.valence.hubs.documents.DocumentsParameters.PATH;
import static dev.valence.hubs.documents.DocumentsParameters.PERMISSION;
import static dev.valence.hubs.documents.DocumentsParameters.RANGE;
import static dev.valence.hubs.documents.DocumentsParameters.RAW;
import static dev.valence.hubs.documents.DocumentsParameters.REVISION;
import static dev.valence.hubs.documents.DocumentsParameters.SELECTED;
import static dev.valence.hubs.documents.DocumentsParameters.SHAPE;
import static dev.valence.hubs.documents.DocumentsParameters.SIZE;
import static dev.valence.hubs.documents.DocumentsParameters.START;
import static dev.valence.hubs.documents.DocumentsParameters.TAGS;
import static dev.valence.hubs.documents.DocumentsParameters.TEMPLATE;
import static dev.valence.hubs.documents.DocumentsParameters.TEXT;
import static dev.valence.hubs.documents.DocumentsParameters.THUMBNAIL;
import static dev.valence.hubs.documents.DocumentsParameters.VISIBILITY;
import static dev.valence.hubs.documents.DocumentsParameters.WITHIN;
import static dev.valence.hubs.documents.DocumentsParameters.body;

import dev.valence.model.HubContract;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources of the documents hub (contract, core 5.1), declared once: calls are routed, their
 * parameters checked, and catalogue and API documents made from this table.
 */
@ApplicationScoped
public class DocumentsContract implements HubContract {

  /** The hub's key. */
  public static final String HUB = "documents";

  private static final String FILES = "/files";
  private static final String FOLDERS = "/folders";

  private static final Set<DocumentsOperation> OF_BYTES =
      EnumSet.of(
          DocumentsOperation.DOWNLOAD,
          DocumentsOperation.REVISION_CONTENT,
          DocumentsOperation.THUMBNAIL);

  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, DocumentsOperation> operations = new HashMap<>();

  public DocumentsContract() {
    addAccount();
    addLists();
    addFiles();
    addFolders();
    addLinks();
    addRevisions();
    addPermissions();
    addComments();
    addCustomFields();
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

  private void addAccount() {
    add(DocumentsOperation.PING, "ping", "/ping", DocumentsExamples.PING);
    add(DocumentsOperation.ME, "getMe", "/me", DocumentsExamples.ME);
    add(DocumentsOperation.STORAGE, "getStorage", "/storage", DocumentsExamples.STORAGE);
  }

  private void addLists() {
    List<Parameter> listed = all(PAGED, SELECTED, SHAPE, List.of(FOLDER_PATH));
    pair(
        DocumentsOperation.LIST,
        "getFolderContents",
        FOLDERS,
        "/contents",
        DocumentsExamples.ITEMS,
        listed);
    add(
        DocumentsOperation.SEARCH,
        "search",
        "/search",
        DocumentsExamples.ITEMS,
        all(List.of(WITHIN, TEXT, START, END, TAGS), listed));
    add(
        DocumentsOperation.CHANGES,
        "getChanges",
        "/changes",
        DocumentsExamples.CHANGES,
        all(List.of(CURSOR, START, PAGE_SIZE, NEXT_PAGE), SHAPE));
  }

  private void addFiles() {
    add(
        DocumentsOperation.UPLOAD,
        "createFile",
        FILES,
        DocumentsExamples.FILE,
        all(
            List.of(PATH, FOLDER_ID, OVERWRITE, SIZE, TAGS, DESCRIPTION, FOLDER_PATH),
            SHAPE,
            List.of(FILE)));
    pair(DocumentsOperation.DOWNLOAD, "getFile", FILES, "", "", List.of(RANGE, MEDIA_TYPE));
    pair(DocumentsOperation.DELETE, "deleteFile", FILES, "", "", List.of(EMPTY_TRASH));
    pair(
        DocumentsOperation.METADATA,
        "getFileMetadata",
        FILES,
        "/metadata",
        DocumentsExamples.FILE,
        SHAPE);
    pair(
        DocumentsOperation.UPDATE,
        "updateFileMetadata",
        FILES,
        "/metadata",
        DocumentsExamples.FILE,
        all(SHAPE, List.of(body(DocumentsExamples.UPDATE))));
    pair(
        DocumentsOperation.UPDATE,
        "updateFileProperties",
        FILES,
        "/metadata/properties",
        DocumentsExamples.FILE,
        all(SHAPE, List.of(body(DocumentsExamples.PROPERTIES))));
    pair(
        DocumentsOperation.COPY,
        "copyFile",
        FILES,
        "/copy",
        DocumentsExamples.FILE,
        all(List.of(OVERWRITE), SHAPE, List.of(body(DocumentsExamples.PATH))));
    pair(
        DocumentsOperation.THUMBNAIL,
        "getFileThumbnail",
        FILES,
        "/thumbnails",
        "",
        List.of(THUMBNAIL));
  }

  private void addFolders() {
    add(
        DocumentsOperation.CREATE_FOLDER,
        "createFolder",
        FOLDERS,
        DocumentsExamples.FOLDER,
        all(List.of(FOLDER_PATH), SHAPE, List.of(body(DocumentsExamples.PATH))));
    pair(DocumentsOperation.DELETE_FOLDER, "deleteFolder", FOLDERS, "", "", List.of(EMPTY_TRASH));
    pair(
        DocumentsOperation.METADATA,
        "getFolderMetadata",
        FOLDERS,
        "/metadata",
        DocumentsExamples.FOLDER,
        SHAPE);
    pair(
        DocumentsOperation.UPDATE,
        "updateFolderMetadata",
        FOLDERS,
        "/metadata",
        DocumentsExamples.FOLDER,
        all(SHAPE, List.of(body(DocumentsExamples.UPDATE))));
    pair(
        DocumentsOperation.COPY,
        "copyFolder",
        FOLDERS,
        "/copy",
        DocumentsExamples.FOLDER,
        all(List.of(OVERWRITE), SHAPE, List.of(body(DocumentsExamples.PATH))));
  }

  private void addLinks() {
    List<Parameter> wanted = List.of(EXPIRES, VISIBILITY, PASSWORD, RAW);
    pair(DocumentsOperation.LINK, "getFileLink", FILES, "/links", DocumentsExamples.LINK, wanted);
    pair(
        DocumentsOperation.LINK,
        "getFolderLink",
        FOLDERS,
        "/links",
        DocumentsExamples.LINK,
        wanted);
    pair(DocumentsOperation.DELETE_LINKS, "deleteFileLinks", FILES, "/links", "", List.of());
    pair(DocumentsOperation.DELETE_LINKS, "deleteFolderLinks", FOLDERS, "/links", "", List.of());
    add(
        DocumentsOperation.LINKS,
        "getLinks",
        "/links",
        "[" + DocumentsExamples.LINK + "]",
        List.of(PATH, RAW));
  }

  private void addRevisions() {
    pair(
        DocumentsOperation.REVISIONS,
        "getFileRevisions",
        FILES,
        "/revisions",
        "[" + DocumentsExamples.REVISION + "]",
        all(PAGED, SHAPE));
    pair(
        DocumentsOperation.REVISION,
        "getFileRevision",
        FILES,
        "/revisions/{revisionId}",
        DocumentsExamples.REVISION,
        all(List.of(REVISION), SHAPE));
    pair(
        DocumentsOperation.REVISION_CONTENT,
        "getFileRevisionContent",
        FILES,
        "/revisions/{revisionId}/content",
        "",
        List.of(REVISION, RANGE));
  }

  private void addPermissions() {
    for (String items : List.of(FILES, FOLDERS)) {
      String kind = items.equals(FILES) ? "File" : "Folder";
      pair(
          DocumentsOperation.PERMISSIONS,
          "get" + kind + "Permissions",
          items,
          "/permissions",
          "[" + DocumentsExamples.PERMISSION + "]",
          List.of(RAW));
      pair(
          DocumentsOperation.ADD_PERMISSION,
          "create" + kind + "Permission",
          items,
          "/permissions",
          DocumentsExamples.PERMISSION,
          List.of(RAW, body(DocumentsExamples.PERMISSION_REQUEST)));
      pair(
          DocumentsOperation.DELETE_PERMISSION,
          "delete" + kind + "Permission",
          items,
          "/permissions/{permissionId}",
          "",
          List.of(PERMISSION));
    }
  }

  private void addComments() {
    pair(
        DocumentsOperation.COMMENTS,
        "getFileComments",
        FILES,
        "/comments",
        "[" + DocumentsExamples.COMMENT + "]",
        all(PAGED, SHAPE));
    pair(
        DocumentsOperation.ADD_COMMENT,
        "createFileComment",
        FILES,
        "/comments",
        DocumentsExamples.COMMENT,
        all(SHAPE, List.of(body(DocumentsExamples.COMMENT_REQUEST))));
    pair(
        DocumentsOperation.COMMENT,
        "getFileComment",
        FILES,
        "/comments/{commentId}",
        DocumentsExamples.COMMENT,
        all(List.of(COMMENT), SHAPE));
    pair(
        DocumentsOperation.DELETE_COMMENT,
        "deleteFileComment",
        FILES,
        "/comments/{commentId}",
        "",
        List.of(COMMENT));
  }

  private void addCustomFields() {
    String templates = "/custom-fields-templates";
    String template = templates + "/{key}";
    String example = DocumentsExamples.TEMPLATE;
    add(DocumentsOperation.TEMPLATES, "getTemplates", templates, "[" + example + "]");
    add(
        DocumentsOperation.CREATE_TEMPLATE,
        "createTemplate",
        templates,
        example,
        List.of(body(DocumentsExamples.TEMPLATE_REQUEST)));
    add(DocumentsOperation.TEMPLATE, "getTemplate", template, example, List.of(TEMPLATE));
    add(
        DocumentsOperation.UPDATE_TEMPLATE,
        "updateTemplate",
        template,
        example,
        List.of(TEMPLATE, body(DocumentsExamples.TEMPLATE_REQUEST)));
    add(DocumentsOperation.DELETE_TEMPLATE, "deleteTemplate", template, "", List.of(TEMPLATE));

    String fields = template + "/custom-fields";
    String values = DocumentsExamples.CUSTOM_FIELDS;
    List<Parameter> sent = List.of(TEMPLATE, body(DocumentsExamples.CUSTOM_FIELDS_REQUEST));
    pair(
        DocumentsOperation.CUSTOM_FIELDS,
        "getCustomFields",
        FILES,
        fields,
        values,
        List.of(TEMPLATE));
    pair(DocumentsOperation.ADD_CUSTOM_FIELDS, "createCustomFields", FILES, fields, values, sent);
    pair(
        DocumentsOperation.UPDATE_CUSTOM_FIELDS, "updateCustomFields", FILES, fields, values, sent);
    pair(
        DocumentsOperation.DELETE_CUSTOM_FIELDS,
        "deleteCustomFields",
        FILES,
        fields,
        "",
        List.of(TEMPLATE));
  }

  @SafeVarargs
  private static List<Parameter> all(List<Parameter>... parts) {
    List<Parameter> all = new ArrayList<>();
    for (List<Parameter> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  /** Adds an operation on an item twice: for the item's path, and for its id. */
  private void pair(
      DocumentsOperation operation,
      String operationId,
      String items,
      String below,
      String example,
      List<Parameter> others) {
    add(operation, operationId, items + below, example, all(List.of(PATH), others));
    add(
        operation,
        operationId + "ById",
        items + "/{id}" + below,
        example,
        all(List.of(ID), others));
  }

  private void add(DocumentsOperation operation, String operationId, String path, String example) {
    add(operation, operationId, path, example, List.of());
  }

  private void add(
      DocumentsOperation operation,
      String operationId,
      String path,
      String example,
      List<Parameter> parameters) {
    String contentType = OF_BYTES.contains(operation) ? MimeTypes.UNKNOWN : "application/json";
    operations.put(operationId, operation);
    resources.add(
        Resource.ofConnector(
            operationId,
            operation.description(),
            operation.method(),
            "/hubs/" + HUB + path,
            parameters,
            parameters.contains(NEXT_PAGE) ? "VENDOR_SUPPORTED" : "NO_PAGINATION",
            new ResponseDescription(contentType, null, example)));
  }
}
