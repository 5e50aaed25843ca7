package dev.valence.connectors.microsoft;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of unknown length that is kept on disk until its size is known. It has no name there from
 * the beginning, so that nothing is left of it, however the process ends.
 */
final class Spool implements AutoCloseable {

  private final FileChannel channel;

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes everything.
   *
   * @throws IOException when it breaks off, or the disk is full
   */
  static Spool of(InputStream content) throws IOException {
    Path path = Files.createTempFile("valence-upload-", ".tmp"); // the owner's alone
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
    try {
      OutputStream out = Channels.newOutputStream(channel);
      content.transferTo(out);
      channel.position(0);
      return new Spool(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The bytes from the first one on, to be read once. */
  InputStream content() {
    return Channels.newInputStream(channel);
  }

  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
