package dev.valence.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A vendor gave no token. Neither the message nor the vendor's words hold a secret of ours. */
public final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there is no token. */
  public enum Kind {
    /** The vendor said no; asking again with the same will not help. */
    REFUSED,
    /** The vendor could not be asked, or could not answer: later it may. */
    UNAVAILABLE,
    /** The vendor answered with success, and with something else than a token. */
    MALFORMED
  }

  private final Kind kind;
  private final @Nullable String errorCode;
  private final @Nullable String providerMessage;

  /**
   * A failure.
   *
   * @param message what happened, without a secret
   * @param errorCode the vendor's error code; null where it named none
   * @param providerMessage the vendor's words, without secrets; null where it had none
   * @param cause what was the reason; null for none
   */
  public OAuthException(
      Kind kind,
      String message,
      @Nullable String errorCode,
      @Nullable String providerMessage,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.errorCode = errorCode;
    this.providerMessage = providerMessage;
  }

  /** Why there is no token. */
  public Kind kind() {
    return kind;
  }

  /** The vendor's error code, such as {@code invalid_grant} (RFC 6749, 5.2). */
  public Optional<String> errorCode() {
    return Optional.ofNullable(errorCode);
  }

  /** The vendor's answer as it came, save for secrets. */
  public Optional<String> providerMessage() {
    return Optional.ofNullable(providerMessage);
  }
}
