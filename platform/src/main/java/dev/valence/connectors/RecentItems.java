package dev.valence.connectors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The last items of a list that were given, known again when a vendor gives them once more, since
 * the list has changed meanwhile. It is small enough for the place of a page: of each item a hash
 * of five bytes.
 */
public final class RecentItems {

  private static final int MOST = 200;
  private static final int HASH_BYTES = 5;

  private final Set<String> hashes;

  private RecentItems(Set<String> hashes) {
    this.hashes = hashes;
  }

  /** No items. */
  public static RecentItems none() {
    return new RecentItems(new LinkedHashSet<>());
  }

  /** The items of a {@link #text}; empty when it is none. */
  public static Optional<RecentItems> parse(String text) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(text);
      if (all.length % HASH_BYTES != 0 || all.length > MOST * HASH_BYTES) {
        return Optional.empty();
      }
      RecentItems items = none();
      for (int i = 0; i < all.length; i += HASH_BYTES) {
        items.hashes.add(HexFormat.of().formatHex(all, i, i + HASH_BYTES));
      }
      return Optional.of(items);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A text that is safe in a URL. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(hashes.stream().collect(Collectors.joining())));
  }

  /** Whether an item is among them. */
  public boolean contains(String id) {
    return hashes.contains(hash(id));
  }

  /** Adds an item; of too many the oldest goes. */
  public void add(String id) {
    if (hashes.add(hash(id)) && hashes.size() > MOST) {
      hashes.remove(hashes.iterator().next());
    }
  }

  private static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
