package dev.valence.bench;

import dev.valence.script.Script;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Measures what a script takes up that waits, with the fifty objects that it was given. */
final class Waiting {

  private static final int SCRIPTS = 80;
  private static final int ORGANIZATIONS = 10;

  /** Its call is never answered; that it was made shows that the script waits. */
  private static final Script WAITS =
      new Script(
          "a waiting hook",
          "var kept = response_body; require('http').get('http://a.example/', () => done({kept}));",
          false);

  private Waiting() {}

  /** Adds the kibibytes of the heap for each script that waits. */
  static void measure(Report report) throws InterruptedException {
    report.add(Figure.of("memory", "server", "heap of a waiting script", "KiB", kibibytesEach()));
  }

  private static double kibibytesEach() throws InterruptedException {
    try (Scripts scripts = new Scripts(ScriptLimits.standard().withTime(Duration.ofMinutes(1)))) {
      for (int i = 0; i < SCRIPTS; i++) {
        scripts.run(Hooks.TYPICAL, Hooks.call(1));
      }
      long before = used();
      CountDownLatch waiting = new CountDownLatch(SCRIPTS);
      CountDownLatch over = new CountDownLatch(1);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < SCRIPTS; i++) {
        callers.add(Thread.startVirtualThread(caller(scripts, i, waiting, over)));
      }
      waiting.await();
      long after = used();
      over.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      return (after - before) / 1024.0 / SCRIPTS;
    }
  }

  private static Runnable caller(
      Scripts scripts, int number, CountDownLatch waiting, CountDownLatch over) {
    return () -> {
      var call = Hooks.call(number % ORGANIZATIONS);
      try {
        scripts.run(
            WAITS,
            new dev.valence.script.ScriptCall(
                call.organizationId(),
                call.variables(),
                request -> {
                  waiting.countDown();
                  try {
                    over.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  throw new IllegalStateException("The measurement is over.");
                }));
      } catch (IllegalStateException expected) {
        // This is how it ends.
      }
    };
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
