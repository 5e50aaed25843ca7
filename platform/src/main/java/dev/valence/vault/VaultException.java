package dev.valence.vault;

import org.jspecify.annotations.Nullable;

/** Something cannot be sealed or opened. The message never holds a value or a key. */
public sealed class VaultException extends RuntimeException permits UnopenedException {

  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
