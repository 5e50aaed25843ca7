package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions in SOQL, by the types of the fields. */
class SoqlTest {

  private static final Map<String, SoqlType> TYPES =
      Map.of(
          "name", SoqlType.TEXT,
          "id", SoqlType.ID,
          "amount", SoqlType.NUMBER,
          "active", SoqlType.BOOLEAN,
          "day", SoqlType.DATE,
          "changed", SoqlType.DATETIME,
          "opens", SoqlType.TIME,
          "colors", SoqlType.MULTIPICKLIST);

  private static Optional<SoqlType> type(String field) {
    return Optional.ofNullable(TYPES.get(field.toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "name = 'x'                      | name = 'x'",
        "NAME <> 'O''Hara'               | NAME != 'O\\'Hara'",
        "name = 'a\\b\"c'                | name = 'a\\\\b\"c'",
        "name = '100%_x'                 | name = '100%_x'",
        "name = 12                       | name = '12'",
        "name = TRUE                     | name = 'TRUE'",
        "name = 2018-01-15               | name = '2018-01-15'",
        "name = '2018-01-15T00:00:00Z'   | name = '2018-01-15T00:00:00Z'",
        "name >= 'a'                     | name >= 'a'",
        "name = ''                       | name = null",
        "name != ''                      | name != null",
        "name IS NULL                    | name = null",
        "name IS NOT NULL                | name != null",
        "name LIKE 'a%b'                 | name LIKE 'a%b'",
        "name LIKE '%a_b\\''%'           | name LIKE '%a\\_b\\\\\\'%'",
        "name LIKE ''                    | name = null",
        "name NOT LIKE 'x%'              | NOT (name LIKE 'x%')",
        "name IN ('a', 2)                | name IN ('a', '2')",
        "name NOT IN ('a')               | name NOT IN ('a')",
        "name IN ('a', '')               | name = null OR name IN ('a')",
        "name IN ('')                    | name = null",
        "name NOT IN ('a', '')           | NOT (name = null OR name IN ('a'))",
        "id = '001000000000001'          | id = '001000000000001'",
        "id = 701                        | id = '701'",
        "amount >= 100000                | amount >= 100000",
        "amount = '12.50'                | amount = 12.50",
        "amount = -007                   | amount = -7",
        "amount = ''                     | amount = null",
        "amount IN (1, '2')              | amount IN (1, 2)",
        "active = 'TRUE'                 | active = true",
        "active != false                 | active != false",
        "active IN (true, 'false')       | active = true OR active = false",
        "active NOT IN (true)            | NOT (active = true)",
        "active IS NULL                  | (active = true AND active = false)",
        "active != '' AND amount = 1     | (active = true OR active = false) AND amount = 1",
        "day = '2018-01-15'              | day = 2018-01-15",
        "day > 2018-01-15                | day > 2018-01-15",
        "day = '2018-01-15T23:00:00-05:00' | day = 2018-01-15",
        "day IN ('2018-01-15', 2018-01-16) | day IN (2018-01-15, 2018-01-16)",
        "changed > '2018-01-15'          | changed > 2018-01-15T00:00:00.000Z",
        "changed > 2018-01-15            | changed > 2018-01-15T00:00:00.000Z",
        "changed >= '2014-01-15T00:00:00.000Z' | changed >= 2014-01-15T00:00:00.000Z",
        "changed < 2018-01-15T10:20      | changed < 2018-01-15T10:20:00.000Z",
        "changed < '2018-01-15T10:20:30.5+02:00' | changed < 2018-01-15T10:20:30.500+02:00",
        "changed < 2018-01-15T10:20:30-0330      | changed < 2018-01-15T10:20:30.000-03:30",
        "changed = 1777636800000         | changed = 2026-05-01T12:00:00.000Z",
        "opens = '10:30'                 | opens = 10:30:00.000Z",
        "opens = '10:30:15.5+02:00'      | opens = 08:30:15.500Z",
        "colors = 'red;blue'             | colors = 'red;blue'",
        "colors IN ('red', 'blue')       | colors = 'red' OR colors = 'blue'",
        "x = 1.50                        | x = 1.50",
        "x = true                        | x = true",
        "x = 'true'                      | x = 'true'",
        "x > 2018-01-15                  | x > 2018-01-15",
        "x > '2018-01-15'                | x > '2018-01-15'",
        "x > '2018-01-15T10:20'          | x > 2018-01-15T10:20:00.000Z",
        "x LIKE '1%'                     | x LIKE '1%'",
        "Account.Owner.Name = 'x'        | Account.Owner.Name = 'x'",
        "`Group.Name` = 'x'              | Group.Name = 'x'",
        "My_Field__c = 'x'               | My_Field__c = 'x'",
        "name='a' AND amount=1 AND id='b'  | name = 'a' AND amount = 1 AND id = 'b'",
        "name='a' OR amount=1 AND id='b'   | name = 'a' OR (amount = 1 AND id = 'b')",
        "(name='a' OR amount=1) AND id='b' | (name = 'a' OR amount = 1) AND id = 'b'",
        "NOT name='a' AND amount=1         | (NOT (name = 'a')) AND amount = 1",
        "name='a' AND id IN ('', 'b')      | name = 'a' AND (id = null OR id IN ('b'))",
        "NOT (name='a' OR amount=1)        | NOT (name = 'a' OR amount = 1)",
      })
  void aConditionInSoql(String where, String soql) {
    assertThat(Where.parse(where).soql(SoqlTest::type)).isEqualTo(soql);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "amount = 'abc'           | the value 'abc' of the field amount is not a number.",
        "Amount > true            | the value 'true' of the field Amount is not a number.",
        "amount = '1e9'           | the value '1e9' of the field amount is not a number.",
        "amount = '1 OR 1'        | the value '1 OR 1' of the field amount is not a number.",
        "amount IN (1, 'x')       | the value 'x' of the field amount is not a number.",
        "active = 'yes'           | the value 'yes' of the field active is not true or false.",
        "active = 1               | the value '1' of the field active is not true or false.",
        "active > true            | cannot say active > true: the field active is true or false, which has no order.",
        "colors > 'red'           | the field colors is a choice, which has no order.",
        "day = '2018-02-30'       | the value '2018-02-30' of the field day is not a date.",
        "day = 12                 | the value '12' of the field day is not a date.",
        "changed = 'TODAY'        | the value 'TODAY' of the field changed is not a date with a time.",
        "changed = 999999999999999 | the value '999999999999999' of the field changed is not a date with a time.",
        "opens = '25:00'          | the value '25:00' of the field opens is not a time.",
        "id LIKE '001%'           | cannot say id LIKE '001%': the field id is an id, and LIKE is for texts.",
        "amount LIKE '1%'         | the field amount is a number, and LIKE is for texts.",
        "name > ''                | an empty text is no value, and has no order.",
        "`a b` = 1                | cannot say `a b` = 1: a field has letters of a to z",
        "`name = 'x' OR id` = 1   | a field has letters of a to z",
        "größe = 1                | a field has letters of a to z",
        "`name--` IS NULL         | a field has letters of a to z",
        "a..b LIKE 'x'            | a field has letters of a to z",
        "`a.` IN (1)              | a field has letters of a to z",
        "`1a` NOT IN (1)          | a field has letters of a to z",
        "select = 1               | no field is called select there.",
        "NOT not = 1              | no field is called not there.",
      })
  void whatSalesforceCannotBeAskedIsNamed(String where, String message) {
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse(where).soql(SoqlTest::type))
        .withMessageStartingWith("where: ")
        .withMessageContaining(message);
  }

  @Test
  void aTextIsEscapedAsSoqlWantsIt() {
    assertThat(Where.parse("name = '\n\r\t\b\f\u0001\u0085é😀'").soql(SoqlTest::type))
        .isEqualTo("name = '\\n\\r\\t\\b\\f\\u0001\\u0085é😀'");
  }

  @ParameterizedTest
  @CsvSource({
    "string,TEXT",
    "picklist,TEXT",
    "email,TEXT",
    "Textarea,TEXT",
    "id,ID",
    "reference,ID",
    "currency,NUMBER",
    "int,NUMBER",
    "boolean,BOOLEAN",
    "date,DATE",
    "datetime,DATETIME",
    "time,TIME",
    "multipicklist,MULTIPICKLIST",
    "base64,",
    "location,"
  })
  void theTypesOfDescriptionsAreKnown(String described, SoqlType type) {
    assertThat(SoqlType.described(described)).isEqualTo(Optional.ofNullable(type));
  }
}
