package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of all users. The bytes of every revision are a file of their own, kept until the
 * reset, as earlier revisions can be read too.
 */
final class DropboxFiles implements FaceFiles {

  private final Path directory;
  private final InstantSource clock;
  private final Map<String, FileTree> trees = new ConcurrentHashMap<>();

  DropboxFiles(Path directory, InstantSource clock) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.clock = clock;
  }

  /** A new path for the bytes of a file. */
  Path newFile() {
    return directory.resolve(UUID.randomUUID().toString());
  }

  /** Keeps the bytes of a body. */
  Content store(Body body) throws IOException {
    String hash;
    try (InputStream in = body.open()) {
      hash = ContentHash.of(in);
    }
    long size = body.size();
    Path file = newFile();
    body.moveTo(file);
    return new Content(file, size, hash);
  }

  @Override
  public Entry put(User user, String path, Body body) throws IOException {
    Content content = store(body);
    try {
      return describe(treeOf(user).write(path, content, WriteRules.REPLACE));
    } catch (WriteFailure e) {
      Files.deleteIfExists(content.file());
      throw new IllegalArgumentException("path: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Path> find(User user, String path) {
    return treeOf(user).find(path) instanceof FileEntry file
        ? Optional.of(file.content().file())
        : Optional.empty();
  }

  @Override
  public List<Entry> tree(User user) {
    return treeOf(user).all().stream().map(DropboxFiles::describe).toList();
  }

  FileTree treeOf(User user) {
    return trees.computeIfAbsent(user.id(), id -> new FileTree(user, clock));
  }

  /** The tree with an epoch; null when there is none. */
  @Nullable FileTree treeOf(String epoch) {
    return trees.values().stream()
        .filter(tree -> tree.epoch().equals(epoch))
        .findFirst()
        .orElse(null);
  }

  private static Entry describe(Existing entry) {
    return entry instanceof FileEntry file
        ? new Entry(file.path(), false, file.content().size(), file.content().hash())
        : new Entry(entry.path(), true, 0, null);
  }

  void reset() throws IOException {
    trees.clear();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
