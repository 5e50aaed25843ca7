package dev.valence.sandbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls to a face: logs them, refuses those beyond its limit, and lets the faults happen
 * that wait for them.
 */
final class FaceCalls {

  /** The vendor's processing of a call, to be done once. */
  private interface Processing {
    Answer answer() throws IOException;
  }

  private final Face face;
  private final CallLog log;
  private final FaultQueue faults = new FaultQueue();
  private final CallLimiter limiter = new CallLimiter();

  FaceCalls(Face face, CallLog log) {
    this.face = face;
    this.log = log;
  }

  Face face() {
    return face;
  }

  FaultQueue faults() {
    return faults;
  }

  CallLimiter limiter() {
    return limiter;
  }

  /** What takes the calls of a site. */
  Exchanges.Handler of(Face.Site site) {
    return (request, reply) -> handle(site.name(), request, reply);
  }

  private void handle(String site, Request request, Reply reply) throws IOException {
    CallLog.Entry entry = log.received(face.name(), request);
    CallLimiter.Verdict verdict = limiter.take(request);
    if (verdict.refusal() != null) {
      send(entry, reply, verdict.refusal().with(face.commonHeaders()));
      return;
    }
    Fault fault = faults.hit(request.path());
    if (fault == null) {
      send(entry, reply, answer(site, request).with(verdict.headers()));
    } else {
      // After processing, the vendor's state has changed and only the way of the answer is left.
      Processing processing = () -> answer(site, request).with(verdict.headers());
      Answer processed = fault.when() == Fault.When.AFTER ? processing.answer() : null;
      perform(fault, processed, entry, reply, processing);
    }
  }

  private void perform(
      Fault fault,
      @Nullable Answer processed,
      CallLog.Entry entry,
      Reply reply,
      Processing processing)
      throws IOException {
    switch (fault.kind()) {
      case STATUS -> send(entry, reply, instead(fault));
      case CUT -> reply.cut();
      case DELAY -> {
        sleep(Duration.ofMillis(Objects.requireNonNull(fault.delayMillis())));
        send(entry, reply, processed == null ? processing.answer() : processed);
      }
      case HOLD -> {
        // Also of a client that has gone: the vendor acts when it is released.
        faults.hold(fault).await(new CompletableFuture<>());
        send(entry, reply, processed == null ? processing.answer() : processed);
      }
      case TRUNCATE -> {
        Answer whole = processed == null ? processing.answer() : processed;
        Long bytes = fault.afterBytes();
        entry.answered(whole.status());
        reply.sendTruncated(whole, bytes == null ? whole.content().length() / 2 : bytes);
      }
      case STALL -> {
        Answer whole = processed == null ? processing.answer() : processed;
        Long bytes = fault.afterBytes();
        entry.answered(whole.status());
        // A client may go before the answer stalls.
        try (FaultQueue.Hold hold = faults.hold(fault)) {
          reply.sendStalled(whole, bytes == null ? whole.content().length() / 2 : bytes, hold);
        }
      }
    }
  }

  private Answer answer(String site, Request request) throws IOException {
    return face.answer(site, request).with(face.commonHeaders());
  }

  private Answer instead(Fault fault) {
    String body = Objects.requireNonNullElse(fault.body(), "");
    String type = body.startsWith("{") ? "application/json" : "text/plain; charset=utf-8";
    return Answer.of(Objects.requireNonNull(fault.status()), type, body)
        .with(face.commonHeaders())
        .with(Objects.requireNonNull(fault.headers()));
  }

  private static void send(CallLog.Entry entry, Reply reply, Answer answer) throws IOException {
    entry.answered(answer.status());
    reply.send(answer);
  }

  private static void sleep(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the sandbox is closing", e);
    }
  }
}
