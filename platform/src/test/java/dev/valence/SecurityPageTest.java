package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security promises nothing but what a test tries. */
class SecurityPageTest {

  private static final Path PAGE = Path.of("../docs/security.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
    List<String> missing = new ArrayList<>();
    for (MatchResult test : named) {
      if (!source(test.group(1)).contains(" void " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(missing).isEmpty();
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.endsWith(name + ".java")).toList()) {
        return Files.readString(file);
      }
    }
    return "";
  }
}
