package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.microsoft.Item.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The drives of all users. The bytes of a file are kept until the reset. */
final class MicrosoftFiles implements FaceFiles {

  private final Path directory;
  private final InstantSource clock;
  private final Map<String, Drive> drives = new ConcurrentHashMap<>();

  MicrosoftFiles(Path directory, InstantSource clock) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.clock = clock;
  }

  Drive driveOf(User user) {
    return drives.computeIfAbsent(user.id(), id -> new Drive(user, clock));
  }

  @Override
  public Entry put(User user, String path, Body body) throws IOException {
    try {
      WriteRules rules = WriteRules.of(Conflict.REPLACE);
      return describe(write(driveOf(user), Drive.ROOT, names(path), body, rules).node());
    } catch (ApiException e) {
      throw new IllegalArgumentException("path: " + e.getMessage(), e);
    }
  }

  /** Writes a file into a drive. */
  Drive.Written write(Drive drive, String startId, List<String> path, Body body, WriteRules rules)
      throws IOException {
    Path file = newFile();
    body.moveTo(file);
    try {
      return drive.put(startId, path, content(file), rules);
    } catch (ApiException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** A place for the bytes of a file. */
  Path newFile() {
    return directory.resolve(UUID.randomUUID().toString());
  }

  /** What is at such a place. */
  Content content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Content(file, Files.size(file), QuickXorHash.of(in));
    }
  }

  @Override
  public Optional<Path> find(User user, String path) {
    return driveOf(user)
        .find(Drive.ROOT, names(path))
        .flatMap(node -> Optional.ofNullable(node.item().content()))
        .map(Content::file);
  }

  @Override
  public List<Entry> tree(User user) {
    return driveOf(user).all().stream().map(MicrosoftFiles::describe).toList();
  }

  void reset() throws IOException {
    drives.clear();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static List<String> names(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static Entry describe(Drive.Node node) {
    Content content = node.item().content();
    return new Entry(
        "/" + String.join("/", node.path()),
        content == null,
        content == null ? 0 : content.size(),
        content == null ? null : content.quickXorHash());
  }
}
