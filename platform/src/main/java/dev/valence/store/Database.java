package dev.valence.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The way to PostgreSQL. A call holds one pooled connection until it returns, so nothing that waits
 * for the network belongs inside one.
 */
@ApplicationScoped
public class Database {

  private final Jdbi jdbi;

  /** Migrates the schema, so that nobody meets one that is not of this version. */
  @Inject
  Database(DataSource dataSource, Flyway migrations) {
    this(dataSource);
    migrations.migrate();
  }

  /**
   * @param dataSource a database with the schema of this version
   */
  public Database(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource).installPlugin(new PostgresPlugin());
  }

  /** Runs statements one by one, each its own transaction, and gives their outcome. */
  public <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
    return jdbi.withHandle(work);
  }

  /** Runs statements in one transaction, which an exception rolls back, and gives their outcome. */
  public <T extends @Nullable Object> T transact(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(work);
  }

  /** Runs statements in one transaction, which an exception rolls back. */
  public void change(HandleConsumer<RuntimeException> work) {
    jdbi.useTransaction(work);
  }
}
