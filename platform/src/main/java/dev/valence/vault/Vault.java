package dev.valence.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfSet;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.KeysetRepository.Wrapped;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets and derives keyed hashes.
 *
 * <p>A value is sealed with AES-256-GCM under a key of its organization; organization and row are
 * its associated data, so that a copied row does not open elsewhere. Keyed hashes are HMAC-SHA-256
 * under a key of the installation's own, which never changes: a new master key only wraps it anew.
 *
 * <p>An organization's keys change when keys are rotated. A value by a key that is not known here
 * has them read again before it counts as unopened; values are sealed by what is kept in memory
 * only while {@link #heard} was told a moment ago that no newer keys are there.
 */
@ApplicationScoped
public class Vault {

  static final String SEAL = "seal";
  private static final String LOOKUP = "lookup";
  private static final int HASH_BYTES = 32;
  private static final int CACHED_KEYSETS = 10_000;

  private static final Logger LOG = Logger.getLogger(Vault.class);
  private static final Counter UNOPENED =
      Counter.builder("valence.vault.unopened")
          .description("Sealed values that did not open when they were read.")
          .register(Metrics.globalRegistry);

  private final KeysetRepository keysets;
  private final MasterKey masterKey;
  private final Cache<Held, Sealer> sealers =
      Caffeine.newBuilder().maximumSize(CACHED_KEYSETS).build();
  private volatile Heard heard = new Heard(0, System.nanoTime());
  private volatile @Nullable PrfSet hasher;

  /**
   * The keys of an organization as they are kept. What began to be read before a rotation is not
   * found after it.
   *
   * @param generation the last rotation that was known then
   */
  private record Held(long organizationId, long generation) {}

  /**
   * What is known of rotations.
   *
   * @param generation the last one that has given organizations new keys
   * @param until to when that may be relied on, by the clock of this process
   */
  private record Heard(long generation, long until) {}

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
      return sealing(organizationId)
          .seal(bytes(value.reveal()), associatedData(organizationId, rowIdentity));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The value of " + rowIdentity + " cannot be sealed.", e);
    }
  }

  /**
   * Opens a sealed value.
   *
   * @throws UnopenedException if it was sealed for another organization or row, or was changed; the
   *     log and a metric know of it then
   */
  public Secret open(long organizationId, String rowIdentity, byte[] sealed) {
    try {
      return tryToOpen(organizationId, rowIdentity, sealed);
    } catch (UnopenedException e) {
      UNOPENED.increment();
      LOG.errorf("Organization %d: %s", organizationId, e.getMessage());
      throw e;
    }
  }

  /** The same for whoever counts and reports by themselves. */
  Secret tryToOpen(long organizationId, String rowIdentity, byte[] sealed) {
    Sealer sealer =
        sealers.get(new Held(organizationId, heard.generation()), held -> read(organizationId));
    if (!sealer.mayHaveSealed(sealed)) {
      sealer = readAgain(organizationId);
    }
    try {
      byte[] value = sealer.open(sealed, associatedData(organizationId, rowIdentity));
      return Secret.of(new String(value, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new UnopenedException(
          "The sealed value of "
              + rowIdentity
              + " does not open: it was changed, or belongs to another row.",
          e);
    }
  }

  /** What every value of an organization begins with that its newest key has sealed. */
  byte[] newestPrefix(long organizationId) {
    return sealing(organizationId).newestPrefix();
  }

  /**
   * Says which rotation was the last to give organizations new keys.
   *
   * @param valid how long no other will be relied on by anybody who was not told so
   * @param asked when it was asked for, by {@link System#nanoTime()}
   */
  void heard(long generation, long asked, Duration valid) {
    heard = new Heard(generation, asked + valid.toNanos());
  }

  /**
   * The keyed hash under which a secret is looked up: the same on every node and for ever, and
   * worthless without the master key.
   *
   * @param purpose what the secret is; the same value has another hash for another purpose
   */
  public byte[] lookupHash(String purpose, Secret value) {
    return hash(hasher(), LOOKUP, purpose, value.reveal());
  }

  /**
   * 32 bytes that nobody without the master key can tell, the same on every node and for ever.
   *
   * @param parts what they are for; other parts, or the same cut elsewhere, give other bytes
   */
  public byte[] derive(String purpose, String... parts) {
    return derive(hasher(), purpose, parts);
  }

  static byte[] derive(PrfSet hasher, String purpose, String... parts) {
    String[] input = new String[parts.length + 2];
    input[0] = "derive";
    input[1] = purpose;
    System.arraycopy(parts, 0, input, 2, parts.length);
    return hash(hasher, input);
  }

  private static byte[] hash(PrfSet hasher, String... parts) {
    try {
      return hasher.computePrimary(encode(parts), HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new VaultException("A keyed hash cannot be computed.", e);
    }
  }

  private Sealer sealing(long organizationId) {
    Heard now = heard;
    return System.nanoTime() - now.until() < 0
        ? sealers.get(new Held(organizationId, now.generation()), held -> read(organizationId))
        : readAgain(organizationId);
  }

  private Sealer readAgain(long organizationId) {
    Held held = new Held(organizationId, heard.generation());
    Sealer sealer = read(organizationId);
    sealers.put(held, sealer);
    return sealer;
  }

  private Sealer read(long organizationId) {
    try {
      return new Sealer(keyset(organizationId, SEAL, PredefinedAeadParameters.AES256_GCM));
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys of organization " + organizationId + " are no keys.", e);
    }
  }

  private PrfSet hasher() {
    PrfSet known = hasher;
    if (known == null) {
      try {
        known =
            keyset(null, LOOKUP, PredefinedPrfParameters.HMAC_SHA256_PRF)
                .getPrimitive(TinkConfig2026.get(), PrfSet.class);
      } catch (GeneralSecurityException e) {
        throw new VaultException("The installation's own keys are no keys.", e);
      }
      hasher = known;
    }
    return known;
  }

  /** A keyset, which is made where there is none. */
  private KeysetHandle keyset(
      @Nullable Long organizationId, String purpose, Parameters parameters) {
    String identity = KeysetRepository.identity(organizationId, purpose);
    try {
      Optional<Wrapped> found = keysets.find(organizationId, purpose);
      while (found.isEmpty()) {
        KeysetHandle fresh = KeysetHandle.generateNew(parameters, TinkConfig2026.get());
        String by = wrappedBy();
        keysets.insertIfAbsent(organizationId, purpose, masterKey.wrap(fresh, identity, by), by);
        // Read again: of several nodes that are first at once, one has won.
        found = keysets.find(organizationId, purpose);
      }
      return masterKey.unwrap(found.get().wrapped(), identity);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys " + identity + " cannot be made.", e);
    }
  }

  /** The master key that the database uses: the one that wraps the installation's own keys. */
  private String wrappedBy() {
    String known = keysets.find(null, LOOKUP).map(Wrapped::wrappedBy).orElse(null);
    return known == null ? masterKey.first() : known;
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
