package dev.valence.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the caller of the API is told about, in the contract's error shape (core 1.5).
 *
 * <p>The message is shown to the caller and written to the log: it never holds a secret.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The contract's exact sentence for missing or wrong credentials (core 1.2). */
  private static final String INVALID_CREDENTIALS =
      "Invalid Organization or User secret, or invalid Element token provided.";

  private final int status;
  private final @Nullable String providerMessage;
  private final @Nullable String retryAfter;

  private ApiException(
      int status,
      String message,
      @Nullable String providerMessage,
      @Nullable String retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.providerMessage = providerMessage;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The text of the failure as the caller sees it. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The provider's own words, when a provider produced the failure. */
  public Optional<String> providerMessage() {
    return Optional.ofNullable(providerMessage);
  }

  /** When to try again, as in HTTP's Retry-After (RFC 9110, 10.2.3), when that is known. */
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * The same failure in other words, such as without secrets.
   *
   * @param words gives the other words for each text
   */
  public ApiException inWords(UnaryOperator<String> words) {
    String said = words.apply(message());
    String provider = providerMessage == null ? null : words.apply(providerMessage);
    return said.equals(message()) && Objects.equals(provider, providerMessage)
        ? this
        : new ApiException(status, said, provider, retryAfter, getCause());
  }

  /** Any status with a text of ours. */
  public static ApiException of(int status, String message) {
    return new ApiException(status, message, null, null, null);
  }

  /** 400: the request itself is wrong. */
  public static ApiException badRequest(String message) {
    return of(400, message);
  }

  /** 400 that names every fault at once. */
  public static ApiException badRequest(List<String> faults) {
    return of(400, String.join(" ", faults));
  }

  /** 401 with the contract's exact sentence. */
  public static ApiException invalidCredentials() {
    return of(401, INVALID_CREDENTIALS);
  }

  /** 403: known, but not allowed. */
  public static ApiException forbidden(String message) {
    return of(403, message);
  }

  /** 404 in the contract's pattern {@code No <thing> found with ID <id>}. */
  public static ApiException notFound(String thing, Object id) {
    return of(404, "No " + thing + " found with ID " + id);
  }

  /**
   * 429: a provider asks to wait.
   *
   * @param retryAfter the provider's Retry-After, or null when it named none
   */
  public static ApiException tooManyRequests(
      String message, @Nullable String providerMessage, @Nullable String retryAfter) {
    return new ApiException(429, message, providerMessage, retryAfter, null);
  }

  /** A failure that a provider caused, with the provider's own words when it had any. */
  public static ApiException ofProvider(
      int status, String message, @Nullable String providerMessage) {
    return new ApiException(status, message, providerMessage, null, null);
  }

  /** A failure that a provider caused, keeping the technical cause for the log. */
  public static ApiException ofProvider(
      int status, String message, @Nullable String providerMessage, Throwable cause) {
    return new ApiException(status, message, providerMessage, null, cause);
  }
}
