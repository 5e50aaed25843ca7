package dev.valence.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup that is read: nothing of it is believed before its hashes are right. */
public final class BackupFile implements AutoCloseable {

  private static final int LARGEST_MANIFEST = 16 * 1024 * 1024;

  private final Path file;
  private final ZipFile zip;
  private final byte[] manifest;
  private final Snapshot snapshot;

  private BackupFile(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.manifest = bytes(Snapshot.MANIFEST);
    this.snapshot = new JsonMapper().readValue(manifest, Snapshot.class);
  }

  /** Checks that the key that belongs to a backup was given. */
  @FunctionalInterface
  public interface KeyCheck {

    /**
     * Checks keys and seal.
     *
     * @param keysets a line for each wrapped keyset
     * @param manifest what is sealed
     * @param seal the seal
     * @throws RuntimeException if the key does not open the keysets, or did not seal the manifest
     */
    void check(List<String> keysets, byte[] manifest, String seal);
  }

  /**
   * Opens a backup and checks all of it.
   *
   * @throws StoreException if it is none, is not whole, or was changed
   */
  public static BackupFile open(Path path, KeyCheck keys) {
    Path file = path.toAbsolutePath().normalize();
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new StoreException(
          "The file " + file + " is no backup, or not all of one: " + e.getMessage(), e);
    }
    try {
      BackupFile backup = new BackupFile(file, zip);
      backup.check(keys);
      return backup;
    } catch (IOException | RuntimeException e) {
      try {
        zip.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      if (e instanceof ZipException || e instanceof JacksonException) {
        throw damaged(file, "cannot be read", e);
      }
      if (e instanceof IOException) {
        throw new StoreException("The backup " + file + " cannot be read.", e);
      }
      throw (RuntimeException) e;
    }
  }

  /** What it says of itself. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** The rows of a table, as COPY reads them. */
  InputStream rows(Snapshot.Table table) throws IOException {
    return zip.getInputStream(entry(table.entry()));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new StoreException("The backup " + file + " cannot be closed.", e);
    }
  }

  private void check(KeyCheck keys) throws IOException {
    if (snapshot.format() != Snapshot.FORMAT) {
      throw new StoreException(
          "The backup " + file + " has a form that this version of Valence does not know.", null);
    }
    for (Snapshot.Table table : snapshot.tables()) {
      check(table.entry(), table.sha256(), table.rows());
    }
    check(Snapshot.KEYSETS, snapshot.keysets(), -1);
    List<String> keysets;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                zip.getInputStream(entry(Snapshot.KEYSETS)), StandardCharsets.UTF_8))) {
      keysets = lines.lines().toList();
    }
    keys.check(keysets, manifest, new String(bytes(Snapshot.SEAL), StandardCharsets.US_ASCII));
  }

  private void check(String name, String sha256, long rows) throws IOException {
    MessageDigest digest = Backup.sha256();
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream content = zip.getInputStream(entry(name))) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines++;
          }
        }
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(sha256) || (rows >= 0 && lines != rows)) {
      throw damaged(file, "was changed in " + name, null);
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, "has no " + name, null);
    }
    return entry;
  }

  private byte[] bytes(String name) throws IOException {
    try (InputStream content = zip.getInputStream(entry(name))) {
      byte[] bytes = content.readNBytes(LARGEST_MANIFEST);
      if (content.read() >= 0) {
        throw damaged(file, "has too large a " + name, null);
      }
      return bytes;
    }
  }

  private static StoreException damaged(Path file, String what, @Nullable Throwable cause) {
    return new StoreException(
        "The backup " + file + " is damaged: it " + what + ". Nothing was restored.", cause);
  }
}
