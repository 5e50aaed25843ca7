package dev.valence.sandbox.face;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A received request body: a small one in memory, a larger one in a file of its own. */
public final class Body implements AutoCloseable {

  private final byte[] memory;
  private final @Nullable Path file;
  private final long size;

  private Body(byte[] memory, @Nullable Path file, long size) {
    this.memory = memory;
    this.file = file;
    this.size = size;
  }

  /** A body in memory; the array is not copied. */
  public static Body of(byte[] bytes) {
    return new Body(bytes, null, bytes.length);
  }

  /**
   * A body in a file, which from now on belongs to the body.
   *
   * @throws IOException when the file cannot be read
   */
  public static Body of(Path file) throws IOException {
    return new Body(new byte[0], file, Files.size(file));
  }

  /** The length in bytes. */
  public long size() {
    return size;
  }

  /**
   * A new stream over the bytes.
   *
   * @throws IOException when the file cannot be read
   */
  public InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(memory) : Files.newInputStream(file);
  }

  /**
   * The whole body as UTF-8 text.
   *
   * @throws IOException when the file cannot be read
   */
  public String text() throws IOException {
    return file == null
        ? new String(memory, StandardCharsets.UTF_8)
        : Files.readString(file, StandardCharsets.UTF_8);
  }

  /**
   * Makes the body the file {@code target}, replacing it; a body can be moved once.
   *
   * @throws IOException when the target cannot be written
   */
  public void moveTo(Path target) throws IOException {
    if (file == null) {
      Files.write(target, memory);
    } else {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Deletes the file if the body still has one.
   *
   * @throws IOException when the file cannot be deleted
   */
  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
