package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.Operator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConditionPropertiesTest {

  private static final int CONDITIONS = 1000;

  @Test
  void aConditionThatIsWrittenIsReadAsTheSame() {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Condition condition = new RandomConditions(seed).next();

      assertThat(Where.parse(condition.text()).condition())
          .as("seed %d: %s", seed, condition.text())
          .isEqualTo(condition);
    }
  }

  @Test
  void aDamagedConditionIsReadOrNamesAPositionWithinIt() {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      String text = new RandomConditions(seed).next().text();
      int cut = new Random(seed).nextInt(text.length());
      String damaged =
          text.substring(0, cut) + new RandomConditions(seed).text() + text.substring(cut);
      try {
        assertThat(Where.parse(damaged).text()).isEqualTo(damaged);
      } catch (CeqlException fault) {
        assertThat(fault.position())
            .as(damaged)
            .isBetween(1, damaged.codePointCount(0, damaged.length()) + 1);
      }
    }
  }

  @Test
  void noValueLeavesTheQuotesOfWiql() {
    Pattern quoted = Pattern.compile("\\[name\\] = '((?:[^']|'')*)' AND \\[b\\] = 1");
    for (int seed = 0; seed < CONDITIONS; seed++) {
      String text = new RandomConditions(seed).text();

      Matcher query = quoted.matcher(withValue(text).convert("toWiql").text());

      assertThat(query.matches()).as("seed %d", seed).isTrue();
      assertThat(query.group(1).replace("''", "'")).isEqualTo(text);
    }
  }

  @Test
  void noValueLeavesTheQuotesOfQuickbase() {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      String text = new RandomConditions(seed).text();
      Where where = withValue(text);

      if (text.contains("'") || text.contains("\\")) {
        assertThatExceptionOfType(CeqlException.class)
            .isThrownBy(() -> where.convert("toQuickbase"));
      } else {
        assertThat(where.convert("toQuickbase").text())
            .isEqualTo("{'name'.EX.'" + text + "'}AND{'b'.EX.'1'}");
      }
    }
  }

  @Test
  void noValueLeavesTheJsonOfAReport() throws Exception {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      String text = new RandomConditions(seed).text();
      if (!text.contains("\"")) {
        String json = withValue(text).convert("toSFDCReportFilter").text();

        JsonNode filters = new ObjectMapper().readTree(json).get("reportFilters");

        assertThat(filters).hasSize(2);
        assertThat(filters.get(0).get("value").asText())
            .isEqualTo(text.contains(",") ? '"' + text + '"' : text);
      }
    }
  }

  @Test
  void noValueLeavesItsQueryParameter() {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      String text = new RandomConditions(seed).text();

      Converted converted = withValue(text).convert("toQueryParameters");

      assertThat(converted.parameters().getFirst().value()).isEqualTo(text);
      List<String> decoded =
          Arrays.stream(converted.text().split("[=&]", -1))
              .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
              .toList();
      assertThat(decoded).containsExactly("name", text, "b", "1");
    }
  }

  @Test
  void queryParametersSayAllOfAConditionOrAreRefused() {
    int said = 0;
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Condition condition = new RandomConditions(seed).next();
      Where where = Where.parse(condition.text());
      List<Converted.Parameter> parameters;
      try {
        parameters = where.convert("toQueryParameters").parameters();
      } catch (CeqlException e) {
        assertThat(condition.conjuncts())
            .as(where.text())
            .anyMatch(
                part -> !(part instanceof Comparison each && each.operator() == Operator.EQUAL));
        continue;
      }
      said++;
      assertThat(where.comparisons())
          .as(where.text())
          .allMatch(comparison -> comparison.operator().equals("="))
          .extracting(each -> new Converted.Parameter(each.attribute(), each.value()))
          .containsExactlyElementsOf(parameters);
    }
    assertThat(said).isGreaterThan(CONDITIONS / 40);
  }

  private static Where withValue(String text) {
    return Where.parse(
        new Comparison("name", Operator.EQUAL, new Literal.Text(text)).text() + " AND b = 1");
  }
}
