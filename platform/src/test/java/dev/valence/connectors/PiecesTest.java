package dev.valence.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is cut into pieces, of which the next is read while one is being sent. */
@Timeout(20)
class PiecesTest {

  private static final int SIZE = 1000;

  @ParameterizedTest
  @CsvSource({
    "0,",
    "1,1",
    "999,",
    "1000,",
    "1000,1000",
    "1001,1001",
    "3000,",
    "3500,3500",
    "3500,7"
  })
  void thePiecesTogetherAreTheFileWhateverWasSaidOfItsSize(int length, @Nullable Long expected) {
    byte[] file = bytes(length);
    byte[] sent = new byte[0];
    try (Pieces<byte[]> pieces = pieces(new ByteArrayInputStream(file), expected)) {
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        assertThat(piece.length == SIZE || sent.length + piece.length == length).isTrue();
        int before = sent.length;
        sent = Arrays.copyOf(sent, before + piece.length);
        System.arraycopy(piece, 0, sent, before, piece.length);
      }
      assertThat(pieces.next()).isEmpty();
    }
    assertThat(sent).isEqualTo(file);
  }

  @Test
  void aPieceStaysAsItIsWhileTheNextIsRead() throws Exception {
    byte[] file = bytes(4 * SIZE);
    Watched source = new Watched(new ByteArrayInputStream(file));
    try (Pieces<byte[]> pieces = pieces(source, null)) {
      for (int number = 0; number < 3; number++) {
        byte[] piece = pieces.next();
        source.awaitRead((number + 2) * SIZE);
        assertThat(piece).isEqualTo(Arrays.copyOfRange(file, number * SIZE, (number + 1) * SIZE));
      }
    }
  }

  @Test
  void nothingIsReadBeyondTheNextPiece() throws Exception {
    Watched source = new Watched(new ByteArrayInputStream(bytes(10 * SIZE)));
    try (Pieces<byte[]> pieces = pieces(source, null)) {
      pieces.next();
      source.awaitRead(2 * SIZE);
      Thread.sleep(50);
      assertThat(source.count()).isEqualTo(2 * SIZE);
    }
  }

  @Test
  void aSourceThatFailsWhileAPieceIsSentFailsTheNextPiece() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("The caller has gone.");
          }
        };
    InputStream source = new SequenceInputStream(new ByteArrayInputStream(bytes(SIZE)), broken);
    try (Pieces<byte[]> pieces = pieces(source, null)) {
      assertThat(pieces.next()).hasSize(SIZE);

      assertThatThrownBy(pieces::next)
          .isInstanceOfSatisfying(
              ApiException.class, told -> assertThat(told.status()).isEqualTo(400));
    }
  }

  @Test
  void whoeverGivesUpEndsTheReadingOfACallerWhoSendsNothing() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            waiting.countDown();
            try {
              Thread.sleep(60_000);
              return -1;
            } catch (InterruptedException e) {
              ended.countDown();
              throw new InterruptedIOException();
            }
          }
        };
    try (Pieces<byte[]> pieces =
        pieces(new SequenceInputStream(new ByteArrayInputStream(bytes(SIZE)), silent), null)) {
      pieces.next();
      assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ended.getCount()).as("the reader is still there").isZero();
  }

  @Test
  void onlyTwoFilesAtATimeAreReadAheadOf() throws Exception {
    List<Pieces<byte[]>> open = new ArrayList<>();
    List<Watched> sources = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Watched source = new Watched(new ByteArrayInputStream(bytes(3 * SIZE)));
        sources.add(source);
        open.add(pieces(source, null));
        open.getLast().next();
      }
      sources.get(0).awaitRead(2 * SIZE);
      sources.get(1).awaitRead(2 * SIZE);
      Thread.sleep(50);
      assertThat(sources.get(2).count()).isEqualTo(SIZE);
      assertThat(open.get(2).next()).hasSize(SIZE);
    } finally {
      open.forEach(Pieces::close);
    }
    Watched later = new Watched(new ByteArrayInputStream(bytes(3 * SIZE)));
    try (Pieces<byte[]> pieces = pieces(later, null)) {
      pieces.next();
      later.awaitRead(2 * SIZE);
    }
  }

  private static Pieces<byte[]> pieces(InputStream source, @Nullable Long expected) {
    return new Pieces<>(new UploadSource(source), SIZE, expected, bytes -> bytes);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Counts what was read of it. */
  private static final class Watched extends InputStream {

    private final InputStream source;
    private final AtomicInteger count = new AtomicInteger();

    Watched(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int read = source.read();
      if (read >= 0) {
        count.incrementAndGet();
      }
      return read;
    }

    int count() {
      return count.get();
    }

    void awaitRead(int bytes) throws InterruptedException {
      while (count.get() < bytes) {
        Thread.sleep(1);
      }
    }
  }
}
