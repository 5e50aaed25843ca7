package dev.valence.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be started or reached; the message says what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
