package dev.valence.hubs.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a link is to be like, if it has to be made.
 *
 * @param expires when it is to end; null for never
 * @param visibility who may follow it
 * @param password what has to be known to follow it; not null with {@link Visibility#PASSWORD}
 */
public record LinkRequest(
    @Nullable Instant expires, Visibility visibility, @Nullable String password) {

  /** Who may follow a link. */
  public enum Visibility {
    PUBLIC,
    TEAM_ONLY,
    PASSWORD
  }
}
