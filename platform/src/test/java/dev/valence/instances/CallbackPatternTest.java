package dev.valence.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an OAuth proxy may send users on to. */
class CallbackPatternTest {

  private static boolean matches(String pattern, String url) {
    CallbackPattern read = CallbackPattern.read(pattern).orElseThrow();
    return CallbackPattern.url(url).filter(read::matches).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com/cb, https://app.example.com/cb",
    "http://localhost:3000/cb, http://localhost:3000/cb",
    "https://app.example.com/cb?a=1, https://app.example.com/cb?a=1",
    "https://*.example.com/cb, https://eu.example.com/cb",
    "https://*.example.com/cb, https://a.b.example.com/cb",
    "https://app.example.com/*/cb, https://app.example.com/tenant/cb",
    "https://app.example.com/**, https://app.example.com/a/b/c",
    "https://app.example.com/cb?nonce=*, https://app.example.com/cb?nonce=1",
    "test**.com, https://test-app.example.com/any/path?and=query",
    "app.example.com, https://APP.example.com/cb",
    "https://*.Example.com:8443/cb, https://eu.example.com:8443/cb"
  })
  void whatIsMeantIsAllowed(String pattern, String url) {
    assertThat(matches(pattern, url)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com/cb, https://app.example.com/cb/",
    "https://app.example.com/cb, https://app.example.com/cb?more=1",
    "https://app.example.com/cb, http://app.example.com/cb",
    "https://*.example.com/cb, https://evil.test/.example.com/cb",
    "https://*.example.com/cb, https://evil.test?.example.com/cb",
    "https://*.example.com/cb, https://evil.test#.example.com/cb",
    "https://*.example.com/cb, https://user@eu.example.com/cb",
    "https://*.example.com/cb, https://eu.example.com:8443/cb",
    "https://*.example.com/cb, https://eu.example.com.evil.test/cb",
    "https://app.example.com/*/cb, https://app.example.com/a/b/cb",
    "https://app.example.com/*, https://app.example.com/a?b=c",
    "https://app.example.com/in/**, https://app.example.com/in/../out",
    "https://app.example.com/in/**, https://app.example.com/in/%2E%2e/out",
    "test**.com, http://test.example.com/cb",
    "test**.com, https://evil.test/test.com",
    "test**.com, https://test.example.com.evil.test/",
    "app.example.com, https://app.example.com.evil.test/"
  })
  void whatLooksLikeItIsNot(String pattern, String url) {
    assertThat(matches(pattern, url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "**",
        "*.com",
        "https://*/cb",
        "https://**",
        "https://example.*/cb",
        "https://app.example.*",
        "https://*.com/cb",
        "ftp://app.example.com/",
        "javascript:alert(1)//*.example.com",
        "https://user:pass@app.example.com/*",
        "https://app.example.com/cb#*",
        "https://app.example.com/cb#x",
        "https://app.example.com\\@evil.test/*",
        "https://app.example.com/a b*"
      })
  void aPatternThatMeansTooMuchOrNothingIsRefused(String pattern) {
    assertThat(CallbackPattern.read(pattern)).isEmpty();
  }

  @Test
  void manyWildcardsCostNoTime() {
    String pattern = "https://app.example.com/" + "*a".repeat(900) + "b";
    String url = "https://app.example.com/" + "a".repeat(1_900);
    CallbackPattern read = CallbackPattern.read(pattern).orElseThrow();

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(read.matches(URI.create(url))).isFalse());
  }
}
