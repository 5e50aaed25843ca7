package dev.valence.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import dev.valence.store.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The key that wraps all other keys: a Tink keyset (AES-256-GCM) in a file of the operator's. The
 * database is worthless without it, so it is kept and backed up apart from the database.
 */
public final class MasterKey {

  private final Path file;
  private final Aead aead;

  private MasterKey(Path file, Aead aead) {
    this.file = file;
    this.aead = aead;
  }

  /**
   * Reads a key.
   *
   * @throws VaultException if the file is missing, is not a key, or others than its owner may read
   *     it
   */
  public static MasterKey read(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new VaultException(
          "There is no master key in "
              + path
              + ". Put the file there that belongs to this database, or name its place in"
              + " VALENCE_MASTER_KEY_FILE.");
    }
    try {
      refuseIfOthersMayRead(path);
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(path), TinkConfig2026.get(), InsecureSecretKeyAccess.get());
      return new MasterKey(path, keys.getPrimitive(TinkConfig2026.get(), Aead.class));
    } catch (IOException e) {
      throw new VaultException("The master key in " + path + " cannot be read.", e);
    } catch (GeneralSecurityException e) {
      // Without the cause, whose message might quote the file.
      throw new VaultException("The file " + path + " is not a master key.");
    }
  }

  /**
   * Reads a key, or makes one where the file is missing.
   *
   * @throws VaultException as {@link #read}
   */
  public static MasterKey readOrCreate(Path file) {
    if (!Files.exists(file)) {
      try {
        KeysetHandle keys =
            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get());
        OwnerOnlyFile.writeIfAbsent( // two nodes that start at once must not each have a key
            file,
            TinkJsonProtoKeysetFormat.serializeKeyset(
                keys, TinkConfig2026.get(), InsecureSecretKeyAccess.get()));
      } catch (GeneralSecurityException e) {
        throw new VaultException("No master key can be made.", e);
      }
    }
    return read(file);
  }

  byte[] wrap(KeysetHandle keys, String identity) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(
        keys, aead, bytes(identity), TinkConfig2026.get());
  }

  /**
   * Opens a wrapped keyset.
   *
   * @throws VaultException if another master key wrapped it
   */
  KeysetHandle unwrap(byte[] wrapped, String identity) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          wrapped, aead, bytes(identity), TinkConfig2026.get());
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "The master key in "
              + file
              + " does not open the keys in the database: it is another one's. Put the file there"
              + " that belongs to this database.",
          e);
    }
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
