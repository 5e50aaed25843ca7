package dev.valence.store;

import dev.valence.model.UnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;

/**
 * Tells failures of the database from failures of a statement, by their SQLSTATE (PostgreSQL's
 * documentation, appendix "Error Codes").
 */
final class Outage {

  /** Connections that fail, insufficient resources such as a full disk, failures of the system. */
  private static final List<String> CLASSES = List.of("08", "53", "58");

  /**
   * Serialization failure and deadlock, a read-only server, one that shuts down or starts, a lock
   * that was waited for too long, a session that said nothing for too long in a transaction.
   */
  private static final List<String> STATES =
      List.of("40001", "40P01", "25006", "57P01", "57P02", "57P03", "55P03", "25P03");

  private static final String FULL = "53100";

  private Outage() {}

  /** The failure as callers may see it; empty for one that is the statement's own. */
  static Optional<UnavailableException> of(RuntimeException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ConnectionException) {
        return Optional.of(unavailable(failure));
      }
      if (each instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.equals(FULL)) {
          return Optional.of(
              new UnavailableException(
                  "The database has no room left; nothing is stored.", failure));
        }
        if (STATES.contains(state) || CLASSES.contains(state.substring(0, 2))) {
          return Optional.of(unavailable(failure));
        }
      }
    }
    return Optional.empty();
  }

  private static UnavailableException unavailable(RuntimeException failure) {
    return new UnavailableException("The database does not answer. Try again later.", failure);
  }
}
