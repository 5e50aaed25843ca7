package dev.valence.identity;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as Argon2id hashes with OWASP's parameters (19 MiB, two passes, one lane). Few are
 * computed at once, so that a flood of logins takes neither the memory nor all processors.
 */
@ApplicationScoped
class Passwords {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SecureRandom random = new SecureRandom();
  private final Semaphore permits = new Semaphore(AT_ONCE, true);

  /** No password's hash, which one is compared with when there is no such user, as slowly. */
  private final String nobody =
      "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(MEMORY_KIB, PASSES, LANES, randomText(SALT_BYTES), randomText(HASH_BYTES));

  String hash(Secret password) {
    acquire();
    try {
      return compute(password);
    } finally {
      permits.release();
    }
  }

  /**
   * Whether a password is the one of a hash.
   *
   * @param hash null if there is none, which takes the same time and is never right
   * @throws ApiException 429 if too many are being computed
   */
  boolean matches(Secret password, @Nullable String hash) {
    acquire();
    try {
      String compared = hash == null ? nobody : hash;
      boolean same =
          Argon2Function.getInstanceFromHash(compared)
              .check(bytes(password), compared.getBytes(StandardCharsets.US_ASCII));
      return same && hash != null;
    } finally {
      permits.release();
    }
  }

  private String randomText(int length) {
    return Base64.getEncoder().withoutPadding().encodeToString(randomBytes(length));
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String compute(Secret password) {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID)
        .hash(bytes(password), randomBytes(SALT_BYTES))
        .getResult();
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw LoginThrottle.tooMany(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LoginThrottle.tooMany(PATIENCE);
    }
  }

  private static byte[] bytes(Secret password) {
    return password.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
