package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.ceql.Where;
import dev.valence.hubs.objects.Blob;
import dev.valence.hubs.objects.FileDefinition;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectsContract;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import dev.valence.hubs.objects.Projection;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls about files that are shared with records: the bytes are a version's, and what is told of
 * the file is the file's (contract, core 5.2).
 *
 * @param calls answers calls about records
 * @param files which records of the vendor stand for files, versions and shares
 * @param contract knows the vendor's names of objects
 */
record RecordFileCalls(RecordCalls calls, FileDefinition files, ObjectsContract contract) {

  private static final String LATEST = "latest-version";

  HubAnswer answer(ObjectsOperation operation) {
    return switch (operation) {
      case LIST -> calls.list(calls.asked(all(), Map.of()));
      case UPLOAD_FILE -> upload();
      case FILE_CONTENT -> HubAnswer.content(hub().content(allVersions(), latest()));
      case FILE_METADATA -> calls.read(all(), fileId());
      case DELETE -> {
        hub().delete(all(), fileId());
        yield HubAnswer.empty();
      }
      case FILE_VERSIONS -> ofFile().answer(ObjectsOperation.LIST, versions(), Optional.empty());
      case ADD_FILE_VERSION -> {
        requireFile();
        yield HubAnswer.json(store(versions()));
      }
      case FILE_VERSION_CONTENT ->
          ofFile().answer(ObjectsOperation.CONTENT, versions(), Optional.of(versionId()));
      case FILE_VERSION_METADATA ->
          ofFile().answer(ObjectsOperation.READ, versions(), Optional.of(versionId()));
      case FILES_OF_RECORD -> filesOfRecord();
      case SHARES_OF_RECORD -> calls.list(calls.asked(sharesOfRecord(), Map.of()));
      case SHARE_FILE -> share();
      default -> throw new IllegalStateException(operation + " is not of files.");
    };
  }

  private HubAnswer upload() {
    JsonNode version = store(allVersions());
    return HubAnswer.json(
        hub().read(all(), version.path(files.versionFileField()).asText(), Projection.ALL));
  }

  /** Calls about what belongs to the file. */
  private ChildCalls ofFile() {
    return new ChildCalls(calls, all(), fileId(), false);
  }

  /** The share, by which the file is found at the record from now on. */
  private HubAnswer share() {
    ObjectNode share = JsonNodeFactory.instance.objectNode();
    files.shareValues().forEach(share::put);
    share.put(files.shareFileField(), fileId());
    return HubAnswer.json(hub().create(sharesOfRecord(), share, null));
  }

  /**
   * The files of a page of shares. Vendors do not select files by their shares, so these come
   * first; a page of a condition may therefore be short.
   */
  private HubAnswer filesOfRecord() {
    ObjectQuery asked = calls.asked(all(), Map.of());
    return new ListCall(calls.arguments(), hub().maximumPageSize())
        .answer(page -> filesOfRecord(asked, page), (ObjectNode file) -> (JsonNode) file);
  }

  private Page<ObjectNode> filesOfRecord(ObjectQuery asked, PageRequest request) {
    Projection fileId = new Projection(List.of(files.shareFileField()), false);
    Page<ObjectNode> shares = hub().list(ObjectQuery.of(sharesOfRecord()).giving(fileId), request);
    List<String> ids =
        shares.items().stream().map(it -> it.path(files.shareFileField()).asText()).toList();
    if (ids.isEmpty()) {
      return Page.only(List.of());
    }
    String among =
        ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "id IN (", ")"));
    String where =
        asked.where().map(condition -> "(" + condition.text() + ") AND " + among).orElse(among);
    Page<ObjectNode> page =
        hub().list(asked.where(Optional.of(Where.parse(where))), new PageRequest(ids.size(), null));
    return new Page<>(page.items(), shares.next());
  }

  /** A new version, and with it a file, unless it is one of a file. */
  private ObjectNode store(Records versions) {
    CallBody sent = new CallBody(calls.body());
    CallBody.File file = sent.multipart() ? sent.parts().file() : null;
    if (file == null) {
      throw ApiException.badRequest("The body must be multipart/form-data with a file.");
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    Map<String, String> names = new HashMap<>();
    names.put("pathOnClient", files.nameField());
    names.put("description", files.descriptionField());
    names.put("reason", files.reasonField());
    sent.fields().forEach((name, value) -> values.put(names.getOrDefault(name, name), value));
    return hub()
        .create(versions, values, new Blob(file.content(), file.fileName(), file.contentType()));
  }

  private Records all() {
    return Records.of(files.object());
  }

  private Records allVersions() {
    return Records.of(files.versions());
  }

  private Records versions() {
    return new Records(files.versions(), Map.of(files.versionFileField(), fileId()));
  }

  private Records sharesOfRecord() {
    return new Records(
        files.shares(), Map.of(files.shareRecordField(), calls.arguments().required("objectId")));
  }

  private String fileId() {
    return calls.arguments().required("fileId");
  }

  private String versionId() {
    String id = calls.arguments().required("versionId");
    return id.equals(LATEST) ? latest() : id;
  }

  /** The id of the version of now; 404 without the file. */
  private String latest() {
    Projection latest = new Projection(List.of(files.latestField()), false);
    return hub().read(all(), fileId(), latest).path(files.latestField()).asText();
  }

  private void requireFile() {
    latest();
  }

  private ObjectsHub hub() {
    return calls.hub();
  }
}
