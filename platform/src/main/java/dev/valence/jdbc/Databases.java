package dev.valence.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.jdbc.DatabaseException.Kind;
import dev.valence.jdbc.Sessions.Account;
import dev.valence.model.Secret;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.jspecify.annotations.Nullable;

/**
 * The way to the databases of others: statements with bound parameters, each a transaction of its
 * own, at databases that the operator has listed.
 */
@ApplicationScoped
public class Databases implements AutoCloseable {

  /** As much as is told of a database's words. */
  private static final int LONGEST_WORDS = 1000;

  private static final int ROWS_AT_ONCE = 200;

  /** A shorter password would be found in any text, and keeps nothing. */
  private static final int SHORTEST_SECRET = 4;

  private final DatabaseSettings settings;
  private final GenericKeyedObjectPool<Account, Connection> pool;

  /** Opens no connection yet. */
  @Inject
  public Databases(DatabaseSettings settings) {
    this.settings = settings;
    this.pool = Sessions.pool(settings);
  }

  /**
   * Carries out a statement.
   *
   * @return the rows, a list of objects, up to the statement's maximum; or {@code {"count": n}},
   *     how many rows were changed, of a statement that has no rows
   * @throws DatabaseException when it was not carried out; then nothing was changed, save where the
   *     connection was lost while it was committed
   */
  public JsonNode execute(DatabaseStatement statement) {
    Account account = account(statement);
    NamedSql sql = NamedSql.of(statement.sql(), statement.parameters().keySet());
    Connection connection = borrow(account);
    boolean usable = false;
    try {
      connection.setReadOnly(statement.readOnly());
      connection.setAutoCommit(false);
      JsonNode answer = run(connection, sql, statement);
      connection.commit();
      usable = true;
      return answer;
    } catch (SQLException e) {
      DatabaseException failure = failure(account, e);
      usable = !isOver(failure.kind()) && undone(connection);
      throw failure;
    } catch (DatabaseException e) {
      usable = undone(connection);
      throw e;
    } finally {
      giveBack(account, connection, usable);
    }
  }

  /** Closes every connection. */
  @PreDestroy
  @Override
  public void close() {
    pool.close();
  }

  /**
   * Checks where a statement is to go.
   *
   * @throws DatabaseException INVALID for a URL that cannot be read; REFUSED for what the operator
   *     does not allow, all of it named
   */
  private Account account(DatabaseStatement statement) {
    PostgresUrl url = PostgresUrl.parse(statement.url());
    if (statement.user().isBlank()) {
      throw new DatabaseException(Kind.INVALID, "The database's user is missing.", null);
    }
    List<String> refused = new ArrayList<>();
    String driver = statement.driver().map(String::strip).orElse(PostgresUrl.DRIVER);
    if (!settings.drivers().contains(driver)) {
      refused.add("the driver " + driver + " (VALENCE_JDBC_DRIVERS)");
    }
    if (!settings.hosts().contains(url.address())) {
      refused.add("the database at " + url.address() + " (VALENCE_JDBC_HOSTS)");
    }
    for (String property : url.properties().keySet()) {
      if (!settings.properties().contains(property)) {
        refused.add("the connection property '" + property + "' (VALENCE_JDBC_PROPERTIES)");
      }
    }
    if (!refused.isEmpty()) {
      throw new DatabaseException(
          Kind.REFUSED,
          "The operator of this server does not allow " + String.join(", ", refused) + ".",
          null);
    }
    return new Account(url, statement.user(), statement.password());
  }

