package dev.valence.script;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that scripts run on. They are platform threads, since the JVM counts what those
 * allocate, and few; organizations take turns on them, and none has more than its share. They start
 * when they are needed and end when they are not.
 */
final class ScriptThreads implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ScriptThreads.class);
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** Enough for a recursion of some thousand calls, which is deep for an interpreter. */
  private static final long STACK = 8L * 1024 * 1024;

  private final int limit;
  private final int share;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Map<Long, Line> lines = new HashMap<>();

  /** The lines where somebody waits, in the order of their turns. */
  private final Deque<Line> turns = new ArrayDeque<>();

  private int started;
  private int idle;
  private int waiting;
  private boolean closed;

  /**
   * @param limit how many threads at most
   * @param share how many of them an organization may have at once
   */
  ScriptThreads(int limit, int share) {
    this.limit = limit;
    this.share = share;
  }

  /** The tasks of an organization. */
  private static final class Line {

    final Deque<Runnable> tasks = new ArrayDeque<>();
    int running;
  }

  private final class Worker extends Thread {

    /** Guarded by the lock: another has taken this one's place. */
    boolean abandoned;

    Worker() {
      super(null, null, "valence-script", STACK);
      setDaemon(true);
      setContextClassLoader(ScriptThreads.class.getClassLoader());
    }

    @Override
    public void run() {
      work(this);
    }
  }

  /** Runs a task when it is the organization's turn; after {@link #close} never. */
  void submit(long organization, Runnable task) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Line line = lines.computeIfAbsent(organization, id -> new Line());
      if (line.tasks.isEmpty()) {
        turns.addLast(line);
      }
      line.tasks.addLast(task);
      waiting++;
      help();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up a thread that cannot be stopped: another may take its place, but it stays in the share
   * of its organization until it ends.
   */
  void abandon(Thread thread) {
    lock.lock();
    try {
      if (thread instanceof Worker worker && !worker.abandoned) {
        worker.abandoned = true;
        started--;
        help();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      turns.clear();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes a thread or starts one when there is more to do than threads that wait for it. */
  private void help() {
    work.signal();
    if (waiting > idle && started < limit) {
      started++;
      new Worker().start();
    }
  }

  private void work(Worker self) {
    lock.lock();
    try {
      while (!self.abandoned && !closed) {
        Line line = next();
        if (line == null) {
          if (!waited()) {
            return;
          }
          continue;
        }
        Runnable task = line.tasks.removeFirst();
        waiting--;
        line.running++;
        if (!line.tasks.isEmpty()) {
          turns.addLast(line);
        }
        lock.unlock();
        try {
          perform(task);
        } finally {
          lock.lock();
        }
        line.running--;
        if (line.running == 0 && line.tasks.isEmpty()) {
          lines.values().remove(line);
        }
        if (waiting > 0) {
          work.signal();
        }
      }
    } finally {
      if (!self.abandoned) {
        started--;
      }
      lock.unlock();
    }
  }

  private static void perform(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A script's thread failed.", e);
    } finally {
      // A script is stopped by an interrupt, which may come when it is over already.
      Thread.interrupted();
    }
  }

  /** The line whose turn it is. */
  private @Nullable Line next() {
    for (Iterator<Line> all = turns.iterator(); all.hasNext(); ) {
      Line line = all.next();
      if (line.running < share) {
        all.remove();
        return line;
      }
    }
    return null;
  }

  /** Waits for work; false when there was none for long. The caller looks for itself. */
  @SuppressWarnings("WaitNotInLoop")
  private boolean waited() {
    idle++;
    try {
      return work.await(IDLE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException late) {
      // It was meant for the script that ran here before.
      return true;
    } finally {
      idle--;
    }
  }
}
