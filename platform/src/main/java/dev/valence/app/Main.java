package dev.valence.app;

import dev.valence.store.EmbeddedDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The server's process: {@code start} runs it, {@code help} says how. */
@QuarkusMain
public final class Main {

  private Main() {}

  /** Runs the command line. */
  public static void main(String... arguments) {
    System.exit(CommandLineInterface.run(arguments, Main::start));
  }

  /** Runs the server until it is told to stop, and gives the status of the process. */
  private static int start() {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stopping = new Thread(() -> endCleanly(ended), "stopping");
    try {
      Settings settings = settings();
      refuseTakenPort(settings.host(), settings.port());
      Runtime.getRuntime().addShutdownHook(stopping);
      return run(settings);
    } catch (ConfigValidationException e) {
      return refuse("a setting is wrong: " + e.getProblem(0).getMessage());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return refuse("a setting is wrong: " + e.getMessage());
    } catch (StartException e) {
      return refuse(e.getMessage());
    } finally {
      ended.countDown();
    }
  }

  private static Settings settings() {
    return new SmallRyeConfigBuilder()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withMapping(Settings.class)
        .build()
        .getConfigMapping(Settings.class);
  }

  private static int run(Settings settings) {
    System.setProperty(
        "quarkus.log.console.json.enabled",
        String.valueOf(settings.logFormat() == Settings.LogFormat.JSON));
    if (settings.databaseUrl().isPresent()) {
      DatabaseUrl.parse(settings.databaseUrl().get()).use();
      return serve();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.data().resolve("postgres"))) {
      System.setProperty("valence.master-key-create", "true");
      System.setProperty("embedded-database", "true");
      new DatabaseUrl(database.jdbcUrl(), database.user(), database.password()).use();
      return serve();
    } catch (dev.valence.store.StoreException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static int serve() {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Quarkus.run(null, (status, thrown) -> failure.set(thrown));
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new StartException(String.valueOf(rootOf(thrown).getMessage()), thrown);
    }
    return 0;
  }

  private static void refuseTakenPort(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartException(
          "port "
              + port
              + " on "
              + host
              + " cannot be listened on ("
              + e.getMessage()
              + "): stop what uses it, or choose another with --port.",
          e);
    }
  }

  /**
   * Runs when the process is told to end: the framework finishes the calls in flight and the main
   * thread stops the database; the process must not be gone before, and has not failed.
   */
  private static void endCleanly(CountDownLatch ended) {
    try {
      ended.await();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static int refuse(@Nullable String reason) {
    System.err.println("valence: " + reason);
    return 1;
  }

  /** The server cannot start, for a reason that its operator can mend. */
  private static final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(@Nullable String message, Throwable cause) {
      super(message, cause);
    }
  }
}
