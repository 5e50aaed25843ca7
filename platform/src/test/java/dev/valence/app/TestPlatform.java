package dev.valence.app;

import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.store.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fresh database and, unless a test wants the true endpoints, a sandbox for the server. */
public final class TestPlatform implements QuarkusTestResourceLifecycleManager {

  /** The argument that leaves the sandbox out. */
  public static final String SANDBOX = "sandbox";

  static final String ADMIN_EMAIL = "ada@example.com";
  static final String ADMIN_PASSWORD = "correct horse battery staple";

  private static @Nullable Sandbox sandbox;

  private boolean withSandbox = true;
  private @Nullable TestDatabase database;
  private @Nullable Path directory;

  /** The sandbox of the running server. */
  public static SandboxClient sandbox() {
    return Objects.requireNonNull(sandbox, "this test runs without a sandbox").client();
  }

  @Override
  public void init(Map<String, String> arguments) {
    withSandbox = Boolean.parseBoolean(arguments.getOrDefault(SANDBOX, "true"));
  }

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("valence-test");
      database = TestDatabase.fresh();
      Map<String, String> settings = new HashMap<>();
      settings.put("valence.database-url", database.url());
      settings.put("valence.database-user", database.user());
      settings.put("valence.database-password", database.password());
      settings.put("valence.data", directory.resolve("data").toString());
      settings.put("valence.master-key-file", directory.resolve("master.key").toString());
      settings.put("valence.master-key-create", "true");
      settings.put("valence.admin-email", ADMIN_EMAIL);
      settings.put("valence.admin-password", ADMIN_PASSWORD);
      if (withSandbox) {
        sandbox = Sandbox.start();
        settings.put("valence.sandbox", sandbox.url().toString());
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (sandbox != null) {
        sandbox.close();
        sandbox = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Objects.requireNonNull(database).close();
    }
  }
}
