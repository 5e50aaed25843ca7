package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that some page may show as they are. */
class PlainTextTest {

  @ParameterizedTest
  @CsvSource({
    "<b>name</b>, name",
    "a < b & c > d, a < b & c > d",
    "AT&amp;T, AT&amp;T",
    "&lt;script&gt;x&lt;/script&gt;, &lt;script&gt;x&lt;/script&gt;",
    "<<b></b>script>alert(1), ''",
    "<textarea><img src=x onerror=alert(1)></textarea>, ''",
    "<<<<b>b>b>b>x, x"
  })
  void noMarkupIsLeft(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
    assertThat(PlainText.of(plain)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<b>", "<", "<<b>i>", "&lt;", "<p><i>", "<table><a>"})
  void muchMarkupCostsLittle(String text) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(PlainText.of(text.repeat(1_000_000 / text.length()))).doesNotContain("<b"));
  }
}
