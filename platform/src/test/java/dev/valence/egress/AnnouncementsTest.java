package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.Limit.Per;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers announce of their limits, as their documents show it. */
class AnnouncementsTest {

  private static final Instant THEN = Instant.parse("2026-11-28T12:00:00Z");

  private static List<Announcement> of(int status, String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return Announcements.of(new EgressResponse(status, all, InputStream.nullInputStream()));
  }

  private static Announcement only(int status, String... headers) {
    List<Announcement> announced = of(status, headers);
    assertThat(announced).hasSize(1);
    return announced.getFirst();
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 404, 500, 503})
  void anAnswerWithoutSuchHeadersAnnouncesNothing(int status) {
    assertThat(of(status, "content-type", "application/json", "ratelimit-policy", "10;w=1"))
        .isEmpty();
  }

  @Test
  void theTripleOfTheDraftSaysWhenTheLimitIsThereAgain() {
    assertThat(
            only(
                200,
                "ratelimit-limit",
                "1250, 1250;w=60",
                "ratelimit-remaining",
                "200",
                "ratelimit-reset",
                "17"))
        .isEqualTo(new Announcement("ratelimit", null, 1250, 200, Duration.ofSeconds(17), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"default\";r=50;t=30 | \"default\";q=100;w=60 | 100 | 50 | 30",
        "\"b\";r=9;t=5, \"day\";r=3;t=600 | \"b\";q=10;w=5, \"day\";q=1000;w=86400 | 1000 | 3 | 600",
        "limit=100, remaining=7, reset=12 | 100;w=60 | 100 | 7 | 12",
        "\"default\";r=50;t=30 | '' | -1 | 50 | 30"
      })
  void bothFormsOfTheOneHeaderAreRead(
      String value, String policy, long limit, long remaining, long seconds) {
    assertThat(only(200, "ratelimit", value, "ratelimit-policy", policy))
        .isEqualTo(
            new Announcement(
                "ratelimit", null, limit, remaining, Duration.ofSeconds(seconds), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"45", "45.0", "1795867245", "1795867245000"})
  void aResetIsInSecondsOrATimeOfUnix(String reset) {
    assertThat(
            only(
                200,
                "date",
                date(THEN),
                "x-ratelimit-limit",
                "5000",
                "x-ratelimit-remaining",
                "4999",
                "x-ratelimit-reset",
                reset))
        .isEqualTo(new Announcement("x-ratelimit", null, 5000, 4999, Duration.ofSeconds(45), true));
  }

  @Test
  void withoutAResetItIsAskedAgainSoon() {
    Announcement announced = only(200, "x-ratelimit-limit", "5000", "x-ratelimit-remaining", "0");

    assertThat(announced.remaining()).isZero();
    assertThat(announced.renews()).isFalse();
    assertThat(announced.ends()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void salesforceSpeaksOfTheOrganizationAndOfTheAppInIt() {
    assertThat(
            of(
                200,
                "sforce-limit-info",
                "api-usage=18/15000; per-app-api-usage=250/250(appName=valence)"))
        .containsExactly(
            new Announcement(
                "sforce-limit-info", Per.ACCOUNT, 15000, 14982, Duration.ofMinutes(1), false),
            new Announcement(
                "sforce-limit-info app", Per.ACCOUNT, 250, 0, Duration.ofMinutes(1), false));
  }

  @Test
  void ofMetasPercentagesTheHighestCounts() {
    assertThat(
            only(
                200, "x-app-usage", "{\"call_count\":28,\"total_time\":25,\"total_cputime\":97.5}"))
        .isEqualTo(new Announcement("x-app-usage", Per.APP, 100, 2, Duration.ofMinutes(1), false));
  }

  @Test
  void metaSaysInMinutesWhenABusinessMayCallAgain() {
    assertThat(
            only(
                400,
                "x-business-use-case-usage",
                "{\"178\":[{\"type\":\"instagram\",\"call_count\":100,\"total_cputime\":25,"
                    + "\"total_time\":25,\"estimated_time_to_regain_access\":19}]}"))
        .isEqualTo(
            new Announcement(
                "x-business-use-case-usage", Per.ACCOUNT, 100, 0, Duration.ofMinutes(19), false));
  }

  @ParameterizedTest
  @CsvSource({"429, 7, 7", "503, 7, 7", "429, 0, 0", "429, soon, 1", "429, 999999999, 86400"})
  void aRefusalSaysHowLongToWait(int status, String retryAfter, long seconds) {
    assertThat(only(status, "retry-after", retryAfter))
        .isEqualTo(new Announcement("refusal", null, -1, 0, Duration.ofSeconds(seconds), false));
  }

  @Test
  void aRefusalMayNameADateOfTheProvidersClock() {
    assertThat(only(429, "date", date(THEN), "retry-after", date(THEN.plusSeconds(90))).ends())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(only(429, "date", date(THEN), "retry-after", date(THEN.minusSeconds(5))).ends())
        .isEqualTo(Duration.ZERO);
    assertThat(only(429, "retry-after", date(Instant.now().plusSeconds(90))).ends())
        .isBetween(Duration.ofSeconds(85), Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-app-usage | not json",
        "x-app-usage | {}",
        "x-app-usage | []",
        "sforce-limit-info | api-usage=many",
        "ratelimit | \"default\"",
        "ratelimit | r=x;t=y",
        "x-ratelimit-remaining | lots",
        "ratelimit-remaining | -",
      })
  void whatCannotBeReadAnnouncesNothing(String header, String value) {
    assertThat(of(200, header, value)).isEmpty();
  }
}
