package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void theGuideForOperatorsHasEverySettingAsTheHelpHasIt() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "operate.md"));
    assertThat(CommandLineInterface.settings())
        .hasSizeGreaterThan(20)
        .allSatisfy(setting ->
            assertThat(guide)
                .contains(
                    "| `%s` | %s | %s |"
                        .formatted(
                            setting.variable(),
                            setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                            setting.description().replace("|", "\\|"))));
  }
}
