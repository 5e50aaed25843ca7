package dev.valence.egress;

import org.jspecify.annotations.Nullable;

/**
 * A provider could not be reached, or must not be.
 *
 * <p>The message names the host and what happened; it holds no header, no query and no body.
 */
public final class EgressException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kept the request from an answer. */
  public enum Kind {
    /** The destination is not allowed: an undeclared host, a private address, a bad redirect. */
    REFUSED,
    /** No connection: unknown host, closed port, failed TLS handshake. */
    UNREACHABLE,
    /** No answer, or no further byte of it, within the time allowed. */
    TIMEOUT,
    /** The connection broke after the request had begun; the provider may have acted on it. */
    BROKEN
  }

  private final Kind kind;

  /**
   * A request without an answer.
   *
   * @param message what happened, for callers; without secrets
   */
  public EgressException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kept the request from an answer. */
  public Kind kind() {
    return kind;
  }
}
