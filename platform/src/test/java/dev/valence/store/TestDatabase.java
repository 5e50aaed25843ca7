package dev.valence.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.Driver;

/**
 * A fresh, migrated database for a test.
 *
 * <p>It lives on an embedded server that all tests of the JVM share or, where the system property
 * {@value #SERVER} is set, on the server that it names: a JDBC address with the user and password
 * of a role that may create databases.
 */
public final class TestDatabase implements AutoCloseable {

  /** Names a server of one's own for the tests. */
  public static final String SERVER = "test.database.url";

  private static final Path HOME =
      Path.of(System.getProperty("java.io.tmpdir"), "valence-test-postgresql");
  private static final Path BINARIES = HOME.resolve("binaries");

  private final String url;
  private final String user;
  private final String password;
  private final AgroalDataSource dataSource;

  private TestDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
    try {
      this.dataSource =
          AgroalDataSource.from(
              new AgroalDataSourceConfigurationSupplier()
                  .metricsEnabled(false)
                  .connectionPoolConfiguration(pool ->
                      pool.maxSize(20)
                          .exceptionSorter(new PostgreSQLExceptionSorter())
                          .acquisitionTimeout(Duration.ofSeconds(10))
                          .connectionFactoryConfiguration(factory ->
                              factory
                                  .jdbcUrl(url)
                                  .principal(new NamePrincipal(user))
                                  .credential(new SimplePassword(password)))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new database with all migrations; close it to return its connections. */
  public static TestDatabase fresh() {
    Server server = Server.SHARED;
    String name = uniqueName();
    server.execute("create database " + name + " template " + server.template);
    return new TestDatabase(server.url(name), server.user, server.password);
  }

  public AgroalDataSource dataSource() {
    return dataSource;
  }

  public Database database() {
    return new Database(dataSource);
  }

  /** The address without user and password. */
  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  @Override
  public void close() {
    dataSource.close();
  }

  /** The directory of the embedded server's programs, for a test that runs a server of its own. */
  public static Path programs() throws IOException {
    if (!Files.isDirectory(BINARIES)) {
      fresh().close();
    }
    try (Stream<Path> found = Files.walk(BINARIES, 3)) {
      return found
          .filter(path -> path.endsWith(Path.of("bin", "postgres")))
          .max(Comparator.comparing(path -> path.getParent().toFile().lastModified()))
          .orElseThrow()
          .getParent();
    }
  }

  private static String uniqueName() {
    return "valence_test_" + UUID.randomUUID().toString().replace("-", "");
  }

  /** The server with a migrated database from which the others are copied. */
  private record Server(String address, String user, String password, String template) {

    private static final Server SHARED = start();

    String url(String database) {
      return address + "/" + database;
    }

    void execute(String sql) {
      try (Connection connection = DriverManager.getConnection(url("postgres"), user, password);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Server start() {
      String given = System.getProperty(SERVER, "");
      Server server = given.isEmpty() ? embedded() : external(given);
      server.execute("create database " + server.template);
      Flyway.configure()
          .dataSource(server.url(server.template), server.user, server.password)
          .load()
          .migrate();
      return server;
    }

    private static Server embedded() {
      try {
        OwnerOnlyFile.createDirectory(HOME);
        Path directory = Files.createTempDirectory(HOME, "server");
        EmbeddedDatabase database = EmbeddedDatabase.start(directory, BINARIES);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  database.close();
                  delete(directory);
                }));
        String url = database.jdbcUrl();
        return new Server(
            url.substring(0, url.lastIndexOf('/')),
            database.user(),
            database.password().reveal(),
            uniqueName());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Server external(String given) {
      Properties parts = Driver.parseURL(given, null);
      String withoutQuery = given.replaceFirst("\\?.*", "");
      return new Server(
          withoutQuery.substring(0, withoutQuery.lastIndexOf('/')),
          parts.getProperty("user"),
          parts.getProperty("password", ""),
          uniqueName());
    }

    private static void delete(Path tree) {
      try (Stream<Path> files = Files.walk(tree)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
