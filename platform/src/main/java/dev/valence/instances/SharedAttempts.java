package dev.valence.instances;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Attempts that are made once within the node: whoever wants the same meanwhile waits and shares
 * what becomes of it.
 *
 * @param <K> what is attempted
 * @param <V> what comes of it
 */
final class SharedAttempts<K, V> {

  private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /**
   * Makes an attempt, or waits for the one that is under way.
   *
   * @throws RuntimeException what the attempt threw
   */
  V share(K key, Supplier<V> attempt) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> theirs = running.putIfAbsent(key, mine);
    if (theirs != null) {
      return await(theirs);
    }
    try {
      mine.complete(attempt.get());
    } catch (Throwable e) { // also an error, or those who wait would wait for ever
      mine.completeExceptionally(e);
    } finally {
      running.remove(key);
    }
    return await(mine);
  }

  private static <V> V await(CompletableFuture<V> attempt) {
    try {
      return attempt.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
    }
  }
}
