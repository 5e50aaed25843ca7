package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files of all users, each a list of versions. There are no folders. */
final class SalesforceFiles implements FaceFiles {

  /**
   * A version of a file.
   *
   * @param id of the ContentVersion
   * @param bytes where they are
   * @param size in bytes
   * @param md5 the hash that Salesforce calls the checksum
   * @param created when it was stored
   */
  record Version(String id, Path bytes, long size, String md5, Instant created) {}

  /**
   * A file.
   *
   * @param id of the ContentDocument
   * @param ownerId the user
   * @param name the title with the extension
   * @param versions the latest last; there is at least one
   */
  record Document(String id, String ownerId, String name, List<Version> versions) {

    Version latest() {
      return versions.getLast();
    }
  }

  private final Path directory;
  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, Document> documents = new LinkedHashMap<>();

  SalesforceFiles(Path directory, InstantSource clock, Ids ids) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Entry put(User user, String path, Body body) throws IOException {
    String name = name(path);
    Version version = store(body);
    return add(user.id(), name, version);
  }

  @Override
  public Optional<Path> find(User user, String path) {
    return named(user.id(), path.substring(1)).map(document -> document.latest().bytes());
  }

  @Override
  public List<Entry> tree(User user) {
    return of(user.id()).stream()
        .map(SalesforceFiles::describe)
        .sorted(Comparator.comparing(Entry::path))
        .toList();
  }

  /** The files of a user, those changed last first. */
  synchronized List<Document> of(String userId) {
    return documents.values().stream()
        .filter(document -> document.ownerId().equals(userId))
        .sorted(
            Comparator.comparing((Document document) -> document.latest().created())
                .thenComparing(document -> document.latest().id())
                .reversed())
        .toList();
  }

  /** A user's file by its id in the long form. */
  synchronized Optional<Document> find(String userId, String id) {
    return Optional.ofNullable(documents.get(id))
        .filter(document -> document.ownerId().equals(userId));
  }

  synchronized void reset() throws IOException {
    documents.clear();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private synchronized Entry add(String userId, String name, Version version) {
    Optional<Document> present = named(userId, name);
    List<Version> versions = new ArrayList<>(present.map(Document::versions).orElse(List.of()));
    versions.add(version);
    String id = present.map(Document::id).orElseGet(() -> ids.next("069"));
    Document document = new Document(id, userId, name, List.copyOf(versions));
    documents.put(id, document);
    return describe(document);
  }

  private synchronized Optional<Document> named(String userId, String name) {
    return documents.values().stream()
        .filter(document -> document.ownerId().equals(userId) && document.name().equals(name))
        .findFirst();
  }

  private Version store(Body body) throws IOException {
    long size = body.size();
    Path file = directory.resolve(UUID.randomUUID().toString());
    body.moveTo(file);
    return new Version(ids.next("068"), file, size, md5(file), clock.instant());
  }

  private static String md5(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String name(String path) {
    String name = path.substring(1);
    if (name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException("path: Salesforce has no folders; a path is /name");
    }
    return name;
  }

  private static Entry describe(Document document) {
    Version latest = document.latest();
    return new Entry("/" + document.name(), false, latest.size(), latest.md5());
  }
}
