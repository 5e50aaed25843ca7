package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Map<String, String> CONFIGURATION =
      Map.of("user.name", "ada", "password", "p(a)$1");

  @ParameterizedTest
  @CsvSource({
    "application/json, application/json",
    "Token ${configuration.user.name}, Token ada",
    "Token ${user.name}, Token ada",
    "${ configuration.password }, p(a)$1",
    "'a${configuration.none}b', ab",
    "${none}, ${none}",
    "Basic CE.b64(${configuration.user.name}:${configuration.password}), Basic YWRhOnAoYSkkMQ==",
    "'CE.b64(a b)', YSBi"
  })
  void valuesOfTheConfigurationAreFilledIn(String text, String filled) {
    assertThat(Template.fill(text, key -> Optional.ofNullable(CONFIGURATION.get(key))))
        .isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource({
    "CE.md5(x), CE.md5(",
    "'{\"url\": \"{webhookCallbackUrl}\"}', {webhookCallbackUrl}",
    "CE.b64(x),"
  })
  void whatIsNotFilledInIsNamed(String text, String unknown) {
    assertThat(Template.unknown(text)).isEqualTo(Optional.ofNullable(unknown));
  }
}
