package dev.valence.apidocs;

import java.util.Collection;

/** Gives things names of which each is there once. */
final class UniqueNames {

  private UniqueNames() {}

  /** The wanted name if it is free, and else the first of {@code wanted_2} and so on that is. */
  static String unlike(Collection<String> taken, String wanted) {
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
