package dev.valence.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.Element;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LentAppTest {

  @ParameterizedTest
  @CsvSource({"true, true, hidden", "true, false, shown", "false, true, shown"})
  void theSecretOfALentAppIsHiddenFromWhatAnOrganizationHasAdded(
      boolean extended, boolean lent, String secret) throws JsonProcessingException {
    ConfiguredElement own =
        new ConfiguredElement(element(extended), Map.of())
            .with("oauth.api.secret", "the secret")
            .with("oauth.api.key", "the key");
    ConfiguredElement configured = lent ? LentApp.mark(own) : own;

    assertThat(LentApp.visible(configured, "oauth.api.secret"))
        .isEqualTo(secret.equals("hidden") ? Optional.empty() : Optional.of("the secret"));
    assertThat(LentApp.visible(configured, "oauth.api.key")).contains("the key");
  }

  private static Element element(boolean extended) throws JsonProcessingException {
    String text =
        """
        {"key": "example", "name": "Example", "description": "", "hub": "crm",
         "protocolType": "http", "authentication": {"type": "oauth2"}, "extended": %s}\
        """;
    return new JsonMapper().readValue(text.formatted(extended), Element.class);
  }
}
