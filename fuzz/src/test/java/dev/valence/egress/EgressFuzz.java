package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What vendors say in the headers of their answers. */
public class EgressFuzz {

  private static final List<String> NAMES =
      List.of(
          "ratelimit",
          "ratelimit-policy",
          "ratelimit-limit",
          "ratelimit-remaining",
          "ratelimit-reset",
          "x-ratelimit-limit",
          "x-ratelimit-remaining",
          "x-ratelimit-reset",
          "sforce-limit-info",
          "x-app-usage",
          "x-business-use-case-usage",
          "retry-after",
          "date");

  static Stream<Arguments> announced() {
    return Stream.of(
        arguments(3 << 1, "\"a\";r=5;t=30, \"b\";r=9;t=60\n\"a\";q=10;w=60"),
        arguments(0b11100, "100, 100;w=60\n5\n1795867245000"),
        arguments(1 << 8, "api-usage=25/5000; per-app-api-usage=17/250(appName=x)"),
        arguments(1 << 9, "{\"call_count\": 28, \"total_time\": 99.5}"),
        arguments(1 << 10, "{\"1\": [{\"type\": \"x\", \"estimated_time_to_regain_access\": 9}]}"),
        arguments(0b11 << 11, "Wed, 21 Oct 2026 07:28:00 GMT\nWed, 21 Oct 2026 07:00:00 GMT"));
  }

  @MethodSource("announced")
  @FuzzTest
  public void limitsAreReadWithinReason(int which, @NotNull String values) {
    Map<String, List<String>> headers = new HashMap<>();
    String[] lines = values.split("\n", -1);
    int line = 0;
    for (int i = 0; i < NAMES.size() && line < lines.length; i++) {
      if ((which >> i & 1) != 0) {
        headers.put(NAMES.get(i), List.of(lines[line++]));
      }
    }
    for (int status : new int[] {200, 429, 503}) {
      EgressResponse answer = new EgressResponse(status, headers, InputStream.nullInputStream());
      assertThat(Announcements.of(answer))
          .allSatisfy(one -> {
            assertThat(one.remaining()).isNotNegative();
            assertThat(one.ends()).isBetween(Duration.ZERO, Duration.ofDays(1));
          });
      RetryAfter.of(answer).ifPresent(wait -> assertThat(wait.isNegative()).isFalse());
    }
  }

  static Stream<Arguments> locations() {
    return Stream.of(
        arguments("/next?a=b#c"),
        arguments("http://vendor.example/"),
        arguments("https://[::1]:99999/%"),
        arguments("//other.example"),
        arguments("file:///etc/passwd"));
  }

  @MethodSource("locations")
  @FuzzTest
  public void aRedirectNeverLeavesTlsNorTakesACredentialAlong(@NotNull String location) {
    EgressRequest request =
        new EgressRequest(
            "GET",
            URI.create("https://vendor.example/a/b"),
            Map.of("Authorization", "Bearer s", "Accept", "*/*"),
            null);
    EgressResponse answer =
        new EgressResponse(
            302, Map.of("location", List.of(location)), InputStream.nullInputStream());
    try {
      Redirect.next(request, answer)
          .ifPresent(next -> {
            assertThat(next.uri().getScheme()).isEqualToIgnoringCase("https");
            boolean same =
                "vendor.example".equalsIgnoreCase(next.uri().getHost())
                    && (next.uri().getPort() == -1 || next.uri().getPort() == 443);
            assertThat(next.headers().containsKey("Authorization")).isEqualTo(same);
          });
    } catch (EgressException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
