package dev.valence.sandbox.face;

import org.jspecify.annotations.Nullable;

/**
 * What an account is made of; everything but the address has a default.
 *
 * @param email the address, unique at the vendor
 * @param displayName the full name; by default the part of the address before the at sign
 * @param country ISO 3166-1 alpha-2; by default {@code US}
 * @param locale BCP 47 language tag; by default {@code en}
 * @param storageBytes how many bytes the account may store; by default 2 TB
 */
public record NewUser(
    String email,
    @Nullable String displayName,
    @Nullable String country,
    @Nullable String locale,
    @Nullable Long storageBytes) {

  /** Checks the fields. */
  public NewUser {
    // Jackson hands null to a record for a field that was not sent.
    if (email == null || !email.matches("[^@\\s]+@[^@\\s]+")) {
      throw new IllegalArgumentException("email must be an e-mail address");
    }
    if (country != null && !country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("country must be two capital letters");
    }
    if (storageBytes != null && storageBytes < 0) {
      throw new IllegalArgumentException("storageBytes must not be negative");
    }
  }

  /** An account with the defaults. */
  public static NewUser of(String email, String displayName) {
    return new NewUser(email, displayName, null, null, null);
  }
}
