package dev.valence.sandbox;

/** A request that the control API refuses, with the HTTP status and the reason for the client. */
final class ControlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ControlException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
