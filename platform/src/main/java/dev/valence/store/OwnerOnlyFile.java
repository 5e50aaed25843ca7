package dev.valence.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** Files that hold secrets: nobody but their owner can read them, and they are whole or absent. */
public final class OwnerOnlyFile {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS_AND_WRITES =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private OwnerOnlyFile() {}

  /**
   * Whether others than its owner may use a file. The one exception is the group of a file that
   * belongs to root, since orchestrators hand secrets to a process that way (libpq has the same
   * rule for its keys).
   *
   * @throws IOException if the file's permissions cannot be read
   */
  public static boolean isOpenToOthers(Path file) throws IOException {
    Set<PosixFilePermission> forbidden = EnumSet.copyOf(OTHERS);
    boolean mounted =
        Files.getOwner(file).getName().equals("root")
            && !System.getProperty("user.name", "").equals("root");
    if (mounted) {
      forbidden.remove(PosixFilePermission.GROUP_READ);
    }
    forbidden.retainAll(Files.getPosixFilePermissions(file));
    return !forbidden.isEmpty();
  }

  /**
   * Writes a file, with its directory where that is missing. A crash at any moment leaves the file
   * as it was before, or whole.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, String content) {
    write(
        file,
        content,
        (draft, target) -> Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * Writes a file that is not there. Of several who do so at once one has written it, and the
   * others leave it as it is.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void writeIfAbsent(Path file, String content) {
    write(
        file,
        content,
        (draft, target) -> {
          try {
            Files.createLink(target, draft);
          } catch (FileAlreadyExistsException e) {
            // Somebody else was first, and what they have written counts.
          }
        });
  }

  /** Writes to a file that is to be there. */
  @FunctionalInterface
  interface Writing<T> {

    /** Writes all of it to disk. */
    T to(Path draft) throws IOException, SQLException;
  }

  /**
   * Writes a file as one likes; it comes to its place when it is whole.
   *
   * @return what the writing gave
   */
  static <T> T writeThrough(Path file, Writing<T> writing) throws IOException, SQLException {
    Path target = file.toAbsolutePath();
    Path directory = directoryOf(target);
    createDirectory(directory);
    Path draft = Files.createTempFile(directory, ".draft-", "", OWNER_READS_AND_WRITES);
    try {
      T written = writing.to(draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(directory)) {
        channel.force(true);
      }
      return written;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path file, String content, Placing placing) {
    Path target = file.toAbsolutePath();
    Path directory = directoryOf(target);
    try {
      createDirectory(directory);
      Path draft = Files.createTempFile(directory, ".draft-", "", OWNER_READS_AND_WRITES);
      try {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        placing.place(draft, target);
        try (FileChannel channel = FileChannel.open(directory)) {
          channel.force(true);
        }
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + target + " cannot be written.", e);
    }
  }

  /** Puts a file that is whole in its place, in one step. */
  private interface Placing {
    void place(Path draft, Path target) throws IOException;
  }

  /** Makes a directory that only its owner can enter; one that is there already stays as it is. */
  static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directoryOf(directory.toAbsolutePath()));
      Files.createDirectories(directory, OWNER_ENTERS);
    }
  }

  private static Path directoryOf(Path absolute) {
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(absolute + " is not a path below a directory.");
    }
    return parent;
  }
}
