package dev.valence.jdbc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was not carried out.
 *
 * <p>The message is ours and has no value in it; the database's words may have some. Neither has
 * the password, and no exception of the driver's is kept, whose text may repeat parameters.
 */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it was not carried out. */
  public enum Kind {
    /** The operator does not allow the driver, the host or a property of the URL. */
    REFUSED,
    /** The URL or the statement cannot be understood, or a parameter has no value. */
    INVALID,
    /** There is no connection, or it was lost. */
    UNREACHABLE,
    /** The database does not accept user and password. */
    CREDENTIALS,
    /** The user may not do this in the database. */
    FORBIDDEN,
    /** It contradicts what is there, such as a unique key, or somebody else's change. */
    CONFLICT,
    /** The database does not accept the statement or a value in it. */
    REJECTED,
    /** It took too long, and was given up. */
    TIMEOUT,
    /** The answer is too large. */
    LIMIT,
    /** Anything else that went wrong in the database. */
    FAILED
  }

  private final Kind kind;
  private final @Nullable String words;

  DatabaseException(Kind kind, String message, @Nullable String words) {
    super(message);
    this.kind = kind;
    this.words = words;
  }

  /** Why the statement was not carried out. */
  public Kind kind() {
    return kind;
  }

  /** The text of the failure; it can be shown to the caller. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The database's own words, where it had any. */
  public Optional<String> words() {
    return Optional.ofNullable(words);
  }
}
