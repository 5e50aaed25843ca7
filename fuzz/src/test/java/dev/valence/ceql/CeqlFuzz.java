package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions and queries as callers write them. */
public class CeqlFuzz {

  private static final Function<String, List<Object>> FIELDS =
      field ->
          switch (field.length() % 6) {
            case 0 -> List.of();
            case 1 -> List.of("text", "");
            case 2 -> List.of(new BigDecimal("1.50"), 7);
            case 3 -> List.of(true);
            case 4 -> List.of(Instant.EPOCH);
            default -> List.of(LocalDate.EPOCH);
          };

  private static final Function<String, Optional<SoqlType>> TYPES =
      field ->
          field.length() % 9 == 0
              ? Optional.empty()
              : Optional.of(SoqlType.values()[field.length() % 9 - 1]);

  @ValueSource(
      strings = {
        "name = 'x' AND size > 3",
        "not (a like '%b%' or `c d` in (1, 'two', true)) and e is not null",
        "created >= '2026-01-01T00:00:00Z' and born < 2026-02-03",
        "a.b != -1.5e3 or x = ''''",
        "((((((((a = 1))))))))",
        "a = '\\' or b = '%'"
      })
  @FuzzTest
  public void aConditionIsReadWrittenAndTranslatedOrNamesItsFault(@NotNull String text) {
    Where where;
    try {
      where = Where.parse(text);
    } catch (CeqlException fault) {
      assertThat(fault.position()).isBetween(0, text.codePointCount(0, text.length()) + 1);
      return;
    }
    String written = where.condition().text();
    assertThat(Where.parse(written).condition()).as(written).isEqualTo(where.condition());
    Conversions.BY_NAME.keySet().forEach(converter -> translated(() -> where.convert(converter)));
    translated(() -> where.soql(TYPES));
    translated(() -> where.holds(FIELDS));
  }

  @ValueSource(
      strings = {
        "select name, size from files where size > 3 order by name desc limit 10",
        "select * contacts",
        "SELECT `a b` FROM `c` ORDER BY d ASC, e LIMIT 2147483647"
      })
  @FuzzTest
  public void aQueryIsReadOrNamesItsFault(@NotNull String text) {
    try {
      Select query = Select.parse(text);
      assertThat(query.object()).isNotEmpty();
      query.where().ifPresent(where -> assertThat(where.comparisons()).isNotEmpty());
    } catch (CeqlException fault) {
      assertThat(fault.getMessage()).startsWith("Error parsing query");
    }
  }

  /** What a vendor cannot say is told; nothing else goes wrong. */
  private static void translated(Runnable translation) {
    try {
      translation.run();
    } catch (CeqlException fault) {
      assertThat(fault.getMessage()).isNotBlank();
    }
  }
}
