package dev.valence.sandbox.microsoft;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder of a drive.
 *
 * @param uniqueId stays when the item changes
 * @param id the identifier in the API, which follows from the unique one
 * @param parentId the folder; null for the root
 * @param version grows with every change
 * @param content the bytes; null for a folder
 */
record Item(
    UUID uniqueId,
    String id,
    @Nullable String parentId,
    String name,
    Instant created,
    Instant modified,
    int version,
    @Nullable Content content) {

  /** The bytes of a file. */
  record Content(Path file, long size, String quickXorHash) {}

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DIGIT_BITS = 5;

  /** The number of digits of the 128 bits of a unique id. */
  private static final int DIGITS = 26;

  /** A new item in a folder, or the root. */
  static Item create(
      String idPrefix,
      @Nullable String parentId,
      String name,
      Instant now,
      @Nullable Content content) {
    UUID uniqueId = UUID.randomUUID();
    return new Item(uniqueId, idPrefix + base32(uniqueId), parentId, name, now, now, 1, content);
  }

  /** The same file with other bytes. */
  Item with(Content replacement, Instant now) {
    return new Item(uniqueId, id, parentId, name, created, now, version + 1, replacement);
  }

  /** Changes with the item. */
  String eTag() {
    return "\"{" + guid() + "}," + version + "\"";
  }

  /** Changes with the bytes of a file. */
  String cTag() {
    return "\"c:{" + guid() + "}," + (content == null ? 0 : version) + "\"";
  }

  private String guid() {
    return uniqueId.toString().toUpperCase(Locale.ROOT);
  }

  static String base32(UUID uuid) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    BigInteger bits = new BigInteger(1, bytes);
    StringBuilder text = new StringBuilder();
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      text.append(BASE32.charAt(bits.shiftRight(digit * DIGIT_BITS).intValue() & 31));
    }
    return text.toString();
  }
}
