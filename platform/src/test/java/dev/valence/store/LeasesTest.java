package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class LeasesTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static TestDatabase test;
  private static Database database;
  private static Leases leases;

  @BeforeAll
  static void open() {
    test = TestDatabase.fresh();
    database = test.database();
    leases = new Leases(database);
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void ofManyWhoTryAtOnceExactlyOneHolds() throws Exception {
    List<Callable<Optional<Lease>>> attempts = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      attempts.add(() -> leases.tryAcquire("contended", LONG));
    }
    int holders = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Lease>> attempt : executor.invokeAll(attempts)) {
        holders += attempt.get().isPresent() ? 1 : 0;
      }
    }
    assertThat(holders).isEqualTo(1);
  }

  @Test
  void whatIsGivenBackCanBeTakenWithAHigherFence() {
    Lease first = leases.tryAcquire("returned", LONG).orElseThrow();
    leases.release(first);
    Lease second = leases.tryAcquire("returned", LONG).orElseThrow();
    assertThat(second.fence()).isGreaterThan(first.fence());
  }

  @Test
  void anExpiredLeaseIsTakenOverAndItsFormerHolderCanNeitherRenewNorReleaseIt() {
    Lease former = leases.tryAcquire("expired", Duration.ZERO).orElseThrow();
    Lease present = leases.tryAcquire("expired", LONG).orElseThrow();
    assertThat(present.fence()).isGreaterThan(former.fence());

    assertThat(leases.renew(former)).isFalse();
    leases.release(former);
    assertThat(leases.tryAcquire("expired", LONG)).isEmpty();
    assertThat(isHeld(former)).isFalse();
    assertThat(isHeld(present)).isTrue();
  }

  @Test
  void anExpiredLeaseThatNobodyTookCanStillBeRenewed() {
    Lease lease = leases.tryAcquire("late", Duration.ZERO).orElseThrow();
    Lease longer = new Lease(lease.name(), lease.owner(), lease.fence(), LONG);
    assertThat(leases.renew(longer)).isTrue();
    assertThat(leases.tryAcquire("late", LONG)).isEmpty();
  }

  @Test
  void aRenewalThatArrivesAfterTheReleaseDoesNothing() {
    Lease lease = leases.tryAcquire("released", LONG).orElseThrow();
    leases.release(lease);
    assertThat(leases.renew(lease)).isFalse();
    assertThat(isHeld(lease)).isFalse();
    assertThat(leases.tryAcquire("released", LONG)).isPresent();
  }

  @Test
  void aHeldLeaseIsLengthenedBeforeItsTimeIsUpAndIsFreeWhenClosed() throws Exception {
    Duration length = Duration.ofSeconds(9);
    try (HeldLease held = leases.hold("kept", length, Duration.ZERO).orElseThrow()) {
      Instant first = expiry("kept");
      Instant second = awaitLater("kept", first);
      assertThat(second.minus(length)).as("the time of the renewal").isBefore(first);
      assertThat(leases.hold("kept", length, SHORT)).isEmpty();
      assertThat(held.isLost()).isFalse();
    }
    assertThat(leases.tryAcquire("kept", LONG)).isPresent();
  }

  @Test
  void theLeaseOfAHolderWhoStoppedIsTakenOverByOneWhoWaits() {
    Lease abandoned = leases.tryAcquire("abandoned", SHORT).orElseThrow();
    try (HeldLease taken = leases.hold("abandoned", LONG, Duration.ofSeconds(20)).orElseThrow()) {
      assertThat(taken.lease().fence()).isGreaterThan(abandoned.fence());
    }
  }

  @Test
  void workUnderALeaseIsNeverDoneByTwoAtOnce() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      workers.add(() -> {
        try (HeldLease held = leases.hold("work", LONG, Duration.ofSeconds(60)).orElseThrow()) {
          mostAtOnce.accumulateAndGet(working.incrementAndGet(), Math::max);
          boolean mine = isHeld(held.lease());
          done.incrementAndGet();
          working.decrementAndGet();
          return mine;
        }
      });
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> worker : executor.invokeAll(workers)) {
        assertThat(worker.get()).isTrue();
      }
    }
    assertThat(done).hasValue(16);
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void nobodyTakesALeaseBetweenTheCheckOfItsFenceAndTheCommit() throws Exception {
    Lease lease = leases.tryAcquire("checked", Duration.ZERO).orElseThrow();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Lease>> taker =
          database.transact(handle -> {
            assertThat(leases.isHeld(handle, lease)).isTrue();
            Future<Optional<Lease>> waiting =
                executor.submit(() -> leases.tryAcquire("checked", LONG));
            waitUntilSomebodyWaitsForALock();
            assertThat(waiting.isDone()).isFalse();
            return waiting;
          });
      assertThat(taker.get()).isPresent();
    }
  }

  private static boolean isHeld(Lease lease) {
    return database.transact(handle -> leases.isHeld(handle, lease));
  }

  private static Instant expiry(String name) {
    return database.read(handle ->
        handle
            .createQuery("select expires_at from leases where name = :name")
            .bind("name", name)
            .mapTo(Instant.class)
            .one());
  }

  private static Instant awaitLater(String name, Instant expiry) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    Instant later = expiry;
    while (!later.isAfter(expiry)) {
      assertThat(Instant.now()).as("the lease is not lengthened").isBefore(end);
      Thread.sleep(50);
      later = expiry(name);
    }
    return later;
  }

  private static void waitUntilSomebodyWaitsForALock() {
    boolean waiting = false;
    while (!waiting) {
      waiting =
          database.read(handle ->
              handle
                  .createQuery(
                      """
                      select exists (
                        select from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock')
                      """)
                  .mapTo(Boolean.class)
                  .one());
    }
  }
}
