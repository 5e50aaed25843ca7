package dev.valence.store;

import dev.valence.model.UnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(Database.class);

  /** How long what can be had only once is kept in memory for a database that is away. */
  private static final Duration PERSISTENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(250);

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

  /**
   * Runs statements one by one, each its own transaction, and gives their outcome.
   *
   * @throws UnavailableException when the database does not answer
   */
  public <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
    return told(() -> jdbi.withHandle(work));
  }

  /**
   * Runs statements in one transaction, which an exception rolls back, and gives their outcome.
   *
   * @throws UnavailableException when the database does not answer; where it was the commit that it
   *     did not answer, nobody knows whether the transaction took place
   */
  public <T extends @Nullable Object> T transact(HandleCallback<T, RuntimeException> work) {
    return told(() -> jdbi.inTransaction(work));
  }

  /**
   * Runs statements in one transaction, which an exception rolls back.
   *
   * @throws UnavailableException as {@link #transact}
   */
  public void change(HandleConsumer<RuntimeException> work) {
    var _ =
        transact(handle -> {
          work.useHandle(handle);
          return true;
        });
  }

  /**
   * Stores what can be had only once, such as a provider's answer: while the database does not
   * answer, the transaction is tried again, for {@link #PERSISTENCE}.
   *
   * @param work finds out whether an earlier attempt took place whose commit was not confirmed
   * @throws UnavailableException as {@link #transact}
   */
  public <T extends @Nullable Object> T insist(HandleCallback<T, RuntimeException> work) {
    long deadline = System.nanoTime() + PERSISTENCE.toNanos();
    while (true) {
      try {
        return transact(work);
      } catch (UnavailableException e) {
        if (System.nanoTime() - deadline >= 0) {
          throw e;
        }
        LOG.warnf("What can be had only once is not stored yet; trying again: %s", e.getCause());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the database.", e);
    }
  }

  private static <T extends @Nullable Object> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnavailableException e) {
      throw e; // of a transaction within this one
    } catch (RuntimeException e) {
      throw Outage.of(e).<RuntimeException>map(outage -> outage).orElse(e);
    }
  }
}
