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
    "'CE.b64(a b)', YSBi",
    "CE.decode64(YSBi)., a b.",
    "CE.md5(abc), 900150983cd24fb0d6963f7d28e17f72",
    "'CE.hmacSha256Hex(key,The quick brown fox jumps over the lazy dog)',"
        + " f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
    // RFC 2202, 3
    "'CE.hmacSha1Hex(Jefe,what do ya want for nothing?)', effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "'CE.hmacMd5Base64(Jefe, what do ya want for nothing?)', dQx4PmqwtQPqqG4xCl23OA==",
    "'CE.unknown(x)', CE.unknown(x)"
  })
  void valuesOfTheConfigurationAreFilledIn(String text, String filled) {
    assertThat(Template.fill(text, key -> Optional.ofNullable(CONFIGURATION.get(key))))
        .isEqualTo(filled);
  }
}
