package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressStreamTest extends RawServerTest {

  private static final long LARGE = 200L * 1024 * 1024;

  /** Bytes that are made as they are read. */
  private static final class Generated extends InputStream {

    private final AtomicLong given = new AtomicLong();
    private final long length;

    Generated(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      return given.get() == length ? -1 : (int) (given.getAndIncrement() % 251);
    }

    @Override
    public int read(byte[] buffer, int offset, int size) {
      long left = length - given.get();
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(size, left);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = (byte) ((given.get() + i) % 251);
      }
      given.addAndGet(count);
      return count;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoHundredMegabytesGoOutWithoutBeingHeld(boolean announced) throws Exception {
    Generated source = new Generated(LARGE);
    AtomicLong received = new AtomicLong();
    AtomicLong farthestAhead = new AtomicLong();
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (RawServer server =
        new RawServer(connection -> {
          heads.add(connection.head());
          byte[] buffer = new byte[64 * 1024];
          while (received.get() < LARGE) {
            received.addAndGet(connection.in().read(buffer));
            long ahead = source.given.get() - received.get();
            farthestAhead.accumulateAndGet(ahead, Math::max);
          }
          connection.say(OK);
          connection.socket().shutdownOutput();
          connection.in().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
      EgressRequest request =
          EgressRequest.of("PUT", server.uri("/"))
              .withBody(Body.stream(source, announced ? LARGE : -1, "application/octet-stream"));
      try (EgressResponse response = sender(server).send(request)) {
        assertThat(response.readAll(10)).asString().isEqualTo("ok");
      }
    }
    assertThat(heads.take())
        .contains(announced ? "Content-Length: " + LARGE : "Transfer-Encoding: chunked")
        .doesNotContain(announced ? "Transfer-Encoding" : "Content-Length");
    assertThat(source.given).hasValue(LARGE);
    // What is on its way between the two are the buffers of two sockets.
    assertThat(farthestAhead.get()).isLessThan(LARGE / 8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoHundredMegabytesComeInWithoutBeingHeld(boolean announced) throws Exception {
    AtomicLong sent = new AtomicLong();
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.say(
              "HTTP/1.1 200 OK\r\n"
                  + (announced ? "Content-Length: " + LARGE : "Transfer-Encoding: chunked")
                  + "\r\n\r\n");
          byte[] block = new byte[64 * 1024];
          while (sent.get() < LARGE) {
            if (!announced) {
              connection.say("10000\r\n");
            }
            connection.out().write(block);
            sent.addAndGet(block.length);
            if (!announced) {
              connection.say("\r\n");
            }
          }
          connection.say(announced ? "" : "0\r\n\r\n");
        })) {
      try (EgressResponse response =
          sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
        assertThat(response.contentLength().isPresent()).isEqualTo(announced);
        byte[] buffer = new byte[64 * 1024];
        long read = 0;
        long farthestAhead = 0;
        for (int count; (count = response.body().read(buffer)) >= 0; read += count) {
          farthestAhead = Math.max(farthestAhead, sent.get() - read);
        }
        assertThat(read).isEqualTo(LARGE);
        assertThat(farthestAhead).isLessThan(LARGE / 8);
      }
    }
  }

  @Test
  void closingAnAnswerEarlyDropsTheConnectionInsteadOfReadingTheRest() throws Exception {
    CountDownLatch dropped = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.say("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
          byte[] block = new byte[64 * 1024];
          try {
            while (sent.get() < LARGE) {
              connection.out().write(block);
              sent.addAndGet(block.length);
            }
          } finally {
            dropped.countDown();
          }
        })) {
      EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")));
      assertThat(response.body().readNBytes(1000)).hasSize(1000);
      response.close();
      assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(sent.get()).isLessThan(LARGE);
      assertThat(catchKind(() -> response.body().read())).isEqualTo(Kind.BROKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyWhoseSourceFailsIsNeverCompleteForTheProvider(boolean announced) throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[40_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the source is gone");
              }
            });
    try (RawServer server = recorder(received)) {
      Body body = Body.stream(failing, announced ? 80_000 : -1, "");
      assertThatThrownBy(() ->
              sender(server).send(EgressRequest.of("POST", server.uri("/?secret")).withBody(body)))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN))
          .hasMessageContaining("127.0.0.1")
          .hasMessageNotContaining("secret")
          .hasRootCauseMessage("the source is gone");
      String raw = received.poll(10, TimeUnit.SECONDS);
      assertThat(raw).isNotNull().doesNotEndWith("0\r\n\r\n");
      assertThat(raw.length()).isLessThan(80_000);
    }
  }

  @Test
  void aSourceThatEndsBeforeItsAnnouncedLengthDropsTheConnection() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (RawServer server = recorder(received)) {
      Body body = Body.stream(new ByteArrayInputStream(new byte[10]), 11, "");
      assertThat(
              catchKind(() ->
                  sender(server).send(EgressRequest.of("POST", server.uri("/")).withBody(body))))
          .isEqualTo(Kind.BROKEN);
      assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void theSourceOfABodyIsLeftOpen() {
    AtomicLong closed = new AtomicLong();
    InputStream source =
        new ByteArrayInputStream(new byte[10]) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.in().readNBytes(10);
          connection.say(OK);
        })) {
      sender(server)
          .send(EgressRequest.of("POST", server.uri("/")).withBody(Body.stream(source, 10, "")))
          .close();
      assertThat(closed).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n",
      })
  void aTruncatedAnswerIsNoWholeAnswer(String answer) {
    try (RawServer server = saying(answer);
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThat(catchKind(() -> response.readAll(100))).isEqualTo(Kind.BROKEN);
      assertThat(catchKind(() -> response.body().read())).isEqualTo(Kind.BROKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"
      })
  void noProperAnswerIsABrokenConnection(String answer) {
    try (RawServer server = saying(answer)) {
      assertThat(catchKind(() -> sender(server).send(EgressRequest.of("GET", server.uri("/")))))
          .isEqualTo(Kind.BROKEN);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void silenceBeforeTheAnswerIsATimeout() {
    try (RawServer server = new RawServer(connection -> connection.in().readAllBytes())) {
      assertThatThrownBy(() -> sender(server).send(EgressRequest.of("GET", server.uri("/p?q"))))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessage("127.0.0.1 took longer than 300 ms.");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void silenceWithinTheBodyIsATimeout() {
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              connection.in().readAllBytes();
            });
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThat(catchKind(() -> response.readAll(100))).isEqualTo(Kind.TIMEOUT);
    }
  }

  /** Says the same to everybody and hangs up. */
  private static RawServer saying(String answer) {
    return new RawServer(connection -> {
      connection.head();
      connection.say(answer);
    });
  }

  /** Takes whatever comes until the client hangs up, and never answers. */
  private static RawServer recorder(BlockingQueue<String> received) {
    return new RawServer(connection -> {
      StringBuilder all = new StringBuilder();
      try {
        for (int next; (next = connection.in().read()) >= 0; ) {
          all.append((char) next);
        }
      } finally {
        received.add(all.toString());
      }
    });
  }
}
