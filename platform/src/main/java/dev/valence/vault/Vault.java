package dev.valence.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfSet;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets and derives keyed hashes.
 *
 * <p>A value is sealed with AES-256-GCM under a key of its organization; organization and row are
 * its associated data, so that a copied row does not open elsewhere. Keyed hashes are HMAC-SHA-256
 * under a key of the installation's own, which never changes: a new master key only wraps it anew.
 */
@ApplicationScoped
public class Vault {

  private static final String SEAL = "seal";
  private static final String LOOKUP = "lookup";
  private static final int HASH_BYTES = 32;
  private static final int CACHED_KEYSETS = 10_000;

  private final KeysetRepository keysets;
  private final MasterKey masterKey;
  private final Cache<Long, Aead> sealers =
      Caffeine.newBuilder().maximumSize(CACHED_KEYSETS).build();
  private volatile @Nullable PrfSet hasher;

  @Inject
  public Vault(Database database, MasterKey masterKey) {
    this.keysets = new KeysetRepository(database);
    this.masterKey = masterKey;
  }

  /**
   * Opens the installation's own keys, so that a wrong master key is found at start.
   *
   * @throws VaultException if the master key is not the database's
   */
  public void verify() {
    hasher();
  }

  /**
   * Seals a value.
   *
   * @param rowIdentity what holds the value, such as {@code instance:7:oauth.user.token}; only the
   *     same words open it
   */
  public byte[] seal(long organizationId, String rowIdentity, Secret value) {
    try {
      return sealer(organizationId)
          .encrypt(bytes(value.reveal()), associatedData(organizationId, rowIdentity));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The value of " + rowIdentity + " cannot be sealed.", e);
    }
  }

  /**
   * Opens a sealed value.
   *
   * @throws VaultException if it was sealed for another organization or row, or was changed
   */
  public Secret open(long organizationId, String rowIdentity, byte[] sealed) {
    try {
      byte[] value =
          sealer(organizationId).decrypt(sealed, associatedData(organizationId, rowIdentity));
      return Secret.of(new String(value, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "The sealed value of "
              + rowIdentity
              + " does not open: it was changed, or belongs to another row.",
          e);
    }
  }

  /**
   * The keyed hash under which a secret is looked up: the same on every node and for ever, and
   * worthless without the master key.
   *
   * @param purpose what the secret is; the same value has another hash for another purpose
   */
  public byte[] lookupHash(String purpose, Secret value) {
    return hash(LOOKUP, purpose, value.reveal());
  }

  /**
   * 32 bytes that nobody without the master key can tell, the same on every node and for ever.
   *
   * @param parts what they are for; other parts, or the same cut elsewhere, give other bytes
   */
  public byte[] derive(String purpose, String... parts) {
    String[] input = new String[parts.length + 2];
    input[0] = "derive";
    input[1] = purpose;
    System.arraycopy(parts, 0, input, 2, parts.length);
    return hash(input);
  }

  private byte[] hash(String... parts) {
    try {
      return hasher().computePrimary(encode(parts), HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new VaultException("A keyed hash cannot be computed.", e);
    }
  }

  private Aead sealer(long organizationId) {
    return sealers.get(
        organizationId, id -> primitive(id, SEAL, PredefinedAeadParameters.AES256_GCM, Aead.class));
  }

  private PrfSet hasher() {
    PrfSet known = hasher;
    if (known == null) {
      known = primitive(null, LOOKUP, PredefinedPrfParameters.HMAC_SHA256_PRF, PrfSet.class);
      hasher = known;
    }
    return known;
  }

  private <T> T primitive(
      @Nullable Long organizationId, String purpose, Parameters parameters, Class<T> type) {
    String identity = (organizationId == null ? "installation" : organizationId) + ":" + purpose;
    try {
      Optional<byte[]> wrapped = keysets.find(organizationId, purpose);
      if (wrapped.isEmpty()) {
        KeysetHandle fresh = KeysetHandle.generateNew(parameters, TinkConfig2026.get());
        keysets.insertIfAbsent(organizationId, purpose, masterKey.wrap(fresh, identity));
        // Read again: of several nodes that are first at once, one has won.
        wrapped = keysets.find(organizationId, purpose);
      }
      return masterKey
          .unwrap(wrapped.orElseThrow(), identity)
          .getPrimitive(TinkConfig2026.get(), type);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys " + identity + " cannot be used.", e);
    }
  }

  private static byte[] associatedData(long organizationId, String rowIdentity) {
    return encode(Long.toString(organizationId), rowIdentity);
  }

  /** Parts one after the other, each after its length, so that no two lists look the same. */
  private static byte[] encode(String... parts) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (DataOutputStream output = new DataOutputStream(encoded)) {
      for (String part : parts) {
        byte[] text = bytes(part);
        output.writeInt(text.length);
        output.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
