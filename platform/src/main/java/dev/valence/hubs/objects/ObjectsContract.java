package dev.valence.hubs.objects;

import static dev.valence.hubs.objects.ObjectsOperation.ADD_FILE_VERSION;
import static dev.valence.hubs.objects.ObjectsOperation.ADD_MEMBER;
import static dev.valence.hubs.objects.ObjectsOperation.CONTENT;
import static dev.valence.hubs.objects.ObjectsOperation.CREATE;
import static dev.valence.hubs.objects.ObjectsOperation.DELETE;
import static dev.valence.hubs.objects.ObjectsOperation.DESCRIBE;
import static dev.valence.hubs.objects.ObjectsOperation.FILES_OF_RECORD;
import static dev.valence.hubs.objects.ObjectsOperation.FILE_CONTENT;
import static dev.valence.hubs.objects.ObjectsOperation.FILE_METADATA;
import static dev.valence.hubs.objects.ObjectsOperation.FILE_VERSIONS;
import static dev.valence.hubs.objects.ObjectsOperation.FILE_VERSION_CONTENT;
import static dev.valence.hubs.objects.ObjectsOperation.FILE_VERSION_METADATA;
import static dev.valence.hubs.objects.ObjectsOperation.LIST;
import static dev.valence.hubs.objects.ObjectsOperation.OBJECTS;
import static dev.valence.hubs.objects.ObjectsOperation.PING;
import static dev.valence.hubs.objects.ObjectsOperation.QUERY;
import static dev.valence.hubs.objects.ObjectsOperation.READ;
import static dev.valence.hubs.objects.ObjectsOperation.READ_OWN;
import static dev.valence.hubs.objects.ObjectsOperation.REMOVE_MEMBER;
import static dev.valence.hubs.objects.ObjectsOperation.SHARES_OF_RECORD;
import static dev.valence.hubs.objects.ObjectsOperation.SHARE_FILE;
import static dev.valence.hubs.objects.ObjectsOperation.UPDATE;
import static dev.valence.hubs.objects.ObjectsOperation.UPLOAD_FILE;

import dev.valence.hubs.documents.MimeTypes;
import dev.valence.hubs.objects.ObjectDefinition.Child;
import dev.valence.hubs.objects.ObjectTarget.AnyObject;
import dev.valence.hubs.objects.ObjectTarget.NoObject;
import dev.valence.hubs.objects.ObjectTarget.OfElement;
import dev.valence.hubs.objects.ObjectTarget.OfFiles;
import dev.valence.model.Element;
import dev.valence.model.HubContract;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The resources of an element of a hub of objects (contract, core 5.2 to 5.4): those of the objects
 * that the element defines and of what belongs to their records, and after these the same for any
 * object of the account by its name. Calls are routed by it, their parameters checked, and
 * catalogue and API documents made from it.
 */
public final class ObjectsContract implements HubContract {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final Pattern WORD = Pattern.compile("(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])");

  private final String hub;
  private final List<ObjectDefinition> objects;
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Meaning> meanings = new LinkedHashMap<>();

  /**
   * What a resource stands for.
   *
   * @param operation what is done
   * @param target with what
   */
  public record Meaning(ObjectsOperation operation, ObjectTarget target) {}

  private ObjectsContract(Element element) {
    hub = element.hub();
    objects =
        element.objects().stream()
            .filter(object -> !object.has("versions"))
            .map(ObjectDefinition::of)
            .toList();
    NoObject none = new NoObject();
    add(PING, "ping", "/ping", none, "");
    add(QUERY, "query", "/query", none, "");
    add(OBJECTS, "getObjects", "/objects", none, "");
    add(DESCRIBE, "getObjectMetadata", "/objects/{objectName}/metadata", none, "");
    objects.forEach(this::add);
    FileDefinition files = FileDefinition.of(element);
    if (files != null) {
      addFiles(files);
    }
    addAny();
  }

  /** The contract of an element, whose hub and objects decide it. */
  public static ObjectsContract of(Element element) {
    return new ObjectsContract(element);
  }

  @Override
  public String hub() {
    return hub;
  }

