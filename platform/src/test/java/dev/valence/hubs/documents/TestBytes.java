package dev.valence.hubs.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Contents of files. */
final class TestBytes {

  private TestBytes() {}

  /** Bytes that look random and are the same for the same count. */
  static byte[] random(int count) {
    byte[] content = new byte[count];
    new Random(count).nextBytes(content);
    return content;
  }

  /** A caller's connection that breaks. */
  static InputStream broken() {
    return new InputStream() {

      @Override
      public int read() throws IOException {
        throw new IOException("The caller has gone.");
      }
    };
  }
}
