package dev.valence.egress;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Ends exchanges that take too long: a provider that is silent, a head that drips, a provider that
 * stops reading what it is sent.
 */
final class Deadlines implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Deadlines.class);

  /** How often it is looked for what is overdue, in each time allowed. */
  private static final int LOOKS = 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final Duration allowed;
  private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
  private final Thread watch;

  /**
   * @param allowed how long a step of an exchange may take
   */
  Deadlines(Duration allowed) {
    this.allowed = allowed;
    this.watch = Thread.ofVirtual().name("egress-deadlines").start(this::look);
  }

  /** How long a step of an exchange may take. */
  Duration allowed() {
    return allowed;
  }

  /**
   * Begins an exchange.
   *
   * @param connecting how much longer its first step may take
   * @param drop ends the exchange when a step takes too long
   */
  Deadline begin(Duration connecting, Runnable drop) {
    Deadline deadline = new Deadline(System.nanoTime() + connecting.toNanos(), drop);
    running.add(deadline);
    return deadline;
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(allowed.dividedBy(LOOKS));
        long now = System.nanoTime();
        for (Deadline deadline : running) {
          end(deadline, now);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** An exchange that cannot be ended must not keep others from it. */
  private static void end(Deadline deadline, long now) {
    try {
      deadline.endIfOverdue(now);
    } catch (RuntimeException e) {
      LOG.warn("A call that takes too long could not be ended.", e);
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  /** One exchange. */
  final class Deadline implements AutoCloseable {

    private final Runnable drop;
    private volatile long began;
    private volatile boolean passed;

    private Deadline(long began, Runnable drop) {
      this.began = began;
      this.drop = drop;
    }

    /** A new step begins, for which all of the time is allowed. */
    void restart() {
      began = System.nanoTime();
    }

    /** Until the next step nobody at the other end is waited for. */
    void pause() {
      began = NEVER;
    }

    /** Whether a step took too long, so that the exchange was ended. */
    boolean passed() {
      return passed;
    }

    private void endIfOverdue(long now) {
      long since = began;
      if (since != NEVER && now - since > allowed.toNanos() && running.remove(this)) {
        passed = true;
        drop.run();
      }
    }

    /** The exchange has come to its end, or as far as there are deadlines. */
    @Override
    public void close() {
      running.remove(this);
    }
  }
}
