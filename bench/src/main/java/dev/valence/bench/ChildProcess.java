package dev.valence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of a run that listens at a port of this machine, and ends with the run. */
final class ChildProcess implements AutoCloseable {

  private static final int START_SECONDS = 120;
  private static final int END_SECONDS = 60;

  private final Process process;
  private final Thread end;

  private ChildProcess(Process process) {
    this.process = process;
    this.end = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Starts a command, and waits until it listens at a port.
   *
   * @param log where its output goes
   */
  static ChildProcess start(List<String> command, int port, Path log)
      throws IOException, InterruptedException {
    ChildProcess child =
        new ChildProcess(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    child.awaitListening(command.getFirst(), port, log);
    return child;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already.
    }
  }

  /** Asks it to end, so that it can end what it has started itself. */
  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitListening(String name, int port, Path log)
      throws IOException, InterruptedException {
    for (int i = 0; i < START_SECONDS * 20 && process.isAlive(); i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    close();
    throw new IllegalStateException(name + " did not start: " + Files.readString(log));
  }
}
