package dev.valence.connectors.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickXorHashTest {

  /** Pairs that rclone publishes with its own implementation. */
  @ParameterizedTest
  @CsvSource({
    "'', AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "Sg==, SgAAAAAAAAAAAAAAAQAAAAAAAAA=",
    "XoJ1AsoR4fDYJrDqYs4=, XhBEHQSgjAiEAx7YPgEs1CEGZwA=",
    "2fuxhBJXtpWFe8dOfdGeHw==, O9tHLAghgSvYohKFyMMxnNCHaHg=",
    "Mb7EGva2rEE5fENDL85P+BsapHEEjv2/siVhKjvAQe02feExVOQSkfmuYzU/kTF1MaKjPmKF/w+cbvwfdWL8aQ==,"
        + " n1anP5NfvD4XDYWIeRPW3ZkPv1Y=",
    "PfxMcUd0vIW6VbHG/uj/Y0W6qEoKmyBD0nYebEKazKaKG+UaDqBEcmQjbfQeVnVLuodMoPp7P7TR1htX5n2VnkHh22"
        + "xDyoJ8C/ZQKiSNqQfXvh83judf4RVr9exJCud8Uvgip6aVZTaPrJHVjQhMCp/dEnGvqg0oN5OVkM2qqAXvA0te"
        + "KUDhgNM71sDBVBCGXxNOR2bpbD1iM4dnuT0ey4L+loXEHTL0fqMeUcEi2asgImnlNakwenDzz0x57aBwyq3Asp"
        + "CFGB1ncX4yYCr/OaCcS5OKi/00WH+wNQU3, QX/YEpG0gDsmhEpCdWhsxDzsfVE=",
  })
  void isThatOfTheVendor(String bytes, String hash) {
    byte[] digest = new QuickXorHash().digest(Base64.getDecoder().decode(bytes));

    assertThat(QuickXorHash.text(digest)).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 159, 160, 161, 4096})
  void itMakesNoDifferenceHowTheBytesCome(int size) {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    QuickXorHash inParts = new QuickXorHash();
    for (int start = 0; start < bytes.length; start += size) {
      inParts.update(bytes, start, Math.min(size, bytes.length - start));
    }

    assertThat(inParts.digest()).isEqualTo(new QuickXorHash().digest(bytes));
  }

  @Test
  void afterADigestItBeginsAnew() {
    QuickXorHash hash = new QuickXorHash();
    hash.update((byte) 5);
    byte[] first = hash.digest();
    hash.update((byte) 5);

    assertThat(hash.digest()).isEqualTo(first);
  }
}
