package dev.valence.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A lease that is renewed while its holder works. It holds no connection between renewals. Closing
 * it gives it back.
 */
public final class HeldLease implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HeldLease.class);

  /** Renewals in the length of a lease: two may fail before it expires. */
  private static final int RENEWALS = 3;

  private final Leases leases;
  private final Lease lease;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean lost;

  HeldLease(Leases leases, Lease lease) {
    this.leases = leases;
    this.lease = lease;
    Thread.ofVirtual().name("lease " + lease.name()).start(this::renewUntilClosed);
  }

  /** The lease, for checking its fence in a write. */
  public Lease lease() {
    return lease;
  }

  /**
   * Whether somebody else is known to have taken the lease. What is written under a lease checks
   * {@link Leases#isHeld} all the same: nobody knows at once.
   */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    closed.countDown();
    if (!lost) {
      try {
        leases.release(lease);
      } catch (RuntimeException e) {
        LOG.warnf(e, "The lease %s was not given back and will expire.", lease.name());
      }
    }
  }

  private void renewUntilClosed() {
    Duration interval = lease.length().dividedBy(RENEWALS);
    try {
      while (!lost && !closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          lost = !leases.renew(lease);
        } catch (RuntimeException e) {
          LOG.warnf(e, "The lease %s was not renewed; trying again.", lease.name());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
