package dev.valence.sandbox.microsoft;

import org.jspecify.annotations.Nullable;

/**
 * How a file is written.
 *
 * @param conflict what happens when there is one
 * @param eTag the version that must be there; null for any or none
 * @param change what is to be true of it besides; its name and folder are not looked at
 */
record WriteRules(Conflict conflict, @Nullable String eTag, Item.Change change) {

  private static final Item.Change NOTHING = new Item.Change(null, null, null, null);

  static WriteRules of(Conflict conflict) {
    return new WriteRules(conflict, null, NOTHING);
  }

  static WriteRules of(Conflict conflict, @Nullable String eTag) {
    return new WriteRules(conflict, eTag, NOTHING);
  }
}
