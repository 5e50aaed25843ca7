package dev.valence.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Calls at a constant rate, whatever becomes of those before. A call's time begins when it was due,
 * so that one that had to wait because of the subject counts for as long as its caller would have
 * waited.
 *
 * @param medianMicros the median of the times
 * @param highMicros their 99th percentile
 */
record OpenLoop(double medianMicros, double highMicros) {

  private static final int CONNECTIONS = 64;
  private static final int WARMUP_SECONDS = 2;
  private static final int PATIENCE_SECONDS = 60;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  /**
   * Calls a subject; the first seconds do not count.
   *
   * @throws IllegalStateException when a call failed
   */
  static OpenLoop run(Subject subject, double callsPerSecond, int seconds)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      return new Run(vertx, subject, callsPerSecond, seconds).measured();
    } finally {
      CountDownLatch closed = new CountDownLatch(1);
      vertx.close().onComplete(_ -> closed.countDown());
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** One measurement. */
  private static final class Run {

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final String name;
    private final double intervalNanos;
    private final long calls;
    private final long uncounted;
    private final Histogram times = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final AtomicLong failed = new AtomicLong();
    private final CountDownLatch answers;

    Run(Vertx vertx, Subject subject, double callsPerSecond, int seconds) {
      this.vertx = vertx;
      this.client =
          vertx.createHttpClient(
              new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setMaxWaitQueueSize(-1));
      this.request =
          new RequestOptions()
              .setMethod(HttpMethod.valueOf(subject.method()))
              .setAbsoluteURI(subject.url().toString());
      subject.headers().forEach(request::putHeader);
      this.name = subject.name();
      this.intervalNanos = 1e9 / callsPerSecond;
      this.uncounted = (long) (WARMUP_SECONDS * callsPerSecond);
      this.calls = uncounted + (long) (seconds * callsPerSecond);
      this.answers = new CountDownLatch(Math.toIntExact(calls));
    }

    OpenLoop measured() throws InterruptedException {
      var context = vertx.getOrCreateContext();
      long start = System.nanoTime();
      for (long i = 0; i < calls; i++) {
        long due = start + (long) (i * intervalNanos);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        boolean counted = i >= uncounted;
        context.runOnContext(_ -> call(due, counted));
      }
      if (!answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || failed.get() > 0) {
        throw new IllegalStateException(
            failed.get() + " calls of " + name + " failed, " + answers.getCount() + " hang.");
      }
      return new OpenLoop(
          times.getValueAtPercentile(50) / 1e3, times.getValueAtPercentile(99) / 1e3);
    }

    private void call(long due, boolean counted) {
      client
          .request(request)
          .compose(HttpClientRequest::send)
          .compose(answer -> {
            if (answer.statusCode() != 200) {
              failed.incrementAndGet();
            }
            return answer.body();
          })
          .onComplete(answer -> {
            if (answer.failed()) {
              failed.incrementAndGet();
            } else if (counted) {
              times.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - due));
            }
            answers.countDown();
          });
    }
  }
}