  @Override
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** What one of {@link #resources()} stands for. */
  public Meaning meaning(Resource resource) {
    return Objects.requireNonNull(meanings.get(resource.operationId()), resource.path());
  }

  /** The names of the element's own objects, with the provider's names of them. */
  public Map<String, String> vendorNames() {
    Map<String, String> names = new LinkedHashMap<>();
    objects.stream()
        .filter(object -> object.valuesOf() == null)
        .forEach(object -> names.put(object.name(), object.vendorName()));
    return names;
  }

  /** The provider's name of an object that is named by the element's name of it, or by that. */
  public String vendorName(String name) {
    return vendorNames().getOrDefault(name, name);
  }

  /** What is wrong with a value, though it is of its parameter's type, as a sentence. */
  public static Optional<String> faultOf(Parameter parameter, String value) {
    return switch (parameter.name()) {
      case "page", "pageSize" ->
          Long.parseLong(value) > 0
              ? Optional.empty()
              : Optional.of("The parameter '" + parameter.name() + "' must be at least 1.");
      case "fields" -> Projection.faultOf(value);
      case "orderBy" -> ObjectQuery.Order.faultOf(value);
      default -> Optional.empty();
    };
  }

  private void add(ObjectDefinition object) {
    String path = "/" + object.name();
    OfElement target = new OfElement(object, null);
    if (object.own()) {
      add(READ_OWN, "getOwn" + capitalized(object.name()), path + "/me", target, object.name());
    }
    for (ObjectsOperation operation : ObjectsOperation.values()) {
      if (object.operations().contains(operation)) {
        boolean one = ofOne(operation);
        add(
            operation,
            verb(operation) + capitalized(object.name()) + (one ? "ById" : ""),
            one ? path + "/{id}" : path,
            target,
            object.name());
      }
    }
    for (Child child : object.children()) {
      String below = path + "/{id}/" + child.name();
      for (ObjectsOperation operation : ObjectsOperation.values()) {
        if (child.operations().contains(operation)) {
          boolean one = ofOne(operation);
          add(
              operation,
              verb(operation)
                  + capitalized(object.name())
                  + capitalized(child.name())
                  + (one ? "ById" : ""),
              one ? below + "/{childId}" : below,
              new OfElement(object, child),
              child.name());
        }
      }
    }
  }

  private void addFiles(FileDefinition files) {
    OfFiles target = new OfFiles(files);
    String one = "/files/{fileId}";
    String version = one + "/versions/{versionId}";
    String ofRecord = "/{objectName}/{objectId}/files";
    add(LIST, "getFiles", "/files", target, "files");
    add(UPLOAD_FILE, "createFile", "/files", target, "files");
    add(FILE_CONTENT, "getFile", one, target, "files");
    add(DELETE, "deleteFile", one, target, "files");
    add(FILE_METADATA, "getFileMetadata", one + "/metadata", target, "files");
    add(FILE_VERSIONS, "getFileVersions", one + "/versions", target, "versions");
    add(ADD_FILE_VERSION, "createFileVersion", one + "/versions", target, "versions");
    add(FILE_VERSION_CONTENT, "getFileVersion", version, target, "versions");
    add(FILE_VERSION_METADATA, "getFileVersionMetadata", version + "/metadata", target, "versions");
    add(FILES_OF_RECORD, "getFilesOfRecord", ofRecord, target, "files");
    add(SHARES_OF_RECORD, "getSharesOfRecord", ofRecord + "/details", target, "shares");
    add(SHARE_FILE, "shareFile", ofRecord + "/{fileId}", target, "files");
  }

  /** Any object by its name, and what belongs to its records by the relationship's name. */
  private void addAny() {
    String data = "/{objectName}/{objectId}/data";
    add(CONTENT, "getRecordsData", data, new AnyObject(false), "the object's records");
    for (boolean child : new boolean[] {false, true}) {
      String path = child ? "/{objectName}/{objectId}/{childObjectName}" : "/{objectName}";
      for (ObjectsOperation operation : List.of(LIST, CREATE, READ, UPDATE, DELETE)) {
        boolean one = ofOne(operation);
        String id = child ? "/{childObjectId}" : "/{objectId}";
        add(
            operation,
            verb(operation) + (child ? "ChildRecords" : "Records") + (one ? "ById" : ""),
            one ? path + id : path,
            new AnyObject(child),
            "the object's records");
      }
    }
  }

  private void add(
      ObjectsOperation operation,
      String operationId,
      String path,
      ObjectTarget target,
      String things) {
    List<Parameter> parameters =
        new ArrayList<>(
            PLACEHOLDER
                .matcher(path)
                .results()
                .map(placeholder -> ObjectsParameters.path(placeholder.group(1)))
                .toList());
    parameters.addAll(operation.parameters());
    meanings.put(operationId, new Meaning(operation, target));
    resources.add(
        Resource.ofConnector(
            operationId,
            operation.description(things),
            operation.method(),
            "/hubs/" + hub + path,
            parameters,
            operation.lists() ? "VENDOR_SUPPORTED" : "NO_PAGINATION",
            new ResponseDescription(
                operation.givesFile() ? MimeTypes.UNKNOWN : "application/json",
                null,
                ObjectsExamples.answer(operation, hub))));
  }

  private static boolean ofOne(ObjectsOperation operation) {
    return operation == READ
        || operation == UPDATE
        || operation == DELETE
        || operation == REMOVE_MEMBER;
  }

  private static String verb(ObjectsOperation operation) {
    return switch (operation) {
      case CREATE -> "create";
      case UPDATE -> "update";
      case DELETE -> "delete";
      case ADD_MEMBER -> "add";
      case REMOVE_MEMBER -> "remove";
      default -> "get";
    };
  }

  /** Words with capitals: {@code ResourcesArticles} of {@code resources/articles}. */
  private static String capitalized(String name) {
    return WORD.matcher(name)
        .replaceAll((MatchResult word) -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
