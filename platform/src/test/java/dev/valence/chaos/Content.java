package dev.valence.chaos;

import java.util.Random;

/** What the suite's files hold: their names say all of it, so that it need not be kept. */
final class Content {

  private Content() {}

  /** The bytes of a file of a size. */
  static byte[] of(String path, int size) {
    byte[] bytes = new byte[size];
    new Random(path.hashCode()).nextBytes(bytes);
    return bytes;
  }
}
