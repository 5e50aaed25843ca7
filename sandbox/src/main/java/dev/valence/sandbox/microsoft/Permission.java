package dev.valence.sandbox.microsoft;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What others may do with an item.
 *
 * @param roles {@code read} or {@code write}
 * @param email whom it was given to; null for a link
 * @param link the link that gives it; null when a person has it
 * @param end when it ends; null for never
 */
record Permission(
    String id,
    List<String> roles,
    @Nullable String email,
    @Nullable Link link,
    @Nullable Instant end) {

  /**
   * A link to share an item.
   *
   * @param type {@code view} or {@code edit}
   * @param scope {@code anonymous} or {@code organization}
   * @param token the part of its address that nobody can guess
   * @param password whether a password is asked for
   */
  record Link(String type, String scope, String token, boolean password) {}

  /** Copies the list. */
  Permission {
    roles = List.copyOf(roles);
  }

  boolean standsAt(Instant now) {
    return end == null || now.isBefore(end);
  }
}
