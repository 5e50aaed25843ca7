package dev.valence.hubs.documents;

import org.jspecify.annotations.Nullable;

/** Something that happened to an item. */
public sealed interface Change {

  /** An item is new or different. */
  record Changed(CloudFile item) implements Change {}

  /**
   * An item is gone.
   *
   * @param id the hub's id that it had
   * @param path where it was; null when the provider does not say
   */
  record Deleted(String id, @Nullable String path) implements Change {}
}
