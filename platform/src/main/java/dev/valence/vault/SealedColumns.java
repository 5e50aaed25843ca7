package dev.valence.vault;

import java.util.List;

/** The sealed columns of a room. */
@FunctionalInterface
public interface SealedColumns {

  /** All of them. */
  List<SealedColumn> sealedColumns();
}
