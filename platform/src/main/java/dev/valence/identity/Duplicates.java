package dev.valence.identity;

import dev.valence.model.ApiException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Tells a value that has to be unique and is not from other failures of a statement. */
final class Duplicates {

  /** PostgreSQL's unique_violation. */
  private static final String UNIQUE_VIOLATION = "23505";

  private Duplicates() {}

  /** Runs a statement; where a value is taken, fails with what the caller shall hear of it. */
  static void refuse(Runnable statement, Supplier<ApiException> refusal) {
    try {
      statement.run();
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        throw refusal.get();
      }
      throw e;
    }
  }
}
