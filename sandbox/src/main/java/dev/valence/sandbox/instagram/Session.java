package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.User;

/** On whose behalf a call is made, where, and by which token. */
record Session(Generation generation, Grant grant, String token) {

  User user() {
    return grant.user();
  }

  boolean has(Permission permission) {
    return grant.scopes().contains(permission.scope(generation));
  }

  /** Refuses a call of the graph that the user has not allowed. */
  void require(Permission permission) {
    if (!has(permission)) {
      throw GraphException.noPermission();
    }
  }
}
