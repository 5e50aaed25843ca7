package dev.valence.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * Leases as rows: one holder at a time in all nodes, by the database's clock. A row is never
 * deleted, so that the fence of a name grows for ever; one that was given back expired long ago.
 */
@ApplicationScoped
public class Leases {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private final Database database;

  @Inject
  public Leases(Database database) {
    this.database = database;
  }

  /** Takes a lease that nobody holds, or whose holder let it expire; empty if somebody holds it. */
  Optional<Lease> tryAcquire(String name, Duration length) {
    UUID owner = UUID.randomUUID();
    return database
        .read(handle ->
            handle
                .createQuery(
                    """
                    insert into leases (name, owner, fence, expires_at)
                    values (:name, :owner, 1, clock_timestamp() + :length * interval '1 ms')
                    on conflict (name) do update
                    set owner = excluded.owner,
                        fence = leases.fence + 1,
                        expires_at = clock_timestamp() + :length * interval '1 ms'
                    where leases.expires_at <= clock_timestamp()
                    returning fence
                    """)
                .bind("name", name)
                .bind("owner", owner)
                .bind("length", length.toMillis())
                .mapTo(Long.class)
                .findOne())
        .map(fence -> new Lease(name, owner, fence, length));
  }

  /**
   * Takes a lease, waiting while somebody else holds it, and keeps it until it is closed.
   *
   * @param patience how long to wait at most
   * @return empty if somebody else held it all the time
   */
  public Optional<HeldLease> hold(String name, Duration length, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration wait = SHORTEST_WAIT;
    while (true) {
      Optional<Lease> lease = tryAcquire(name, length);
      if (lease.isPresent()) {
        return Optional.of(new HeldLease(this, lease.get()));
      }
      if (System.nanoTime() - deadline >= 0) {
        return Optional.empty();
      }
      pause(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  /** Lets a lease last its length from now; false if it was given back or taken. */
  boolean renew(Lease lease) {
    return database.read(handle ->
        handle
            .createUpdate(
                """
                update leases
                set expires_at = clock_timestamp() + :length * interval '1 ms'
                where name = :name and owner = :owner and fence = :fence
                  and expires_at > '-infinity'
                """)
            .bind("name", lease.name())
            .bind("owner", lease.owner())
            .bind("fence", lease.fence())
            .bind("length", lease.length().toMillis())
            .execute())
        == 1;
  }

  /** Gives a lease back; does nothing if somebody else has taken it meanwhile. */
  void release(Lease lease) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                update leases set expires_at = '-infinity'
                where name = :name and owner = :owner and fence = :fence
                """)
            .bind("name", lease.name())
            .bind("owner", lease.owner())
            .bind("fence", lease.fence())
            .execute());
  }

  /**
   * Whether the lease was neither given back nor taken. If so nobody can take it until the caller's
   * transaction ends, so what that transaction writes is the write of the only holder.
   *
   * @param handle a transaction of the caller's
   */
  public boolean isHeld(Handle handle, Lease lease) {
    return handle
        .createQuery(
            """
            select true from leases
            where name = :name and owner = :owner and fence = :fence
              and expires_at > '-infinity'
            for share
            """)
        .bind("name", lease.name())
        .bind("owner", lease.owner())
        .bind("fence", lease.fence())
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for a lease.", e);
    }
  }
}
