package dev.valence.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import dev.valence.store.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The key that wraps all other keys: a Tink keyset (AES-256-GCM) in a file of the operator's. The
 * database is worthless without it, so it is kept and backed up apart from the database.
 *
 * <p>While keys are rotated the file has two: the one that was, and after it the one that takes
 * over. Either opens what it has wrapped. A key is named by its fingerprint, which tells nothing of
 * it.
 */
public final class MasterKey {

  private static final int FINGERPRINT_BYTES = 8;

  private final Path file;
  private volatile Keys keys;

  /**
   * What the file has.
   *
   * @param handle all of it
   * @param all opens what any of the keys has wrapped
   * @param byFingerprint each key, in the order of the file
   */
  private record Keys(KeysetHandle handle, Aead all, SequencedMap<String, Aead> byFingerprint) {}

  private MasterKey(Path file, Keys keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads a key.
   *
   * @throws VaultException if the file is missing, is not a key, or others than its owner may read
   *     it
   */
  public static MasterKey read(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return new MasterKey(path, load(path));
  }

  /**
   * Reads a key, or makes one where the file is missing.
   *
   * @throws VaultException as {@link #read}
   */
  public static MasterKey readOrCreate(Path file) {
    if (!Files.exists(file)) {
      try {
        // Two nodes that start at once must not each have a key.
        OwnerOnlyFile.writeIfAbsent(file, json(generate()));
      } catch (GeneralSecurityException e) {
        throw new VaultException("No master key can be made.", e);
      }
    }
    return read(file);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** The fingerprints of the keys in the file, in their order. */
  public List<String> fingerprints() {
    return List.copyOf(keys.byFingerprint().sequencedKeySet());
  }

  /** The fingerprint of the key that a new installation uses. */
  String first() {
    return keys.byFingerprint().firstEntry().getKey();
  }

  boolean has(String fingerprint) {
    return keys.byFingerprint().containsKey(fingerprint);
  }

  /**
   * Writes a copy, for the operator to keep.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void copyTo(Path copy) {
    try {
      OwnerOnlyFile.writeIfAbsent(copy, json(keys.handle()));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The master key cannot be copied.", e);
    }
  }

  /**
   * Reads the file again, which somebody may have replaced.
   *
   * @throws VaultException as {@link #read}
   */
  void reload() {
    keys = load(file);
  }

  /**
   * Adds the key that is to take over, unless the file has one already.
   *
   * @return its fingerprint
   */
  String prepare() {
    reload();
    if (keys.byFingerprint().size() == 1) {
      try {
        replace(
            KeysetHandle.newBuilder(keys.handle())
                .addEntry(KeysetHandle.importKey(generate().getPrimary().getKey()))
                .build());
      } catch (GeneralSecurityException e) {
        throw new VaultException("A new master key cannot be made.", e);
      }
    }
    return keys.byFingerprint().lastEntry().getKey();
  }

  /** Takes every other key out of the file, so that nothing opens by them any more. */
  void retireAllBut(String fingerprint) {
    if (keys.byFingerprint().size() > 1) {
      try {
        KeysetHandle all = keys.handle();
        for (int i = 0; i < all.size(); i++) {
          if (fingerprint(all.getAt(i)).equals(fingerprint)) {
            replace(alone(all.getAt(i)));
            return;
          }
        }
      } catch (GeneralSecurityException e) {
        throw new VaultException("The old master key cannot be taken away.", e);
      }
      throw unknown(fingerprint);
    }
  }

  byte[] wrap(KeysetHandle wrapped, String identity, String fingerprint)
      throws GeneralSecurityException {
    Aead aead = keys.byFingerprint().get(fingerprint);
    if (aead == null) {
      reload();
      aead = keys.byFingerprint().get(fingerprint);
    }
    if (aead == null) {
      throw unknown(fingerprint);
    }
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(
        wrapped, aead, bytes(identity), TinkConfig2026.get());
  }

  /**
   * Opens a wrapped keyset. When no key does, the file is read again first: another server may have
   * rotated the keys.
   *
   * @throws VaultException if another master key wrapped it, or it was changed
   */
  KeysetHandle unwrap(byte[] wrapped, String identity) {
    try {
      return unwrap(keys, wrapped, identity);
    } catch (GeneralSecurityException _) {
      reload();
    }
    try {
      return unwrap(keys, wrapped, identity);
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "The master key in "
              + file
              + " does not open the keys in the database: it is another one's. Put the file there"
              + " that belongs to this database.",
          e);
    }
  }

  private static KeysetHandle unwrap(Keys keys, byte[] wrapped, String identity)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        wrapped, keys.all(), bytes(identity), TinkConfig2026.get());
  }

  private VaultException unknown(String fingerprint) {
    return new VaultException(
        "The file "
            + file
            + " does not have the master key "
            + fingerprint
            + ", which the database is using: copy the file of the server where the keys were"
            + " rotated.");
  }

  private void replace(KeysetHandle changed) throws GeneralSecurityException {
    OwnerOnlyFile.write(file, json(changed));
    reload();
  }

  private static Keys load(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new VaultException(
          "There is no master key in "
              + path
              + ". Put the file there that belongs to this database, or name its place in"
              + " VALENCE_MASTER_KEY_FILE.");
    }
    try {
      refuseIfOthersMayRead(path);
      return keys(
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(path), TinkConfig2026.get(), InsecureSecretKeyAccess.get()));
    } catch (IOException e) {
      throw new VaultException("The master key in " + path + " cannot be read.", e);
    } catch (GeneralSecurityException e) {
      // Without the cause, whose message might quote the file.
      throw new VaultException("The file " + path + " is not a master key.");
    }
  }

  private static Keys keys(KeysetHandle handle) throws GeneralSecurityException {
    SequencedMap<String, Aead> byFingerprint = new LinkedHashMap<>();
    for (int i = 0; i < handle.size(); i++) {
      byFingerprint.put(
          fingerprint(handle.getAt(i)),
          alone(handle.getAt(i)).getPrimitive(TinkConfig2026.get(), Aead.class));
    }
    return new Keys(handle, handle.getPrimitive(TinkConfig2026.get(), Aead.class), byFingerprint);
  }

  private static KeysetHandle alone(KeysetHandle.Entry entry) throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(entry.getKey()).makePrimary())
        .build();
  }

  private static KeysetHandle generate() throws GeneralSecurityException {
    return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get());
  }

  private static String json(KeysetHandle handle) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        handle, TinkConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  /** The beginning of a hash of 256 random bits, from which nobody finds them. */
  @AccessesPartialKey
  private static String fingerprint(KeysetHandle.Entry entry) throws GeneralSecurityException {
    if (!(entry.getKey() instanceof AesGcmKey key)) {
      throw new GeneralSecurityException("A master key is one of AES-GCM.");
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes("fingerprint of a master key"));
    digest.update(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()));
    return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
  }

  private static void refuseIfOthersMayRead(Path path) throws IOException {
    if (OwnerOnlyFile.isOpenToOthers(path)) {
      throw new VaultException(
          "The master key in " + path + " is open to others than its owner. Close it (chmod 600).");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
