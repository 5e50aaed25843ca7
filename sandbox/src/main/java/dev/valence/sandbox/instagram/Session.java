package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.User;

/** On whose behalf a call is made, and by which token. */
record Session(Grant grant, String token) {

  User user() {
    return grant.user();
  }
}
