package dev.valence.model;

/**
 * The platform cannot do its work at the moment, though nothing is wrong with the call: what it
 * stands on, such as its database, does not answer or has no room. The same call may succeed later.
 *
 * <p>What the call was to change may have changed all the same, when the connection was lost before
 * a commit was confirmed.
 */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message for the caller; never a secret
   * @param cause what the log has of it
   */
  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The text of the failure as the caller sees it. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
