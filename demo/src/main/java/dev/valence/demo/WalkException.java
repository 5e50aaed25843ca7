package dev.valence.demo;

/** A step of the walk did not go as it should; the message says which and how. */
final class WalkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WalkException(String message) {
    super(message);
  }

  WalkException(String message, Throwable cause) {
    super(message, cause);
  }
}
