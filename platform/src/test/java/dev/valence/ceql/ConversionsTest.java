package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.valence.ceql.Converted.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toQueryParameters",
        "toODataFilter",
        "toODataV2Filter",
        "toODataV3Filter",
        "toODataV4Filter",
        "toWiql",
        "toBazaarvoice",
        "toQuickbase",
        "toSFDCReportFilter"
      })
  void theConversionsOfPublishedElementsAreKnown(String converter) {
    assertThat(Where.converts(converter)).isTrue();
    assertThat(Where.parse("name = 'abc'").convert(converter).parameters()).hasSize(1);
  }

  @Test
  void anUnknownConversionIsNamed() {
    assertThat(Where.converts("toNothing")).isFalse();
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse("a = 1").convert("toNothing"))
        .withMessage("There is no conversion 'toNothing'.");
  }

  @Test
  void equalitiesBecomeAQueryParameterEach() {
    Converted converted =
        Where.parse("name = 'a b&c' AND (`x y`=3 AND date=2018-01-15) AND name=true")
            .convert("toQueryParameters");

    assertThat(converted.parameters())
        .containsExactly(
            new Parameter("name", "a b&c"),
            new Parameter("x y", "3"),
            new Parameter("date", "2018-01-15"),
            new Parameter("name", "true"));
    assertThat(converted.text()).isEqualTo("name=a%20b%26c&x%20y=3&date=2018-01-15&name=true");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "name = 'x'              | name eq 'x'",
        "name != 'O''Hara'       | name ne 'O''Hara'",
        "a < 1 AND b <= 2        | a lt 1 and b le 2",
        "a > 1 OR b >= 2         | a gt 1 or b ge 2",
        "(a=1 OR b=2) AND c=3    | (a eq 1 or b eq 2) and c eq 3",
        "a=1 OR b=2 AND c=3      | a eq 1 or (b eq 2 and c eq 3)",
        "a.b.c = 'x'             | a/b/c eq 'x'",
        "`a/b` = 'x'             | a/b eq 'x'",
        "a = TRUE                | a eq true",
        "a = 'true'              | a eq 'true'",
        "a = 007                 | a eq 7",
        "a = -5                  | a eq -5",
        "a = 2147483648          | a eq 2147483648L",
        "a = 9223372036854775808 | a eq 9223372036854775808M",
        "a = 1.50                | a eq 1.50M",
        "a IS NULL               | a eq null",
        "a IS NOT NULL           | a ne null",
        "a IN ('x','y')          | a eq 'x' or a eq 'y'",
        "a IN ('x') AND b = 1    | (a eq 'x') and b eq 1",
        "a LIKE 'x'              | a eq 'x'",
        "a LIKE 'x%'             | startswith(a,'x')",
        "a LIKE '%x'             | endswith(a,'x')",
        "a LIKE '%it''s%'        | substringof('it''s',a)",
        "a LIKE '%'              | substringof('',a)",
        "NOT a = 1               | not (a eq 1)",
        "NOT (a=1 OR b=2) AND c=3 | (not (a eq 1 or b eq 2)) and c eq 3",
        "a NOT IN ('x','y')      | not (a eq 'x' or a eq 'y')",
        "a NOT LIKE 'x%'         | not (startswith(a,'x'))",
        "a > 2018-01-15          | a gt datetime'2018-01-15T00:00:00'",
        "a > '2018-01-15'        | a gt '2018-01-15'",
        "a > '2018-01-15T10:20'  | a gt datetime'2018-01-15T10:20:00'",
        "a > '2016-04-28T03:49:32.500Z' | a gt datetime'2016-04-28T03:49:32.5'",
        "a > 2016-04-28T03:49:32+02:00  | a gt datetimeoffset'2016-04-28T03:49:32+02:00'",
        "a = '2018-01-15T is text'      | a eq '2018-01-15T is text'",
      })
  void oDataOfVersions2And3(String where, String filter) {
    assertThat(Where.parse(where).convert("toODataFilter"))
        .isEqualTo(Where.parse(where).convert("toODataV2Filter"))
        .isEqualTo(Where.parse(where).convert("toODataV3Filter"))
        .isEqualTo(Converted.ofText("$filter", filter));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "name = 'O''Hara'        | name eq 'O''Hara'",
        "a = 2147483648          | a eq 2147483648",
        "a = 1.50                | a eq 1.50",
        "a LIKE '%it''s%'        | contains(a,'it''s')",
        "a > 2018-01-15          | a gt 2018-01-15",
        "a > '2018-01-15T10:20'  | a gt 2018-01-15T10:20:00Z",
        "a > '2016-04-28T03:49:32.500Z' | a gt 2016-04-28T03:49:32.5Z",
        "a > 2016-04-28T03:49:32+0200   | a gt 2016-04-28T03:49:32+02:00",
      })
  void oDataOfVersion4(String where, String filter) {
    assertThat(Where.parse(where).convert("toODataV4Filter"))
        .isEqualTo(Converted.ofText("$filter", filter));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "System.Title = 'API title'     | [System.Title] = 'API title'",
        "`Work Item Type` != 'it''s'    | [Work Item Type] <> 'it''s'",
        "System.Id in (30,31,32)        | [System.Id] IN (30, 31, 32)",
        "Title LIKE '%x%' OR a >= 1.5   | [Title] CONTAINS 'x' OR [a] >= 1.5",
        "(a = true OR b IS NULL) AND c IS NOT NULL | ([a] = true OR [b] = '') AND [c] <> ''",
        "NOT (a = 1 OR NOT b = 2)       | [a] <> 1 AND [b] = 2",
        "NOT a < 3 AND b = 1            | ([a] >= 3 OR [a] = '') AND [b] = 1",
        "a NOT IN (1,2) OR NOT (b IS NULL) | ([a] <> 1 AND [a] <> 2) OR ([b] <> '')",
        "a NOT LIKE 'x' AND NOT b LIKE '%y%' | ([a] <> 'x') AND ([b] NOT CONTAINS 'y')",
        "ChangedDate > 2018-01-15T00:00:00Z | [ChangedDate] > '2018-01-15T00:00:00Z'",
      })
  void wiql(String where, String query) {
    assertThat(Where.parse(where).convert("toWiql")).isEqualTo(Converted.ofText("query", query));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "6 = 'x'                 | {'6'.EX.'x'}",
        "a != 1 AND b < 2        | {'a'.XEX.'1'}AND{'b'.LT.'2'}",
        "(date_modified<='1475622798642' or b > 3) and last_name='Henderson' | ({'date_modified'.LTE.'1475622798642'}OR{'b'.GT.'3'})AND{'last_name'.EX.'Henderson'}",
        "a LIKE 'x%' AND b LIKE '%y%' | {'a'.SW.'x'}AND{'b'.CT.'y'}",
        "a IN ('x','y') AND b >= 1    | ({'a'.EX.'x'}OR{'a'.EX.'y'})AND{'b'.GTE.'1'}",
        "a IS NULL OR b IS NOT NULL   | {'a'.EX.''}OR{'b'.XEX.''}",
        "NOT (a = 1 AND b LIKE 'y%')   | {'a'.XEX.'1'}OR({'b'.XSW.'y'})",
        "a NOT LIKE '%y%' AND a NOT IN (1,2) | ({'a'.XCT.'y'})AND({'a'.XEX.'1'}AND{'a'.XEX.'2'})",
        "a < 2018-01-15 AND b >= '2018-01-15T00:00:00Z' | {'a'.BF.'2018-01-15'}AND{'b'.OAF.'2018-01-15T00:00:00Z'}",
        "a <= 2018-01-15 AND b > 2018-01-15 | {'a'.OBF.'2018-01-15'}AND{'b'.AF.'2018-01-15'}",
      })
  void quickbase(String where, String query) {
    assertThat(Where.parse(where).convert("toQuickbase"))
        .isEqualTo(Converted.ofText("query", query));
  }

  @Test
  void bazaarvoiceHasAFilterForEachCondition() {
    Converted converted =
        Where.parse(
                "rating > 3 AND a = 'x y' AND b != true AND c < 1 AND d <= 2 AND e >= 3 "
                    + "AND id IN ('1','2') AND NOT f = 4 AND NOT g != 5")
            .convert("toBazaarvoice");

    assertThat(converted.parameters())
        .allMatch(parameter -> parameter.name().equals("Filter"))
        .extracting(Parameter::value)
        .containsExactly(
            "rating:gt:3",
            "a:eq:x y",
            "b:neq:true",
            "c:lt:1",
            "d:lte:2",
            "e:gte:3",
            "id:eq:1,2",
            "f:neq:4",
            "g:eq:5");
    assertThat(converted.text()).startsWith("Filter=rating%3Agt%3A3&Filter=a%3Aeq%3Ax%20y&");
  }

  @Test
  void aReportHasNumberedFilters() {
    Converted converted =
        Where.parse(
                "(AMOUNT >= 10 OR NAME LIKE 'A%') AND STAGE IN ('Won, late','Lost') "
                    + "AND OWNER IS NOT NULL AND CITY LIKE '%x%' AND a != 1 AND b < 2 AND c > 3 "
                    + "AND d <= 4 AND NOT (e = 1 OR f LIKE '%y%')")
            .convert("toSFDCReportFilter");

    assertThat(converted.parameters())
        .containsExactly(new Parameter("reportMetadata", converted.text()));
    assertThat(converted.text())
        .isEqualTo(
            """
            {"reportFilters":[\
            {"column":"AMOUNT","operator":"greaterOrEqual","value":"10"},\
            {"column":"NAME","operator":"startsWith","value":"A"},\
            {"column":"STAGE","operator":"equals","value":"\\"Won, late\\",Lost"},\
            {"column":"OWNER","operator":"notEqual","value":""},\
            {"column":"CITY","operator":"contains","value":"x"},\
            {"column":"a","operator":"notEqual","value":"1"},\
            {"column":"b","operator":"lessThan","value":"2"},\
            {"column":"c","operator":"greaterThan","value":"3"},\
            {"column":"d","operator":"lessOrEqual","value":"4"},\
            {"column":"e","operator":"notEqual","value":"1"},\
            {"column":"f","operator":"notContain","value":"y"}],\
            "reportBooleanFilter":"(1 OR 2) AND (3) AND 4 AND 5 AND 6 AND 7 AND 8 AND 9 AND (10 AND (11))"}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "toQueryParameters  | a = 1 AND b > 2       | cannot say b > 2: it takes field = value",
        "toQueryParameters  | a = 1 OR b = 2        | cannot say a = 1 OR b = 2:",
        "toQueryParameters  | a IN (1)              | cannot say a IN (1):",
        "toQueryParameters  | a LIKE 'x'            | cannot say a LIKE 'x':",
        "toQueryParameters  | a IS NULL             | cannot say a IS NULL:",
        "toODataFilter      | a LIKE 'x%y'          | cannot say a LIKE 'x%y': % stands at",
        "toODataFilter      | `a b` = 1             | cannot say `a b` = 1: a field has letters",
        "toODataFilter      | `a eq 1 or b` = 1     | a field has letters",
        "toODataV4Filter    | `x) or (y` LIKE 'a%'  | a field has letters",
        "toODataV4Filter    | a..b IS NULL          | a field has letters",
        "toWiql             | a LIKE 'x%'           | it has words for a part anywhere",
        "toWiql             | a LIKE '%x'           | it has words for a part anywhere",
        "toWiql             | `a] = 1 OR [b` = 1    | a field has no brackets",
        "toQuickbase        | a LIKE '%x'           | it has no words for how a text ends",
        "toQuickbase        | a = 'O''Hara'         | neither a field nor a value has a quote",
        "toQuickbase        | a = 'x\\'             | neither a field nor a value has a quote",
        "toQuickbase        | `a'` IS NULL          | neither a field nor a value has a quote",
        "toBazaarvoice      | a = 1 OR b = 2        | it takes comparisons and IN, joined by AND",
        "toBazaarvoice      | a LIKE 'x'            | it takes comparisons and IN, joined by AND",
        "toBazaarvoice      | a = 'x,y'             | a value has no comma or backslash",
        "toBazaarvoice      | a IN ('x','\\')       | a value has no comma or backslash",
        "toBazaarvoice      | a:eq = 1              | a field has no colon",
        "toQueryParameters  | NOT a = 1             | cannot say NOT (a = 1): it takes field = value",
        "toQueryParameters  | a NOT IN (1)          | cannot say a NOT IN (1):",
        "toWiql             | a NOT LIKE 'x%'       | it has words for a part anywhere",
        "toBazaarvoice      | NOT (a = 1 AND b = 2) | it takes comparisons and IN, joined by AND",
        "toBazaarvoice      | NOT a < 2             | cannot say NOT (a < 2): it takes comparisons",
        "toSFDCReportFilter | a NOT LIKE 'x%'       | cannot say a NOT LIKE 'x%': it has no words for how",
        "toSFDCReportFilter | a LIKE '%x'           | it has no words for how a text ends",
        "toSFDCReportFilter | a = 'x\",\"y'         | a value has no double quote",
      })
  void whatAVendorHasNoWordsForIsNamed(String converter, String where, String message) {
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse(where).convert(converter))
        .withMessageStartingWith("where: the provider's own query language cannot say ")
        .withMessageContaining(message)
        .satisfies(fault -> assertThat(fault.position()).isZero());
  }

  @Test
  void aLongConditionIsShownInPart() {
    Where where = Where.parse("a LIKE 'x" + "%".repeat(1000) + "y'");

    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> where.convert("toODataFilter"))
        .satisfies(fault -> assertThat(fault.getMessage()).contains("%…: ").hasSizeLessThan(400));
  }
}
