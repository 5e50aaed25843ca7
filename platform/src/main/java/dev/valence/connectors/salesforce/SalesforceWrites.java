package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.hubs.documents.Update;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, changes, copies and deletes files and folders. */
final class SalesforceWrites {

  private final SalesforceClient client;
  private final SalesforceTree tree;
  private final SalesforceUpload uploads;
  private final SalesforceContent content;

  SalesforceWrites(
      SalesforceClient client,
      SalesforceTree tree,
      SalesforceUpload uploads,
      SalesforceContent content) {
    this.client = client;
    this.tree = tree;
    this.uploads = uploads;
    this.content = content;
  }

  CloudFile upload(Upload upload) {
    ByPath target = upload.target();
    Placed placed = new Placed();
    JsonNode file =
        uploads.send(
            upload.content(),
            () -> placed.in(target, upload.overwrite()),
            target.name(),
            upload.description());
    return SalesforceItems.file(file, placed.place);
  }

  /** Where a file has found its place, which is known when it is sent. */
  private final class Placed {

    private Place place = Place.ROOT;

    SalesforceUpload.Target in(ByPath target, boolean overwrite) {
      ByPath parent = target.parent().orElseThrow();
      SalesforceTree.Walk walk = tree.walk(parent);
      if (walk.file()) {
        throw DocumentsErrors.parentIsFile(target, "A file is below " + walk.place().path() + ".");
      }
      Optional<CloudFile> present =
          walk.missing().isEmpty() ? tree.child(walk.place(), target.name()) : Optional.empty();
      if (present.isPresent()) {
        String words = "Found " + present.get().id() + " at " + present.get().path() + ".";
        if (present.get().directory()) {
          throw DocumentsErrors.folderExists(words);
        }
        if (!overwrite) {
          throw DocumentsErrors.fileExists(words);
        }
        place = walk.place();
        return new SalesforceUpload.Target.File(present.get().id());
      }
      place = walk.missing().isEmpty() ? walk.place() : tree.made(parent);
      return new SalesforceUpload.Target.Folder(place);
    }
  }

  CloudFile createFolder(ByPath folder) {
    SalesforceTree.Walk walk = tree.walk(folder);
    if (walk.missing().isEmpty() || (walk.file() && walk.missing().size() == 1)) {
      throw DocumentsErrors.itemExists(folder, "Found it below " + walk.place().path() + ".");
    }
    try {
      return tree.make(walk, folder);
    } catch (SalesforceError e) {
      throw e.has(SalesforceError.DUPLICATE)
          ? DocumentsErrors.itemExists(folder, e.getMessage())
          : e;
    }
  }

  /**
   * Moves, renames and describes. Salesforce's folders have no descriptions, so that nothing comes
   * of one.
   */
  CloudFile update(FileReference reference, Update update) {
    CloudFile item = tree.item(reference);
    ByPath target = update.target();
    if (target == null) {
      return item.directory() || update.description() == null
          ? item
          : SalesforceItems.file(
              client.patch(
                  "/connect/files/" + item.id(),
                  JsonNodeFactory.instance.objectNode().put("desc", update.description())),
              Place.above(item));
    }
    requireMovable(reference, item, target);
    if (!target.text().equals(item.path())) {
      refuseTaken(item, target);
    }
    Place place = tree.made(target.parent().orElseThrow());
    boolean elsewhere = !place.id().equals(item.parentFolderId());
    return item.directory()
        ? moveFolder(item, place, target.name(), elsewhere)
        : moveFile(item, place, target.name(), elsewhere, update.description());
  }

  private void requireMovable(FileReference reference, CloudFile item, ByPath target) {
    if (item.path().equals("/") || target.root()) {
      throw DocumentsErrors.root(null);
    }
    if (item.directory() && target.text().startsWith(item.path() + "/")) {
      throw DocumentsErrors.intoItself(reference, null);
    }
  }

  private void refuseTaken(CloudFile item, ByPath target) {
    Optional<CloudFile> present = tree.find(target);
    if (present.isPresent() && !present.get().id().equals(item.id())) {
      throw DocumentsErrors.itemExists(target, "Found " + present.get().id() + " there.");
    }
  }