  private Connection borrow(Account account) {
    try {
      return pool.borrowObject(account);
    } catch (SQLException e) {
      DatabaseException failure = failure(account, e);
      throw failure.kind() == Kind.CREDENTIALS
          ? failure
          : unreachable(account, failure.words().orElse(null));
    } catch (NoSuchElementException e) {
      throw new DatabaseException(
          Kind.UNREACHABLE,
          "Too many statements are under way to call " + account.url().address() + ".",
          null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(account, null);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void giveBack(Account account, Connection connection, boolean usable) {
    if (usable) {
      pool.returnObject(account, connection); // drops it itself when it cannot be cleared
      return;
    }
    try {
      pool.invalidateObject(account, connection);
    } catch (Exception e) {
      // It could not be closed properly; it is out of the pool all the same.
    }
  }

  private JsonNode run(Connection connection, NamedSql sql, DatabaseStatement statement)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql.sql())) {
      prepared.setQueryTimeout((int) Math.max(1, settings.statementTimeout().toSeconds()));
      prepared.setMaxRows(statement.maximumRows());
      prepared.setFetchSize(Math.min(ROWS_AT_ONCE, statement.maximumRows()));
      for (int i = 0; i < sql.names().size(); i++) {
        JsonNode value = Objects.requireNonNull(statement.parameters().get(sql.names().get(i)));
        bind(prepared, i + 1, value);
      }
      if (!prepared.execute()) {
        return JsonNodeFactory.instance
            .objectNode()
            .put("count", Math.max(0, prepared.getLargeUpdateCount()));
      }
      try (ResultSet rows = prepared.getResultSet()) {
        return new Rows(settings.largestAnswer()).read(rows);
      }
    }
  }

  private static void bind(PreparedStatement prepared, int place, JsonNode value)
      throws SQLException {
    switch (value.getNodeType()) {
      case NULL, MISSING -> prepared.setNull(place, Types.NULL);
      case BOOLEAN -> prepared.setBoolean(place, value.booleanValue());
      case NUMBER -> {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
          prepared.setInt(place, value.intValue());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
          prepared.setLong(place, value.longValue());
        } else {
          prepared.setBigDecimal(place, value.decimalValue());
        }
      }
      case STRING -> prepared.setString(place, value.textValue());
      default -> prepared.setString(place, value.toString());
    }
  }

  private static boolean undone(Connection connection) {
    try {
      connection.rollback();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether the connection is not to be trusted any more, which may be cancelled a moment late. */
  private static boolean isOver(Kind kind) {
    return kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT || kind == Kind.LIMIT;
  }

  private DatabaseException failure(Account account, SQLException e) {
    String words = words(e, account.password());
    if (causedBySilence(e)) {
      return timeout(words);
    }
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    if (words.contains("maxResultBuffer")) {
      return new DatabaseException(
          Kind.LIMIT,
          "The database's answer is larger than " + settings.largestAnswer() + " bytes.",
          null);
    }
    return switch (state) {
      case "57014" -> timeout(words);
      case "42501" ->
          new DatabaseException(Kind.FORBIDDEN, "The user may not do this in the database.", words);
      case "25006" ->
          new DatabaseException(
              Kind.REJECTED, "The statement changes something, in a call that only reads.", words);
      case "53300", "57P01", "57P02", "57P03" -> unreachable(account, words);
      default ->
          switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> unreachable(account, words);
            case "28" ->
                new DatabaseException(
                    Kind.CREDENTIALS, "The database does not accept user and password.", words);
            case "23", "40" ->
                new DatabaseException(
                    Kind.CONFLICT, "The statement contradicts what is in the database.", words);
            case "0A", "21", "22", "42" ->
                new DatabaseException(
                    Kind.REJECTED, "The database does not accept the statement.", words);
            default ->
                new DatabaseException(
                    Kind.FAILED, "The database could not carry out the statement.", words);
          };
    };
  }

  private DatabaseException timeout(String words) {
    return new DatabaseException(
        Kind.TIMEOUT,
        "The statement took longer than "
            + settings.statementTimeout().toSeconds()
            + " seconds, and was given up.",
        words);
  }

  private static DatabaseException unreachable(Account account, @Nullable String words) {
    return new DatabaseException(
        Kind.UNREACHABLE,
        "The database at " + account.url().address() + " could not be reached.",
        words);
  }

  private static boolean causedBySilence(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static String words(SQLException e, Secret password) {
    String words = String.valueOf(e.getMessage());
    String secret = password.reveal();
    String masked = secret.length() < SHORTEST_SECRET ? words : words.replace(secret, Secret.MASK);
    return masked.substring(0, Math.min(masked.length(), LONGEST_WORDS));
  }
}
