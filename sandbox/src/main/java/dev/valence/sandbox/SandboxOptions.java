package dev.valence.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start a sandbox.
 *
 * @param host the address to listen on
 * @param controlPort the port of the control API; the ports of the faces follow it, two for each
 *     (http, https). With 0 every port is any free one
 * @param directory where the bytes of files are kept; null for a temporary directory that is
 *     deleted on close
 */
public record SandboxOptions(String host, int controlPort, @Nullable Path directory) {

  /** Checks the port. */
  public SandboxOptions {
    if (controlPort < 0 || controlPort > 65_000) {
      throw new IllegalArgumentException("the port must be between 0 and 65000");
    }
  }

  /** Loopback, any free ports, a temporary directory. */
  public static SandboxOptions defaults() {
    return new SandboxOptions("127.0.0.1", 0, null);
  }

  /** The same with another address to listen on. */
  public SandboxOptions withHost(String newHost) {
    return new SandboxOptions(newHost, controlPort, directory);
  }

  /** The same with another control port. */
  public SandboxOptions withControlPort(int port) {
    return new SandboxOptions(host, port, directory);
  }

  /** The same with a directory for the bytes of files. */
  public SandboxOptions withDirectory(Path newDirectory) {
    return new SandboxOptions(host, controlPort, newDirectory);
  }
}
