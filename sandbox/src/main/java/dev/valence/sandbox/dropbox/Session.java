package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.User;

/** On whose behalf a call is made. */
record Session(Grant grant, FileTree tree) {

  User user() {
    return grant.user();
  }
}
