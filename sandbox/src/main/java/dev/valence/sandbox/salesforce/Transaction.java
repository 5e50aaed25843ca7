package dev.valence.sandbox.salesforce;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a call of several operations has done so far, so that all of it can be taken back. It sees
 * what its own thread does; what others see meanwhile is not kept from them.
 */
final class Transaction {

  /** Something to run in a transaction. */
  interface Work<T, E extends Exception> {
    T run(Transaction transaction) throws E;
  }

  private static final ScopedValue<Transaction> CURRENT = ScopedValue.newInstance();

  private final Deque<Runnable> undo = new ArrayDeque<>();

  private Transaction() {}

  /**
   * Runs something in a new transaction, which lasts as long as that. What it leaves is a part of
   * the transaction around it, if there is one.
   */
  static <T, E extends Exception> T in(Work<T, E> work) throws E {
    Transaction transaction = new Transaction();
    T result = ScopedValue.where(CURRENT, transaction).call(() -> work.run(transaction));
    onRollback(transaction::rollBack);
    return result;
  }

  /** Says how to take back what has just been done; outside of a transaction nobody will ask. */
  static void onRollback(Runnable step) {
    if (CURRENT.isBound()) {
      CURRENT.get().undo.push(step);
    }
  }

  /** Takes everything back, the last first. */
  void rollBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
