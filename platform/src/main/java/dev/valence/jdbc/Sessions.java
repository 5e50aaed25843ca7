package dev.valence.jdbc;

import dev.valence.model.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;

/** Makes connections and clears them after use, so that nothing of one statement meets the next. */
final class Sessions extends BaseKeyedPooledObjectFactory<Sessions.Account, Connection> {

  /** A user of a database. */
  record Account(PostgresUrl url, String user, Secret password) {}

  /** A connection that was used just now is taken to work. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final int SECONDS_TO_ANSWER = 2;

  private final DatabaseSettings settings;

  private Sessions(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** A pool for all accounts, with a bound for each and for all together. */
  static GenericKeyedObjectPool<Account, Connection> pool(DatabaseSettings settings) {
    GenericKeyedObjectPoolConfig<Connection> bounds = new GenericKeyedObjectPoolConfig<>();
    bounds.setJmxEnabled(false);
    bounds.setMaxTotal(settings.connections());
    bounds.setMaxTotalPerKey(settings.connectionsPerAccount());
    bounds.setMaxIdlePerKey(settings.connectionsPerAccount());
    bounds.setMaxWait(settings.connectTimeout());
    bounds.setTestOnBorrow(true);
    bounds.setMinEvictableIdleDuration(settings.idleTimeout());
    bounds.setTimeBetweenEvictionRuns(settings.idleTimeout().dividedBy(2));
    bounds.setNumTestsPerEvictionRun(-1); // all of them
    return new GenericKeyedObjectPool<>(new Sessions(settings), bounds);
  }

  @Override
  public Connection create(Account account) throws SQLException {
    return account.url().connect(account.user(), account.password(), settings);
  }

  @Override
  public PooledObject<Connection> wrap(Connection connection) {
    return new DefaultPooledObject<>(connection);
  }

  @Override
  public boolean validateObject(Account account, PooledObject<Connection> pooled) {
    try {
      return pooled.getIdleDuration().compareTo(FRESH) < 0
          || pooled.getObject().isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void passivateObject(Account account, PooledObject<Connection> pooled)
      throws SQLException {
    Connection connection = pooled.getObject();
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }

  @Override
  public void destroyObject(Account account, PooledObject<Connection> pooled) throws SQLException {
    pooled.getObject().close();
  }
}