  private CloudFile moveFolder(CloudFile folder, Place place, String name, boolean elsewhere) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.put("name", name);
    if (elsewhere) {
      change.put("parentFolderId", place.id());
    }
    try {
      return SalesforceItems.folder(client.patch("/connect/folders/" + folder.id(), change), place);
    } catch (SalesforceError e) {
      throw e.has(SalesforceError.DUPLICATE)
          ? DocumentsErrors.itemExists(
              new ByPath(FileNames.below(place.path(), name)), e.getMessage())
          : e;
    }
  }

  private CloudFile moveFile(
      CloudFile file, Place place, String name, boolean elsewhere, @Nullable String description) {
    if (!FileNames.isTitleFor(name, file.raw().path("fileExtension").textValue())) {
      // Salesforce takes the extension of the file that was uploaded, and of nothing else.
      sendAgain(file, new SalesforceUpload.Target.File(file.id()), name);
    }
    ObjectNode change = JsonNodeFactory.instance.objectNode().put("title", name);
    if (description != null) {
      change.put("desc", description);
    }
    if (elsewhere) {
      change.put("parentFolderId", place.id());
    }
    return SalesforceItems.file(client.patch("/connect/files/" + file.id(), change), place);
  }

  /** Copies a file, or a folder with all in it. */
  CloudFile copy(FileReference source, Copy copy) {
    CloudFile item = tree.item(source);
    ByPath target = copy.target();
    if (item.path().equals("/")) {
      throw DocumentsErrors.root(null);
    }
    if (item.directory() && target.text().startsWith(item.path() + "/")) {
      throw DocumentsErrors.intoItself(source, null);
    }
    Optional<CloudFile> present = tree.find(target);
    if (present.isPresent()
        && (!copy.overwrite()
            || item.directory()
            || present.get().directory()
            || present.get().id().equals(item.id()))) {
      throw DocumentsErrors.itemExists(target, "Found " + present.get().id() + " there.");
    }
    Place place = tree.made(target.parent().orElseThrow());
    return item.directory()
        ? copyFolder(item, place, target)
        : copyFile(
            item,
            place,
            present
                .<SalesforceUpload.Target>map(file -> new SalesforceUpload.Target.File(file.id()))
                .orElseGet(() -> new SalesforceUpload.Target.Folder(place)),
            target.name());
  }

  private CloudFile copyFile(
      CloudFile file, Place place, SalesforceUpload.Target target, String name) {
    return SalesforceItems.file(sendAgain(file, target, name), place);
  }

  /** What is not whole in the end is taken away. */
  private CloudFile copyFolder(CloudFile folder, Place place, ByPath target) {
    CloudFile made =
        tree.make(new SalesforceTree.Walk(place, List.of(target.name()), false), target);
    try {
      copyItems(Place.of(folder), Place.of(made));
      return made;
    } catch (RuntimeException e) {
      try {
        deleteFolder(made);
      } catch (RuntimeException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void copyItems(Place from, Place to) {
    for (CloudFile item : new SalesforceFolderListing(client, from).all()) {
      if (item.directory()) {
        CloudFile made =
            tree.make(
                new SalesforceTree.Walk(to, List.of(item.name()), false),
                new ByPath(FileNames.below(to.path(), item.name())));
        copyItems(Place.of(item), Place.of(made));
      } else {
        copyFile(item, to, new SalesforceUpload.Target.Folder(to), item.name());
      }
    }
  }

  /** Sends the content of a file to where it is to be as well; Salesforce does not copy. */
  private JsonNode sendAgain(CloudFile file, SalesforceUpload.Target target, String name) {
    Download download = content.latest(file, null);
    try (InputStream bytes = download.content()) {
      return uploads.send(bytes, () -> target, name, file.description());
    } catch (IOException e) {
      throw ApiException.ofProvider(
          502, "The content of '" + file.name() + "' broke off.", null, e);
    }
  }

  /** Deletes a file or a folder with all in it. */
  void delete(CloudFile item) {
    if (item.path().equals("/")) {
      throw DocumentsErrors.root(null);
    }
    if (item.directory()) {
      deleteFolder(item);
    } else {
      client.delete("/connect/files/" + item.id());
    }
  }

  /** Salesforce leaves the files of a deleted folder, so that they go before it. */
  private void deleteFolder(CloudFile folder) {
    List<String> files = new ArrayList<>();
    collectFiles(Place.of(folder), files);
    for (int from = 0; from < files.size(); from += SalesforceFolders.MOST_AT_ONCE) {
      List<String> some =
          files.subList(from, Math.min(files.size(), from + SalesforceFolders.MOST_AT_ONCE));
      for (JsonNode result :
          SalesforceClient.items(
              client.deleteAll("/connect/files/batch/" + String.join(",", some)), "results")) {
        int status = result.path("statusCode").asInt();
        if (status / 100 != 2 && status != 404) {
          throw SalesforceError.of(status, result.path("result"));
        }
      }
    }
    client.delete("/connect/folders/" + folder.id());
  }

  private void collectFiles(Place folder, List<String> files) {
    for (CloudFile item : new SalesforceFolderListing(client, folder).all()) {
      if (item.directory()) {
        collectFiles(Place.of(item), files);
      } else {
        files.add(item.id());
      }
    }
  }
}
