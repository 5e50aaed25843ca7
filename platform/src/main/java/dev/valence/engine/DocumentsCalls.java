package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Storage;
import dev.valence.hubs.documents.Upload;
import org.jspecify.annotations.Nullable;

/**
 * One call of the documents hub: from checked parameters to the connector's method, and from what
 * it gives to the hub's answer.
 *
 * @param hub the account
 * @param elementKey the key of the account's element
 * @param arguments the checked parameters
 * @param body what the caller has sent, or null
 */
record DocumentsCalls(
    DocumentsHub hub, String elementKey, Arguments arguments, HubCall.@Nullable Body body) {

  HubAnswer answer(DocumentsOperation operation) {
    return switch (operation) {
      case PING -> ping();
      case ME -> HubAnswer.json(hub.me());
      case STORAGE -> storage(hub.storage());
      case LIST -> list();
      case UPLOAD -> upload();
      case DOWNLOAD -> download();
      case METADATA -> file(hub.metadata(reference()));
      case DELETE -> delete();
    };
  }

  private HubAnswer ping() {
    hub.ping();
    return HubAnswer.alive(elementKey);
  }

  private static HubAnswer storage(Storage storage) {
    return HubAnswer.json(
        object()
            .put("shared", storage.shared())
            .put("total", storage.total())
            .put("used", storage.used()));
  }

  private HubAnswer list() {
    FileReference folder = reference();
    return new ListCall(arguments, hub.maximumPageSize())
        .answer(page -> hub.list(folder, page), this::json);
  }

  private HubAnswer upload() {
    return file(
        hub.upload(
            new Upload(
                new FileReference.ByPath(arguments.text("path").orElseThrow()),
                arguments.flag("overwrite"),
                UploadedFile.of(body))));
  }

  private HubAnswer download() {
    Download download = hub.download(reference(), arguments.text("Range").orElse(null));
    return new HubAnswer(
        download.contentRange() == null ? 200 : 206,
        new HubAnswer.Content(
            download.content(),
            download.length(),
            download.mimeType(),
            download.fileName(),
            download.contentRange()),
        null,
        null);
  }

  private HubAnswer delete() {
    hub.delete(reference());
    return HubAnswer.empty();
  }

  private HubAnswer file(CloudFile file) {
    return HubAnswer.json(json(file));
  }

  private JsonNode json(CloudFile file) {
    return file.toJson(arguments.flag("isoDates"), arguments.flag("raw"));
  }

  /** The item that the call names; its resource declares either an id or a path. */
  private FileReference reference() {
    return arguments
        .text("id")
        .<FileReference>map(FileReference.ById::new)
        .orElseGet(() -> new FileReference.ByPath(arguments.text("path").orElseThrow()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
