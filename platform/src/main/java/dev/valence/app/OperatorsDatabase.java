package dev.valence.app;

import dev.valence.model.Secret;
import dev.valence.store.EmbeddedDatabase;
import dev.valence.store.PlainDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database that the settings name, for a command beside the server: the existing one, or the
 * embedded one, which is started unless a server is running it.
 */
final class OperatorsDatabase implements AutoCloseable {

  private final DataSource dataSource;
  private final @Nullable EmbeddedDatabase started;

  private OperatorsDatabase(DataSource dataSource, @Nullable EmbeddedDatabase started) {
    this.dataSource = dataSource;
    this.started = started;
  }

  /**
   * The database, which is there.
   *
   * @throws IllegalArgumentException if the settings name none and there is no embedded one
   */
  static OperatorsDatabase open(Settings settings) {
    Path directory = settings.data().resolve("postgres");
    if (settings.databaseUrl().isEmpty() && !EmbeddedDatabase.isIn(directory)) {
      throw new IllegalArgumentException(
          "there is no database in "
              + settings.data().toAbsolutePath()
              + ": name the directory (--data) or the database (--database-url).");
    }
    return openOrCreate(settings);
  }

  /** The same, where an embedded one may have to be made. */
  static OperatorsDatabase openOrCreate(Settings settings) {
    if (settings.databaseUrl().isPresent()) {
      DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl().get());
      return new OperatorsDatabase(
          PlainDataSource.of(
              url.jdbcUrl(),
              Optional.ofNullable(url.user()).or(settings::databaseUser).orElse(null),
              Optional.ofNullable(url.password())
                  .or(() -> settings.databasePassword().map(Secret::of))
                  .orElse(null)),
          null);
    }
    Path directory = settings.data().resolve("postgres");
    Optional<EmbeddedDatabase.Running> running = EmbeddedDatabase.running(directory);
    if (running.isPresent()) {
      EmbeddedDatabase.Running server = running.get();
      return new OperatorsDatabase(
          PlainDataSource.of(server.jdbcUrl(), server.user(), server.password()), null);
    }
    EmbeddedDatabase server = EmbeddedDatabase.start(directory);
    return new OperatorsDatabase(
        PlainDataSource.of(server.jdbcUrl(), server.user(), server.password()), server);
  }

  DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }
}
