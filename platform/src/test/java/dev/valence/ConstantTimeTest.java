package dev.valence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.valence.model.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long a comparison takes tells nobody how much of a secret was right: what callers present is
 * found by a keyed hash, and what is compared is compared in constant time.
 */
class ConstantTimeTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** The mask is no secret. */
  private static final Pattern MASK = Pattern.compile("Secret\\.MASK|UserAnswer\\.PASSWORD");

  private static final Pattern COMPARISON =
      Pattern.compile(
          "reveal\\(\\)\\s*\\.\\s*(equals|equalsIgnoreCase|compareTo|contentEquals|startsWith)\\("
              + "|(?i:equals|equalsIgnoreCase|compareTo|contentEquals)\\([^;{}]*reveal\\(\\)\\s*\\)"
              + "|(?i:(token|secret|key)(hash|tag)|signature|mac)\\w*\\.equals\\(");

  @Test
  void noArraysAreComparedByTheFirstByteThatDiffers() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.valence");
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.valence.http..",
            "dev.valence.identity..",
            "dev.valence.instances..",
            "dev.valence.oauth..",
            "dev.valence.vault..")
        .should()
        .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
        .orShould()
        .callMethod(ByteBuffer.class, "equals", Object.class)
        .check(classes);
  }

  @Test
  void noSecretIsComparedAsAText() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        for (String statement : Files.readString(file).split("[;{}]")) {
          if (COMPARISON.matcher(statement).find() && !MASK.matcher(statement).find()) {
            found.add(file + ": " + statement.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void thePatternSeesWhatItIsFor() {
    assertThat(
            List.of(
                "secret.reveal().equals(given)",
                "given.equals(secret.reveal())",
                "tokenHash.equals(other)"))
        .allMatch(text -> COMPARISON.matcher(text).find());
  }

  @Test
  void secretsAreEqualByTheirValues() {
    assertThat(Secret.of("a\u00e4")).isEqualTo(Secret.of("a\u00e4")).isNotEqualTo(Secret.of("ab"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("aa")).isNotEqualTo("a");
  }
}
