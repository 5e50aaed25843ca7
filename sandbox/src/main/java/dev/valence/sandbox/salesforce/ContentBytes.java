package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The bytes of the versions of files, one file of the machine each. */
final class ContentBytes {

  /**
   * Bytes as they are kept.
   *
   * @param file where they are
   * @param size how many
   * @param md5 their hash, which Salesforce calls the checksum
   */
  record Stored(Path file, long size, String md5) {}

  private static final int CHUNK = 64 * 1024;
  private static final long MEGABYTE = 1024 * 1024;

  private final Path directory;
  private final LongSupplier mostMegabytes;
  private final Map<String, Stored> versions = new ConcurrentHashMap<>();

  /**
   * A store without any bytes.
   *
   * @param mostMegabytes how much space there is
   */
  ContentBytes(Path directory, LongSupplier mostMegabytes) throws IOException {
    this.mostMegabytes = mostMegabytes;
    this.directory = Files.createDirectories(directory);
  }

  /**
   * Takes what has been received.
   *
   * @throws RestException when there is no space for it
   */
  Stored store(Body body) throws IOException {
    long size = body.size();
    if (total() + size > mostBytes()) {
      throw new RestException(400, "STORAGE_LIMIT_EXCEEDED", "storage limit exceeded");
    }
    Path file = directory.resolve(UUID.randomUUID().toString());
    body.moveTo(file);
    return new Stored(file, size, md5(file));
  }

  /** Says which version, or other record, bytes are of. */
  void assign(String versionId, Stored stored) {
    Stored before = versions.put(versionId, stored);
    Transaction.onRollback(() -> {
      if (before == null) {
        versions.remove(versionId);
      } else {
        versions.put(versionId, before);
      }
    });
  }

  /** The bytes of a version. */
  Stored of(String versionId) {
    Stored stored = versions.get(versionId);
    if (stored == null) {
      throw RestException.notFound();
    }
    return stored;
  }

  /** How many bytes there may be. */
  long mostBytes() {
    return mostMegabytes.getAsLong() * MEGABYTE;
  }

  /** How many bytes there are of all versions. */
  long total() {
    return versions.values().stream().mapToLong(Stored::size).sum();
  }

  void reset() throws IOException {
    versions.clear();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String md5(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
