package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.time.Instant;

/**
 * What an application has prepared to be published.
 *
 * @param id unique among all
 * @param owner for whom
 * @param draft what it will be
 * @param item whether it can only be a part of an album
 * @param made when it was made
 * @param ready from when on it can be published
 * @param published whether it was
 */
record Container(
    String id,
    User owner,
    Draft draft,
    boolean item,
    Instant made,
    Instant ready,
    boolean published) {

  Container withPublished() {
    return new Container(id, owner, draft, item, made, ready, true);
  }
}
