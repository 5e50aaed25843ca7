package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must never be seen outside the process: a token, a key, a password.
 *
 * <p>Its text form and its JSON form are the mask, so that it cannot slip into a log, an exception
 * or an answer; only {@link #reveal()} gives the value, at the place that sends or seals it.
 */
public final class Secret {

  /** What stands in answers in the place of a secret (contract, core 3.7). */
  public static final String MASK = "********";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a value. */
  @JsonCreator
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself. */
  public String reveal() {
    return value;
  }

  @JsonValue
  @Override
  public String toString() {
    return MASK;
  }

  /** In a time that does not say how much of the two is the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(bytes(secret.value), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
