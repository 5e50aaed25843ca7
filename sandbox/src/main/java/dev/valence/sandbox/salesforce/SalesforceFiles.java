package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files for the control API. Those of the path {@code /name} are in no folder, as files are
 * that users upload where Salesforce shows all of their files.
 */
final class SalesforceFiles implements FaceFiles {

  private final Contents contents;
  private final ContentFolders folders;
  private final ContentBytes bytes;

  SalesforceFiles(Contents contents, ContentFolders folders, ContentBytes bytes) {
    this.contents = contents;
    this.folders = folders;
    this.bytes = bytes;
  }

  @Override
  public Entry put(User user, String path, Body body) throws IOException {
    List<String> names = names(path);
    String name = names.getLast();
    Optional<ObjectNode> present = file(user.id(), names);
    Contents.Upload upload = new Contents.Upload(name, name, null, null, bytes.store(body));
    try {
      if (present.isPresent()) {
        return describe(path, contents.addVersion(present.get(), upload, user.id()));
      }
      ObjectNode document = contents.create(upload, user.id());
      if (names.size() > 1) {
        ObjectNode folder =
            folders.along(user.id(), folders.root(user.id()), names.subList(0, names.size() - 1));
        folders.move(user.id(), document.get("Id").textValue(), folder.get("Id").textValue());
      }
      return describe(path, document);
    } catch (RestException e) {
      throw new IllegalArgumentException("path: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Path> find(User user, String path) {
    return file(user.id(), names(path))
        .map(document -> bytes.of(document.get("LatestPublishedVersionId").textValue()).file());
  }

  @Override
  public List<Entry> tree(User user) {
    List<Entry> entries = new ArrayList<>();
    contents.ownedBy(user.id()).stream()
        .filter(document -> folders.folderOf(document.get("Id").textValue()).isEmpty())
        .map(document -> describe("/" + name(document), document))
        .forEach(entries::add);
    add(entries, "", folders.root(user.id()));
    entries.sort(Comparator.comparing(Entry::path));
    return entries;
  }

  private void add(List<Entry> entries, String prefix, ObjectNode folder) {
    String id = folder.get("Id").textValue();
    folders
        .filesIn(id)
        .forEach(document -> entries.add(describe(prefix + "/" + name(document), document)));
    folders
        .foldersIn(id)
        .forEach(child -> {
          String path = prefix + "/" + child.get("Name").textValue();
          entries.add(new Entry(path, true, 0, null));
          add(entries, path, child);
        });
  }

  private Optional<ObjectNode> file(String userId, List<String> names) {
    Optional<ObjectNode> folder = Optional.of(folders.root(userId));
    for (String name : names.subList(0, names.size() - 1)) {
      folder = folder.flatMap(parent -> folders.named(parent.get("Id").textValue(), name));
    }
    Stream<ObjectNode> unfiled =
        names.size() > 1
            ? Stream.empty()
            : contents
                .owned(userId)
                .filter(document -> name(document).equals(names.getLast()))
                .filter(document -> folders.folderOf(document.get("Id").textValue()).isEmpty());
    return Stream.concat(
            unfiled,
            folder.stream().flatMap(parent -> folders.filesIn(parent.get("Id").textValue())))
        .filter(document -> name(document).equals(names.getLast()))
        .findFirst();
  }

  /** The title has the extension only where whoever stored the file put it there. */
  private static String name(ObjectNode document) {
    String title = document.get("Title").textValue();
    String extension = document.get("FileExtension").textValue();
    return extension == null || extension.equals(Contents.extension(title))
        ? title
        : title + "." + extension;
  }

  private Entry describe(String path, ObjectNode document) {
    ContentBytes.Stored latest = bytes.of(document.get("LatestPublishedVersionId").textValue());
    return new Entry(path, false, latest.size(), latest.md5());
  }

  private static List<String> names(String path) {
    List<String> names = List.of(path.substring(1).split("/", -1));
    if (names.contains("")) {
      throw new IllegalArgumentException("path: a name is empty");
    }
    return names;
  }
}
