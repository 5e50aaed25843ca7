package dev.valence.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Counts what a run takes up, on whichever threads it runs one after the other. */
final class Meter {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private @Nullable Thread thread;
  private long processorBefore;
  private long allocatedBefore;
  private long processorNanos;
  private long allocated;

  /** From here on the calling thread works for the run. */
  synchronized void begin() {
    thread = Thread.currentThread();
    processorBefore = THREADS.getCurrentThreadCpuTime();
    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
  }

  /** The calling thread works for the run no longer. */
  synchronized void end() {
    thread = null;
    processorNanos += THREADS.getCurrentThreadCpuTime() - processorBefore;
    allocated += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
  }

  /** Counts memory that was allocated for the run elsewhere. */
  synchronized void add(long bytes) {
    allocated += bytes;
  }

  /** How long the run has computed, in nanoseconds. */
  synchronized long processorNanos() {
    return thread == null
        ? processorNanos
        : processorNanos + THREADS.getThreadCpuTime(thread.threadId()) - processorBefore;
  }

  /** How many bytes the run has allocated. */
  synchronized long allocated() {
    return thread == null
        ? allocated
        : allocated + THREADS.getThreadAllocatedBytes(thread.threadId()) - allocatedBefore;
  }

  /** The thread that works for the run now. */
  synchronized @Nullable Thread thread() {
    return thread;
  }
}
