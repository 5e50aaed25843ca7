package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Update;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that describe or change a file or a folder (contract, core 5.1).
 *
 * @param account the account
 * @param arguments the checked parameters
 * @param body what the caller has sent, or null
 */
record DocumentsItems(DocumentsAccount account, Arguments arguments, HubCall.@Nullable Body body) {

  HubAnswer metadata() {
    return answer(notes().of(hub().metadata(reference())));
  }

  HubAnswer upload() {
    UploadedFile file = UploadedFile.of(body);
    List<String> tags = arguments.texts("tags[]");
    String description = arguments.text("description").orElse(null);
    Optional<Long> size = arguments.text("size").map(Long::valueOf);
    CloudFile stored =
        hub()
            .upload(
                new Upload(
                    target(),
                    arguments.flag("overwrite"),
                    size.map(file::ofSize).orElse(file.content()),
                    size.orElse(file.size()),
                    account.has(DocumentsFeature.DESCRIPTION) ? description : null));
    return answer(stored, new ItemNotes.Wanted(tags.isEmpty() ? null : tags, description, null));
  }

  HubAnswer update() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    ByPath path = wanted.path("path");
    String name = wanted.text("name");
    if (name != null && (name.isEmpty() || name.contains("/"))) {
      wanted.fault("'name' must be a name, without '/'.");
    }
    ItemNotes.Wanted notes =
        new ItemNotes.Wanted(
            wanted.texts("tags"), wanted.text("description"), wanted.map("properties"));
    wanted.check();
    return update(path, name, notes);
  }

  /** A body that is nothing but properties. */
  HubAnswer updateProperties() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    ItemNotes.Wanted notes = new ItemNotes.Wanted(null, null, wanted.map());
    wanted.check();
    return update(null, null, notes);
  }

  HubAnswer copy() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    wanted.required("path");
    ByPath target = wanted.path("path");
    wanted.check();
    FileReference source = reference();
    if (target == null || target.root()) {
      throw DocumentsErrors.root(null);
    }
    if (source instanceof ByPath path && path.text().equalsIgnoreCase(target.text())) {
      throw DocumentsErrors.itemExists(target, null);
    }
    return answer(notes().of(hub().copy(source, new Copy(target, arguments.flag("overwrite")))));
  }

  HubAnswer createFolder() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    wanted.required("path");
    ByPath folder = wanted.path("path");
    ItemNotes.Wanted notes =
        new ItemNotes.Wanted(
            wanted.texts("tags"), wanted.text("description"), wanted.map("properties"));
    wanted.check();
    if (folder == null || folder.root()) {
      throw DocumentsErrors.root(null);
    }
    CloudFile made = hub().createFolder(folder);
    return answer(
        notes.description() != null && account.has(DocumentsFeature.DESCRIPTION)
            ? hub().update(folder, new Update(null, notes.description()))
            : made,
        notes);
  }

  HubAnswer delete(ItemKind kind) {
    FileReference item = reference();
    boolean permanently = arguments.flag("emptyTrash");
    boolean possible = account.has(DocumentsFeature.PERMANENT_DELETION);
    String lastingId = account.tagging() ? hub().metadata(item).lastingId() : null;
    hub().delete(item, kind, permanently && possible);
    if (lastingId != null) {
      account.records().note(lastingId, ItemRecords.Note.EMPTY);
    }
    return HubAnswer.empty()
        .withWarning(
            permanently && !possible
                ? "emptyTrash has no effect: "
                    + account.elementName()
                    + " decides itself when what was deleted is gone."
                : null);
  }

  /** The answer's form of an item. */
  JsonNode json(CloudFile item) {
    return item.toJson(arguments.flag("isoDates"), arguments.flag("raw"));
  }

  private HubAnswer update(@Nullable ByPath path, @Nullable String name, ItemNotes.Wanted wanted) {
    FileReference item = reference();
    CloudFile current = hub().metadata(item);
    ByPath target = target(current, path, name);
    String description = account.has(DocumentsFeature.DESCRIPTION) ? wanted.description() : null;
    CloudFile updated =
        target == null && description == null
            ? current
            : hub().update(item, new Update(target, description));
    return answer(updated, wanted);
  }

  /**
   * Where an item is to be, by what is different from what it is: a caller may send all that it
   * knows of the item, with one thing changed.
   */
  private static @Nullable ByPath target(
      CloudFile current, @Nullable ByPath path, @Nullable String name) {
    boolean moved = path != null && !path.text().equals(current.path());
    boolean renamed = name != null && !name.equals(current.name());
    if (!moved && !renamed) {
      return null;
    }
    if (current.path().equals("/") || (path != null && path.root())) {
      throw DocumentsErrors.root(null);
    }
    if (!renamed) {
      return path;
    }
    ByPath there = moved && path != null ? path : new ByPath(current.path());
    if (moved && !there.name().equals(current.name()) && !there.name().equals(name)) {
      throw ApiException.badRequest("'path' ends with another name than 'name': send one of them.");
    }
    return there.sibling(String.valueOf(name));
  }

  /** Where an upload goes: its path, from the folder whose id is given, if one is. */
  private ByPath target() {
    ByPath path = new ByPath(arguments.text("path").orElseThrow());
    if (path.root()) {
      throw DocumentsErrors.notAFile(path, null);
    }
    Optional<String> folderId = arguments.text("folderId").filter(id -> !id.isBlank());
    if (folderId.isEmpty()) {
      return path;
    }
    FileReference folder = new FileReference.ById(folderId.get());
    CloudFile found = hub().metadata(folder);
    ItemKind.FOLDER.require(folder, found.directory());
    return new ByPath((found.path() + path.text()).replaceFirst("^//", "/"));
  }

  private HubAnswer answer(CloudFile item, ItemNotes.Wanted wanted) {
    return answer(notes().keep(item, wanted)).withWarning(notes().lost(wanted));
  }

  private HubAnswer answer(CloudFile item) {
    return HubAnswer.json(json(item));
  }

  private ItemNotes notes() {
    return new ItemNotes(account);
  }

  private FileReference reference() {
    return DocumentsAccount.reference(arguments);
  }

  private DocumentsHub hub() {
    return account.hub();
  }
}
