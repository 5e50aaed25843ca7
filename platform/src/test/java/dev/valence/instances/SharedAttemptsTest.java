package dev.valence.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.UnavailableException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedAttemptsTest {

  private final SharedAttempts<String, String> attempts = new SharedAttempts<>();

  @Test
  void whoSharesAnAttemptThatFailsIsToldWhatItsMakerIs() throws Exception {
    UnavailableException outage = new UnavailableException("away", new IllegalStateException());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fails = new CountDownLatch(1);
    AtomicReference<Throwable> ofMaker = new AtomicReference<>();
    AtomicReference<Throwable> ofSharer = new AtomicReference<>();
    Thread maker =
        begin(
            ofMaker,
            () -> {
              begun.countDown();
              fails.await();
              throw outage;
            });
    begun.await();
    Thread sharer = begin(ofSharer, () -> "another attempt");
    while (sharer.getState() != Thread.State.WAITING && sharer.isAlive()) {
      Thread.sleep(1);
    }

    fails.countDown();
    maker.join();
    sharer.join();

    assertThat(ofMaker.get()).isSameAs(outage);
    assertThat(ofSharer.get()).isSameAs(outage);
    assertThat(attempts.share("one", () -> "anew")).isEqualTo("anew");
  }

  private Thread begin(AtomicReference<Throwable> failure, Callable<String> attempt) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            var _ =
                attempts.share(
                    "one",
                    () -> {
                      try {
                        return attempt.call();
                      } catch (RuntimeException e) {
                        throw e;
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    });
          } catch (RuntimeException e) {
            failure.set(e);
          }
        });
  }
}
