package dev.valence.app;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Calls that are under way at the same time. */
public final class Parallel {

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private Parallel() {}

  /** Begins a call and does not wait for it. */
  public static <T> CompletableFuture<T> begin(Callable<T> call) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    THREADS.execute(() -> {
      try {
        outcome.complete(call.call());
      } catch (Throwable e) { // also an assertion, or whoever joins would wait for ever
        outcome.completeExceptionally(e);
      }
    });
    return outcome;
  }

  /** Begins as many calls of the same kind. */
  static <T> List<CompletableFuture<T>> begin(int calls, Callable<T> call) {
    return IntStream.range(0, calls).mapToObj(number -> begin(call)).toList();
  }

  /** Waits for the outcomes. */
  public static <T> List<T> join(List<CompletableFuture<T>> calls) {
    return calls.stream().map(CompletableFuture::join).toList();
  }
}
