package dev.valence.sandbox.dropbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to do with something that is already there.
 *
 * @param mode when it may be replaced
 * @param autorename whether another name is taken if it may not
 * @param strict whether it is in the way even if it has the same bytes, or was deleted
 * @param clientModified the time the client gives the file; null for the present
 */
record WriteRules(Mode mode, boolean autorename, boolean strict, @Nullable Instant clientModified) {

  /** When a file may be replaced. */
  sealed interface Mode {
    /** Never. */
    record Add() implements Mode {}

    /** Always. */
    record Overwrite() implements Mode {}

    /** When it is the revision. */
    record Update(String revision) implements Mode {}
  }

  static final WriteRules REPLACE = new WriteRules(new Mode.Overwrite(), false, false, null);
}
