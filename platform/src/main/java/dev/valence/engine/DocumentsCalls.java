package dev.valence.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Storage;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of the documents hub: from checked parameters to the connector's method, and from what
 * it gives to the hub's answer.
 *
 * @param account the account
 * @param arguments the checked parameters
 * @param body what the caller has sent, or null
 */
record DocumentsCalls(DocumentsAccount account, Arguments arguments, HubCall.@Nullable Body body) {

  HubAnswer answer(DocumentsOperation operation, Resource resource) {
    return switch (operation) {
      case PING -> ping();
      case ME -> HubAnswer.json(hub().me());
      case STORAGE -> storage(hub().storage());
      case LIST -> lists().contents();
      case SEARCH -> lists().search();
      case CHANGES -> lists().changes();
      case UPLOAD -> items().upload();
      case DOWNLOAD -> download();
      case METADATA -> items().metadata();
      case UPDATE ->
          resource.path().endsWith("/properties") ? items().updateProperties() : items().update();
      case DELETE -> items().delete(ItemKind.FILE);
      case CREATE_FOLDER -> items().createFolder();
      case DELETE_FOLDER -> items().delete(ItemKind.FOLDER);
      case COPY -> items().copy();
      case LINK -> links().link();
      case LINKS -> links().links();
      case DELETE_LINKS -> links().delete();
      case REVISIONS -> parts().revisions();
      case REVISION -> parts().revision();
      case REVISION_CONTENT -> parts().revisionContent();
      case THUMBNAIL -> thumbnail();
      case PERMISSIONS -> parts().permissions();
      case ADD_PERMISSION -> parts().addPermission();
      case DELETE_PERMISSION -> parts().deletePermission();
      case COMMENTS -> parts().comments();
      case COMMENT -> parts().comment();
      case ADD_COMMENT -> parts().addComment();
      case DELETE_COMMENT -> parts().deleteComment();
      case TEMPLATES,
          TEMPLATE,
          CREATE_TEMPLATE,
          UPDATE_TEMPLATE,
          DELETE_TEMPLATE,
          CUSTOM_FIELDS,
          ADD_CUSTOM_FIELDS,
          UPDATE_CUSTOM_FIELDS,
          DELETE_CUSTOM_FIELDS ->
          parts().customFields(operation);
    };
  }

  private HubAnswer ping() {
    hub().ping();
    return HubAnswer.alive(account.elementKey());
  }

  private static HubAnswer storage(Storage storage) {
    return HubAnswer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("shared", storage.shared())
            .put("total", storage.total())
            .put("used", storage.used()));
  }

  private HubAnswer download() {
    Optional<String> mediaType = arguments.text("mediaType").filter(type -> !type.isBlank());
    if (mediaType.isPresent() && !account.has(DocumentsFeature.EXPORT)) {
      throw ApiException.badRequest(account.elementName() + " does not convert files.");
    }
    return HubAnswer.content(
        mediaType.isPresent()
            ? hub().export(item(), mediaType.get())
            : hub().download(item(), arguments.text("Range").orElse(null)));
  }

  private HubAnswer thumbnail() {
    String size = arguments.text("size").orElse(Thumbnail.MEDIUM.name());
    return HubAnswer.content(
        hub()
            .thumbnail(
                item(),
                Stream.of(Thumbnail.values())
                    .filter(known -> known.name().equals(size.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                        ApiException.badRequest(
                            "The parameter 'size' must be small, medium or large."))));
  }

  private FileReference item() {
    return DocumentsAccount.reference(arguments);
  }

  private DocumentsHub hub() {
    return account.hub();
  }

  private DocumentsItems items() {
    return new DocumentsItems(account, arguments, body);
  }

  private DocumentsLists lists() {
    return new DocumentsLists(account, arguments, items());
  }

  private DocumentsLinks links() {
    return new DocumentsLinks(account, arguments);
  }

  private DocumentsParts parts() {
    return new DocumentsParts(account, arguments, body);
  }
}
