package dev.valence.catalog;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the operator keeps elements besides those that are built in.
 *
 * @param path a directory with a folder per element; empty when there is none
 */
public record ElementDirectory(Optional<Path> path) {

  /** Only the built-in elements. */
  public static ElementDirectory none() {
    return new ElementDirectory(Optional.empty());
  }
}
