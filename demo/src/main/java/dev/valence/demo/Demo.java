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
 * Starts the platform and the sandbox, and walks from the OAuth URL to the first calls. It ends
 * with status 0 only if every step was right; without {@code --once} it then waits, so that the
 * server can be tried by hand.
 */
public final class Demo {

  private static final int PLATFORM_PORT = 8080;
  private static final int SANDBOX_PORT = 8090;
  private static final String USAGE = "Usage: ./valence demo [--element KEY] [--once] [--port N]";

  private Demo() {}

  /** Runs the demo. */
  public static void main(String... arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    Wishes wishes;
    int port;
    try {
      wishes = Wishes.read(arguments);
      port = wishes.port() >= 0 ? wishes.port() : wishes.once() ? freePort() : PLATFORM_PORT;
    } catch (IOException | IllegalArgumentException e) {
      return refuse(e.getMessage());
    }
    Path home = Path.of(System.getProperty("valence.home", "."), ".valence", "demo");
    SandboxOptions options =
        SandboxOptions.defaults().withControlPort(wishes.once() ? 0 : SANDBOX_PORT);
    try (Sandbox sandbox = Sandbox.start(options);
        Platform platform = Platform.start(home, port, sandbox.url())) {
      Transcript transcript = new Transcript(System.out);
      new Walk(wishes.tour(), platform, sandbox.client(), transcript).run();
      if (!wishes.once()) {
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

  /**
   * What the command line asks for.
   *
   * @param port the server's port; -1 when it was not said
   */
  private record Wishes(Tour tour, boolean once, int port) {

    static Wishes read(List<String> arguments) {
      Tour tour = tour("dropbox");
      boolean once = false;
      int port = -1;
      for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
        String word = words.next();
        if (word.equals("--once")) {
          once = true;
        } else if (word.equals("--port") && words.hasNext()) {
          port = number(words.next());
        } else if (word.equals("--element") && words.hasNext()) {
          tour = tour(words.next());
        } else {
          throw new IllegalArgumentException(USAGE);
        }
      }
      return new Wishes(tour, once, port);
    }

    private static Tour tour(String element) {
      return Tour.of(element)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "there is no demo of " + element + "; there are " + Tour.elements() + "."));
    }
  }

  private static int freePort() throws IOException {
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
