package dev.valence.sandbox.face;

/**
 * A person with an account at a vendor.
 *
 * @param id the vendor's identifier of the account
 * @param number the vendor's numeric identifier of the account
 * @param email the address the account is known by
 * @param displayName the full name
 * @param country ISO 3166-1 alpha-2
 * @param locale BCP 47 language tag
 * @param storageBytes how many bytes the account may store
 */
public record User(
    String id,
    long number,
    String email,
    String displayName,
    String country,
    String locale,
    long storageBytes) {}
