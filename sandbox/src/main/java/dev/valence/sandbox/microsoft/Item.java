package dev.valence.sandbox.microsoft;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder of a drive.
 *
 * @param uniqueId stays when the item changes
 * @param id the identifier in the API, which follows from the unique one
 * @param parentId the folder; null for the root
 * @param description what its owner says of it; null for nothing
 * @param fileTimes the times that a client keeps for it
 * @param version grows with every change
 * @param content the bytes; null for a folder
 * @param earlier what the bytes were before, oldest first
 */
record Item(
    UUID uniqueId,
    String id,
    @Nullable String parentId,
    String name,
    @Nullable String description,
    Instant created,
    Instant modified,
    FileTimes fileTimes,
    int version,
    @Nullable Content content,
    List<Revision> earlier) {

  /** The bytes of a file. */
  record Content(Path file, long size, String quickXorHash) {}

  /** When a file was made and changed on the client's own disk. */
  record FileTimes(Instant created, Instant modified) {}

  /**
   * The bytes of a file for a time.
   *
   * @param number counts the revisions of the file from 1
   * @param modified when they came
   */
  record Revision(int number, Content content, Instant modified) {
    String id() {
      return number + ".0";
    }
  }

  /**
   * What is to change in an item; null for what stays.
   *
   * @param parentId the folder to move it to
   */
  record Change(
      @Nullable String name,
      @Nullable String parentId,
      @Nullable String description,
      @Nullable FileTimes fileTimes) {}

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DIGIT_BITS = 5;

  /** The number of digits of the 128 bits of a unique id. */
  private static final int DIGITS = 26;

  /** Copies the list. */
  Item {
    earlier = List.copyOf(earlier);
  }

  /** A new item in a folder, or the root. */
  static Item create(
      String idPrefix,
      @Nullable String parentId,
      String name,
      Instant now,
      @Nullable Content content) {
    UUID uniqueId = UUID.randomUUID();
    return new Item(
        uniqueId,
        idPrefix + base32(uniqueId),
        parentId,
        name,
        null,
        now,
        now,
        new FileTimes(now, now),
        1,
        content,
        List.of());
  }

  /** The same file with other bytes. */
  Item with(Content replacement, Instant now) {
    List<Revision> revisions = new ArrayList<>(earlier);
    revisions.add(latest());
    return new Item(
        uniqueId,
        id,
        parentId,
        name,
        description,
        created,
        now,
        new FileTimes(fileTimes.created(), now),
        version + 1,
        replacement,
        revisions);
  }

  /** The same item after a change. */
  Item with(Change change, Instant now) {
    return new Item(
        uniqueId,
        id,
        change.parentId() == null ? parentId : change.parentId(),
        change.name() == null ? name : change.name(),
        change.description() == null ? description : change.description(),
        created,
        now,
        change.fileTimes() == null ? fileTimes : change.fileTimes(),
        version + 1,
        content,
        earlier);
  }

  /** What the bytes of a file are now. */
  Revision latest() {
    Content bytes = Objects.requireNonNull(content, "a folder has no revisions");
    return new Revision(earlier.size() + 1, bytes, modified);
  }

  /** Changes with the item. */
  String eTag() {
    return "\"{" + guid() + "}," + version + "\"";
  }

  /** Changes with the bytes of a file. */
  String cTag() {
    return "\"c:{" + guid() + "}," + (content == null ? 0 : earlier.size() + 1) + "\"";
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
