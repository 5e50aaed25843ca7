package dev.valence.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.config.TinkConfig2026;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys by which an organization's values are sealed: the newest seals, all of them open. A
 * sealed value begins with the number of its key, as Tink writes it.
 */
final class Sealer {

  /** A byte that says what follows, and the number of the key. */
  static final int PREFIX = 5;

  private final Aead aead;
  private final int newest;
  private final Set<Integer> keys = new HashSet<>();

  Sealer(KeysetHandle keyset) throws GeneralSecurityException {
    this.aead = keyset.getPrimitive(TinkConfig2026.get(), Aead.class);
    this.newest = keyset.getPrimary().getId();
    for (int i = 0; i < keyset.size(); i++) {
      keys.add(keyset.getAt(i).getId());
    }
  }

  byte[] seal(byte[] value, byte[] associatedData) throws GeneralSecurityException {
    return aead.encrypt(value, associatedData);
  }

  byte[] open(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
    return aead.decrypt(sealed, associatedData);
  }

  /** Whether one of the keys may have sealed a value. */
  boolean mayHaveSealed(byte[] sealed) {
    return sealed.length >= PREFIX && keys.contains(ByteBuffer.wrap(sealed, 1, 4).getInt());
  }

  /** What a value begins with that the newest key has sealed. */
  byte[] newestPrefix() {
    return ByteBuffer.allocate(PREFIX).put((byte) 1).putInt(newest).array();
  }

  /** The beginning of a sealed value, which says the key. */
  static byte[] prefix(byte[] sealed) {
    return Arrays.copyOf(sealed, Math.min(PREFIX, sealed.length));
  }
}
