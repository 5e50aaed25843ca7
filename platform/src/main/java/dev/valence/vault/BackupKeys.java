package dev.valence.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What binds a backup to the master key of its installation: the wrapped keysets, each of which the
 * key has to open, and a keyed hash over the backup's manifest, which nobody else can make.
 */
public final class BackupKeys {

  /** Gives a line for each keyset: organization or nothing, purpose, and the wrapped keyset. */
  public static final String QUERY =
      """
      (select concat_ws(' ', coalesce(organization_id::text, '-'), purpose,
         replace(encode(wrapped, 'base64'), E'\\n', ''))
       from vault_keys order by organization_id nulls first, id)\
      """;

  private BackupKeys() {}

  /** The seal of a manifest. */
  public static String seal(Vault vault, byte[] manifest) {
    return HexFormat.of().formatHex(vault.derive("backup", digest(manifest)));
  }

  /**
   * Checks that a master key opens a backup, and that the backup's manifest is what was written.
   *
   * @param keysets the lines that {@link #QUERY} gave
   * @throws VaultException if it is another key, or the manifest was changed
   */
  public static void check(
      MasterKey masterKey, List<String> keysets, byte[] manifest, String seal) {
    PrfSet hasher = null;
    for (String line : keysets) {
      String[] parts = line.split(" ", 3);
      boolean own = parts[0].equals("-");
      KeysetHandle keyset = open(masterKey, own ? null : Long.valueOf(parts[0]), parts);
      if (own) {
        try {
          hasher = keyset.getPrimitive(TinkConfig2026.get(), PrfSet.class);
        } catch (GeneralSecurityException e) {
          throw new VaultException("The backup's own keys are no keys.", e);
        }
      }
    }
    if (hasher == null) {
      throw new VaultException("The backup has no keys.");
    }
    String expected = HexFormat.of().formatHex(Vault.derive(hasher, "backup", digest(manifest)));
    if (!MessageDigest.isEqual(Vault.bytes(expected), Vault.bytes(seal))) {
      throw new VaultException("The backup was changed: its seal is not that of its master key.");
    }
  }

  private static KeysetHandle open(
      MasterKey masterKey, @Nullable Long organizationId, String[] parts) {
    try {
      return masterKey.unwrap(
          Base64.getDecoder().decode(parts[2]),
          KeysetRepository.identity(organizationId, parts[1]));
    } catch (VaultException e) {
      throw new VaultException(
          "The master key in "
              + masterKey.file()
              + " is not the one that the backup belongs to: its fingerprint is "
              + String.join(" and ", masterKey.fingerprints())
              + ".",
          e);
    }
  }

  private static String digest(byte[] manifest) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
