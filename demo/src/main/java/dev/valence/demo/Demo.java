package dev.valence.demo;

import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the platform and the sandbox, and walks from the OAuth URL to a downloaded file. It ends
 * with status 0 only if every step was right; without {@code --once} it then waits, so that the
 * server can be tried by hand.
 */
public final class Demo {

  private static final int PLATFORM_PORT = 8080;
  private static final int SANDBOX_PORT = 8090;
  private static final String USAGE = "Usage: ./valence demo [--once] [--port N]";

  private Demo() {}

  /** Runs the demo. */
  public static void main(String... arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    boolean once = arguments.contains("--once");
    int port;
    try {
      port = port(arguments, once);
    } catch (IOException | IllegalArgumentException e) {
      return refuse(e.getMessage());
    }
    Path home = Path.of(System.getProperty("valence.home", "."), ".valence", "demo");
    SandboxOptions options = SandboxOptions.defaults().withControlPort(once ? 0 : SANDBOX_PORT);
    try (Sandbox sandbox = Sandbox.start(options);
        Platform platform = Platform.start(home, port, sandbox.url())) {
      Transcript transcript = new Transcript(System.out);
      new Walk(platform, sandbox.client(), transcript).run();
      if (!once) {
        transcript.goOn(platform, sandbox.url());
        platform.waitUntilStopped();
      }
      return 0;
    } catch (IOException | WalkException e) {
      return refuse(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int port(List<String> arguments, boolean once) throws IOException {
    int port = -1;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("--port") && words.hasNext()) {
        port = number(words.next());
      } else if (!word.equals("--once")) {
        throw new IllegalArgumentException(USAGE);
      }
    }
    if (port >= 0) {
      return port;
    }
    if (!once) {
      return PLATFORM_PORT;
    }
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port needs a number. " + USAGE, e);
    }
  }

  private static int refuse(@Nullable String reason) {
    System.err.println("valence: " + reason);
    return 1;
  }
}
