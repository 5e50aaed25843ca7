package dev.valence.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a few megabytes, in memory, that can be filled. It is mounted in a namespace
 * that a process of ours holds, and is gone with that process; whoever is to see it is started in
 * it.
 */
final class SmallDisk implements AutoCloseable {

  private static final int MEGABYTES = 160;
  private static final String FILLER = "filler";

  private final Path directory;
  private final Process holder;

  private SmallDisk(Path directory, Process holder) {
    this.directory = directory;
    this.holder = holder;
  }

  /** Makes one at a directory; empty where the machine allows nobody to mount. */
  static Optional<SmallDisk> mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Process holder;
    try {
      // It waits for the end of its input, and so does not outlive this process.
      holder =
          new ProcessBuilder(
                  "unshare",
                  "--user",
                  "--map-root-user",
                  "--mount",
                  "sh",
                  "-c",
                  "mount -t tmpfs -o size="
                      + MEGABYTES
                      + "m tmpfs \"$0\" && echo mounted && exec cat",
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
    if ("mounted".equals(holder.inputReader().readLine())) {
      return Optional.of(new SmallDisk(directory, holder));
    }
    holder.destroyForcibly().waitFor();
    return Optional.empty();
  }

  /** What runs a program where it sees this file system. */
  List<String> launcher() {
    return new ArrayList<>(
        List.of(
            "nsenter",
            "--target",
            String.valueOf(holder.pid()),
            "--user",
            "--mount",
            "--preserve-credentials"));
  }

  /** Leaves no room on it. */
  void fill() throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream filler = Files.newOutputStream(outside(FILLER))) {
      for (int written = 0; written < MEGABYTES * 16; written++) {
        filler.write(block);
      }
      throw new IllegalStateException("more fits than the disk has");
    } catch (IOException full) {
      if (!Files.exists(outside(FILLER))) {
        throw full;
      }
    }
  }

  /** Gives the room back. */
  void free() throws IOException {
    Files.deleteIfExists(outside(FILLER));
  }

  /** A file of it, as this process reaches it. */
  Path outside(String name) {
    return Path.of("/proc/" + holder.pid() + "/root" + directory.resolve(name).toAbsolutePath());
  }

  @Override
  public void close() throws IOException {
    holder.outputWriter().close();
    try {
      if (!holder.waitFor(10, TimeUnit.SECONDS)) {
        holder.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      holder.destroyForcibly();
    }
  }
}
