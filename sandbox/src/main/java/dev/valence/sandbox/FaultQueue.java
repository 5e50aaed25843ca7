package dev.valence.sandbox;

import dev.valence.sandbox.FaceClient.FaultStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The faults that wait for calls of one face. The oldest that fits a call hits it. */
final class FaultQueue {

  private static final class Armed {
    final Fault fault;
    int remaining;
    int held;

    Armed(Fault fault) {
      this.fault = fault;
      this.remaining = Objects.requireNonNull(fault.times());
    }
  }

  private final List<Armed> armed = new ArrayList<>();
  private CompletableFuture<Void> gate = new CompletableFuture<>();

  synchronized void add(Fault fault) {
    armed.add(new Armed(fault));
  }

  /** The fault that hits a call, if any; a hit counts. */
  synchronized @Nullable Fault hit(String path) {
    for (Armed candidate : armed) {
      if (candidate.remaining > 0 && path.startsWith(candidate.fault.path())) {
        candidate.remaining--;
        removeSpent();
        return candidate.fault;
      }
    }
    return null;
  }

  /** A call that is held from now on until the next release. */
  synchronized Hold hold(Fault fault) {
    Armed holder = new Armed(fault);
    holder.remaining = 0;
    holder.held = 1;
    armed.add(holder);
    return new Hold(holder, gate);
  }

  /** A call that is held, until it is closed. */
  final class Hold implements AutoCloseable {

    private final Armed holder;
    private final CompletableFuture<Void> opened;

    private Hold(Armed holder, CompletableFuture<Void> opened) {
      this.holder = holder;
      this.opened = opened;
    }

    /** Waits for the release, or for the client to go. */
    void await(CompletableFuture<Void> gone) {
      CompletableFuture.anyOf(opened, gone).join();
      close();
    }

    @Override
    public void close() {
      synchronized (FaultQueue.this) {
        armed.remove(holder);
      }
    }
  }

  synchronized void release() {
    gate.complete(null);
    gate = new CompletableFuture<>();
  }

  synchronized void clear() {
    armed.removeIf(entry -> entry.held == 0);
    release();
  }

  synchronized List<FaultStanding> standing() {
    return armed.stream()
        .map(entry -> new FaultStanding(entry.fault, entry.remaining, entry.held))
        .toList();
  }

  private void removeSpent() {
    armed.removeIf(entry -> entry.remaining == 0 && entry.held == 0);
  }
}
