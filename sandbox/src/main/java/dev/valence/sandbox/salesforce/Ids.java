package dev.valence.sandbox.salesforce;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Salesforce's identifiers: 15 characters in which capitals matter, of which the first three name
 * the kind of object, and three more that make a form of 18 in which they need not. Answers have
 * the long form, requests may have either.
 */
final class Ids {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CHECKSUM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{15}([A-Z0-5]{3})?");
  private static final String SERVER = "5j000";
  private static final int NUMBER_DIGITS = 7;

  private final AtomicLong last = new AtomicLong(0x5f00000);

  /** A new id in the long form; later ones are greater. */
  String next(String keyPrefix) {
    StringBuilder digits = new StringBuilder();
    long number = last.incrementAndGet();
    for (int i = 0; i < NUMBER_DIGITS; i++) {
      digits.append(ALPHABET.charAt((int) (number % ALPHABET.length())));
      number /= ALPHABET.length();
    }
    return withChecksum(keyPrefix + SERVER + digits.reverse());
  }

  /** The long form of an id; empty when it is none. */
  static Optional<String> normalize(String id) {
    if (!FORM.matcher(id).matches()) {
      return Optional.empty();
    }
    String full = withChecksum(id.substring(0, 15));
    return id.length() == 15 || id.equals(full) ? Optional.of(full) : Optional.empty();
  }

  /** The short form of a long id. */
  static String shorten(String id) {
    return id.substring(0, 15);
  }

  /** One character for each five, whose bits say which of them are capitals. */
  private static String withChecksum(String id) {
    StringBuilder full = new StringBuilder(id);
    for (int block = 0; block < 15; block += 5) {
      int capitals = 0;
      for (int i = 0; i < 5; i++) {
        char character = id.charAt(block + i);
        if (character >= 'A' && character <= 'Z') {
          capitals |= 1 << i;
        }
      }
      full.append(CHECKSUM_ALPHABET.charAt(capitals));
    }
    return full.toString();
  }
}
