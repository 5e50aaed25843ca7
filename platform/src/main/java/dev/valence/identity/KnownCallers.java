package dev.valence.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who calls with which secrets, kept in memory so that a call need not ask the database. It knows
 * the keyed hashes of secrets, and not the secrets.
 *
 * <p>Whoever changes what makes a caller says so by {@link #changed}: then this node forgets all of
 * them with the commit, and the others as soon as they hear of it. While a node cannot hear, it
 * asks the database each time.
 */
@ApplicationScoped
class KnownCallers {

  private static final String CHANGED = "callers";
  private static final long MOST = 10_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final UserRepository users;
  private final Notifications notifications;
  private final Cache<Hashes, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

  /** Grows with every change, so that what was read before one is never taken for newer. */
  private final AtomicLong generation = new AtomicLong();

  @Inject
  KnownCallers(Database database, Notifications notifications) {
    this.users = new UserRepository(database);
    this.notifications = notifications;
    notifications.subscribe(CHANGED, ignored -> forget(), this::forget);
  }

  /**
   * The active user with a secret.
   *
   * @param organizationHash null when the organization's secret was not sent; else it has to be the
   *     user's organization's
   */
  Optional<Principal> find(byte[] userHash, byte @Nullable [] organizationHash) {
    Hashes hashes =
        new Hashes(
            ByteBuffer.wrap(userHash),
            organizationHash == null ? null : ByteBuffer.wrap(organizationHash));
    long now = generation.get();
    Known found = known.getIfPresent(hashes);
    if (found != null && found.generation == now && notifications.live()) {
      return Optional.of(found.principal);
    }
    Optional<Principal> read = users.findBySecrets(userHash, organizationHash);
    read.ifPresent(principal -> known.put(hashes, new Known(principal, now)));
    return read;
  }

  /**
   * Says that a user, an account or an organization changes with a transaction in such a way that
   * somebody may be no caller any more.
   */
  void changed(Handle handle) {
    notifications.publish(handle, CHANGED, "");
    handle.afterCommit(this::forget);
  }

  private void forget() {
    generation.incrementAndGet();
    known.invalidateAll();
  }

  private record Hashes(ByteBuffer user, @Nullable ByteBuffer organization) {}

  private record Known(Principal principal, long generation) {}
}
