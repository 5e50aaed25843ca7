package dev.valence.sandbox;

/** The sandbox has refused a call of its control API, or cannot be reached. */
public final class SandboxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
