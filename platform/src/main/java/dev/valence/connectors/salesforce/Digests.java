package dev.valence.connectors.salesforce;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of Salesforce's checksums, which tells a broken file, not a forged one. */
final class Digests {

  private Digests() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
