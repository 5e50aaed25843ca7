package dev.valence.app;

import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database and a sandbox of a test, on which it starts servers as processes of their own. */
final class Nodes implements AutoCloseable {

  private final Path directory;
  private final TestDatabase database = TestDatabase.fresh();
  private final Sandbox sandbox;

  /**
   * @param directory where the servers have their data and their logs
   */
  Nodes(Path directory) throws IOException {
    this.directory = directory;
    this.sandbox = Sandbox.start();
  }

  SandboxClient sandbox() {
    return sandbox.client();
  }

  TestDatabase database() {
    return database;
  }

  /** Starts a server; a name that has been started before goes on where it ended. */
  ServerProcess start(String name, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--data",
                directory.resolve("data").toString(),
                "--master-key-file",
                directory.resolve("master.key").toString(),
                "--master-key-create",
                "true",
                "--database-url",
                database.url(),
                "--database-user",
                database.user(),
                "--database-pool-size",
                "8",
                "--sandbox",
                sandbox.url().toString(),
                "--log-format",
                "text"));
    all.addAll(Arrays.asList(options));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("VALENCE_DATABASE_PASSWORD", database.password());
    return ServerProcess.start(
        log(name), List.of("-Xmx256m"), variables, all.toArray(String[]::new));
  }

  Path log(String name) {
    return directory.resolve(name + ".log");
  }

  Api api(ServerProcess server) {
    return new Api(server.url(), directory.resolve("data"));
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
    database.close();
  }
}
