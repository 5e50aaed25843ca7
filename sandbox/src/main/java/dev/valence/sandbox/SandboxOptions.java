package dev.valence.sandbox;

/**
 * How to start a sandbox.
 *
 * @param host the address to listen on
 * @param controlPort the port of the control API; the ports of the faces follow it, two for each
 *     (http, https). With 0 every port is any free one
 */
public record SandboxOptions(String host, int controlPort) {

  /** Checks the port. */
  public SandboxOptions {
    if (controlPort < 0 || controlPort > 65_000) {
      throw new IllegalArgumentException("the port must be between 0 and 65000");
    }
  }

  /** Loopback and any free ports. */
  public static SandboxOptions defaults() {
    return new SandboxOptions("127.0.0.1", 0);
  }

  /** The same with another address to listen on. */
  public SandboxOptions withHost(String newHost) {
    return new SandboxOptions(newHost, controlPort);
  }

  /** The same with another control port. */
  public SandboxOptions withControlPort(int port) {
    return new SandboxOptions(host, port);
  }
}
