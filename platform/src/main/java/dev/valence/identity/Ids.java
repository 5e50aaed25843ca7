package dev.valence.identity;

import java.util.Optional;

/** The numbers in paths. */
final class Ids {

  private Ids() {}

  /** The number that a text is; what is none is the number of nothing. */
  static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
