package dev.valence.vault;

import org.jspecify.annotations.Nullable;

/**
 * A sealed value does not open: it was changed, or belongs to another row. Whoever reads it says
 * what is to be made anew.
 */
public final class UnopenedException extends VaultException {

  private static final long serialVersionUID = 1L;

  UnopenedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
