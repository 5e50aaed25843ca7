package dev.valence.connectors.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dropbox's hash is the same, however the bytes come. */
class ContentHashTest {

  @ParameterizedTest
  @CsvSource({
    "0, 4194304",
    "5, 4194304",
    "4194304, 4194304",
    "4194305, 4194304",
    "9000000, 4194304",
    "9000000, 1000000",
    "8388608, 8388608",
    "8388612, 4194305"
  })
  void bytesThatAreAddedPieceByPieceHaveTheHashOfAll(int size, int pieceSize) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    ContentHash pieces = new ContentHash();
    ByteArrayInputStream source = new ByteArrayInputStream(content);

    for (byte[] piece = source.readNBytes(pieceSize); piece.length > 0; ) {
      assertThat(pieces.add(piece)).isEqualTo(ContentHash.of(piece));
      piece = source.readNBytes(pieceSize);
    }

    assertThat(HexFormat.of().formatHex(pieces.digest())).isEqualTo(ContentHash.of(content));
  }
}
