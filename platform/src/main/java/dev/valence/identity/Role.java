package dev.valence.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What somebody may do (contract, platform 1.6), from little to much. */
enum Role {
  ADMIN(1, "admin", "Account Administrator", "Manages the users of an account."),
  ORG_ADMIN(
      2,
      "org-admin",
      "Organization Administrator",
      "Manages the accounts and users of all accounts."),
  SYS_ADMIN(3, "sys-admin", "System Administrator", "Operates the platform; nobody can grant it.");

  private final int rank;
  private final String key;
  private final String title;
  private final String description;

  Role(int rank, String key, String title, String description) {
    this.rank = rank;
    this.key = key;
    this.title = title;
    this.description = description;
  }

  /** The role of a key. */
  static Optional<Role> of(String key) {
    return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
  }

  /** The roles of stored keys; a key of a later version is nobody's. */
  static Set<Role> of(String[] keys) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String key : keys) {
      of(key).ifPresent(roles::add);
    }
    return roles;
  }

  String key() {
    return key;
  }

  /** How much it allows; 0 is no role at all. */
  int rank() {
    return rank;
  }

  RoleAnswer answer() {
    return new RoleAnswer(rank, key, title, description, true);
  }
}
