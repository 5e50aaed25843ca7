package dev.valence.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A place in a conversation with the database at which it stops. */
final class Trap {

  /** What is kept back there. */
  enum Keeps {
    /** The statement: the database never sees it. */
    THE_STATEMENT,
    /** The answer: the database has done what it was told, and nobody hears of it. */
    THE_ANSWER,
    /** Nothing; it is only noticed, once the answer has gone on. */
    NOTHING
  }

  private final Keeps keeps;
  private final String statement;
  private final boolean commit;
  private final Semaphore caught = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  private Trap(Keeps keeps, String statement, boolean commit) {
    this.keeps = keeps;
    this.statement = statement;
    this.commit = commit;
  }

  /** At a statement that begins like this. */
  static Trap at(String statement) {
    return new Trap(Keeps.THE_STATEMENT, statement, false);
  }

  /** At the commit of a transaction that has such a statement. */
  static Trap atCommitOf(String statement, Keeps keeps) {
    return new Trap(keeps, statement, true);
  }

  Keeps keeps() {
    return keeps;
  }

  /**
   * Whether a conversation is there.
   *
   * @param earlier the statements of its transaction before
   */
  boolean catches(List<String> earlier, String now) {
    return commit
        ? now.equalsIgnoreCase("commit") && earlier.stream().anyMatch(this::isStatement)
        : isStatement(now);
  }

  private boolean isStatement(String sql) {
    return sql.strip().replaceAll("\\s+", " ").startsWith(statement);
  }

  /** Called by a conversation that is there. */
  void hit() {
    caught.release();
  }

  /** Keeps a conversation until the trap is released, for a minute at most. */
  void hold() throws InterruptedException {
    boolean _ = released.await(1, TimeUnit.MINUTES);
  }

  /** Waits until so many more conversations are there. */
  boolean await(int conversations, Duration patience) throws InterruptedException {
    return caught.tryAcquire(conversations, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void release() {
    released.countDown();
  }
}
