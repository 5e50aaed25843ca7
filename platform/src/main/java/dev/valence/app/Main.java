package dev.valence.app;

import dev.valence.egress.GovernorSettings;
import dev.valence.store.EmbeddedDatabase;
import dev.valence.store.StoreException;
import dev.valence.vault.VaultException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The server's process: {@code start} runs it, {@code help} says how. */
@QuarkusMain
public final class Main {

  private Main() {}

  /** Runs the command line. */
  public static void main(String... arguments) {
    System.exit(CommandLineInterface.run(arguments, Main::start, Main::operate));
  }

  /**
   * Runs the server until it is told to stop, and gives the status of the process.
   *
   * <p>When the process is told to end, the framework finishes the calls in flight and this thread
   * stops the database; the process must not be gone before, and has not failed then.
   */
  private static int start() {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Runtime.getRuntime().halt(ended.join()), "end of the process"));
    int status = 1;
    try {
      status = tryToStart();
    } finally {
      ended.complete(status);
    }
    return status;
  }

  private static int tryToStart() {
    try {
      Settings settings = settings();
      var _ = Wiring.databases(settings);
      var _ = new GovernorSettings(settings.limitWait());
      refuseTakenPort(settings.host(), settings.port());
      return run(settings);
    } catch (ConfigValidationException e) {
      return refuse("a setting is wrong: " + e.getProblem(0).getMessage());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return refuse("a setting is wrong: " + e.getMessage());
    } catch (StartException | StoreException e) {
      return refuse(e.getMessage());
    }
  }

  /** Runs a command beside the server; what its operator can mend is a line, not a trace. */
  private static int operate(ToIntFunction<OperatorCommands> command) {
    try {
      return command.applyAsInt(new OperatorCommands(settings(), System.out));
    } catch (ConfigValidationException e) {
      return refuse("a setting is wrong: " + e.getProblem(0).getMessage());
    } catch (IllegalArgumentException
        | NoSuchElementException
        | StoreException
        | VaultException
        | JdbiException
        | UncheckedIOException e) {
      return refuse(e.getMessage());
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
    settings.trustedProxies().ifPresent(Main::trust);
    if (settings.databaseUrl().isPresent()) {
      DatabaseUrl.parse(settings.databaseUrl().get()).use();
      return serve();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.data().resolve("postgres"))) {
      System.setProperty("valence.master-key-create", "true");
      System.setProperty("embedded-database", "true");
      new DatabaseUrl(database.jdbcUrl(), database.user(), database.password()).use();
      return serve();
    }
  }

  /** Lets X-Forwarded-* headers count, of these proxies only. */
  private static void trust(List<String> proxies) {
    String prefix = "quarkus.http.proxy.";
    System.setProperty(prefix + "proxy-address-forwarding", "true");
    System.setProperty(prefix + "enable-forwarded-host", "true");
    System.setProperty(prefix + "enable-forwarded-prefix", "true");
    System.setProperty(prefix + "trusted-proxies", String.join(",", proxies));
  }

  private static int serve() {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Quarkus.run(null, (status, thrown) -> failure.set(thrown));
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new StartException(reason(thrown), thrown);
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

  /** What our own code said first; what caused it stands in the log. */
  private static String reason(Throwable thrown) {
    Throwable last = thrown;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      StackTraceElement[] trace = each.getStackTrace();
      if (trace.length > 0 && trace[0].getClassName().startsWith("dev.valence.")) {
        return String.valueOf(each.getMessage());
      }
      last = each;
    }
    return String.valueOf(last.getMessage());
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
