package dev.valence.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Looks again and again what the heap of a server holds that is in use. */
final class HeapWatch {

  private static final long BETWEEN_MILLIS = 2_000;

  private final AtomicLong highest = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread thread;

  private HeapWatch(ServerProcess server) {
    thread = Thread.ofPlatform().start(() -> watch(server));
  }

  static HeapWatch of(ServerProcess server) {
    return new HeapWatch(server);
  }

  /** The most bytes that were in use; ends the watch. */
  long highest() throws InterruptedException {
    over.set(true);
    thread.join();
    return highest.get();
  }

  private void watch(ServerProcess server) {
    try {
      while (!over.get()) {
        highest.accumulateAndGet(server.usedHeap(), Math::max);
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
