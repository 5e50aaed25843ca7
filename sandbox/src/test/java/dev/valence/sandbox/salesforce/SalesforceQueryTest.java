package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceQueryTest extends SalesforceTest {

  private User alex;
  private String token;

  @BeforeEach
  void records() throws Exception {
    alex = salesforce.users().getFirst();
    token = tokens().get("access_token").textValue();
    account(Map.of("Name", "Acme", "NumberOfEmployees", 10, "Industry", "Banking"));
    account(Map.of("Name", "Ben's 100% Best", "NumberOfEmployees", 200, "AnnualRevenue", 1e7));
    account(Map.of("Name", "back\\slash_x", "Phone", "+49 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Name = 'acme'                                       | Acme",
        "Name = 'Ben\\'s 100% Best'                          | Ben's 100% Best",
        "Name = 'back\\\\slash_x'                            | back\\slash_x",
        "Name LIKE 'B%'                                      | Ben's 100% Best,back\\slash_x",
        "Name LIKE '_cme'                                    | Acme",
        "Name LIKE '%100\\% B%'                              | Ben's 100% Best",
        "Name LIKE 'Ben\\%'                                     | ",
        "Name LIKE '%h\\_x'                                  | back\\slash_x",
        "Name LIKE '%\\_\\_%'                                | ",
        "Name IN ('Acme', 'x')                               | Acme",
        "Name NOT IN ('Acme', 'x')                           | Ben's 100% Best,back\\slash_x",
        "NumberOfEmployees > 10                              | Ben's 100% Best",
        "NumberOfEmployees >= 10 AND NumberOfEmployees < 200 | Acme",
        "NumberOfEmployees <= 10.0                           | Acme",
        "NumberOfEmployees = null                            | back\\slash_x",
        "NumberOfEmployees != 10                             | Ben's 100% Best,back\\slash_x",
        "NumberOfEmployees <> null                           | Acme,Ben's 100% Best",
        "AnnualRevenue = 10000000                            | Ben's 100% Best",
        "Phone = ''                                          | Acme,Ben's 100% Best",
        "(Name = 'Acme' OR Phone != null)                    | Acme,back\\slash_x",
        "Industry = 'Banking' AND (NOT Phone = '+49 1')      | Acme",
        "NOT (Industry = 'Banking' OR Phone = '+49 1')       | Ben's 100% Best",
        "IsDeleted = true                                    | ",
        "CreatedDate > 2014-01-15T00:00:00.000Z              | Acme,Ben's 100% Best,back\\slash_x",
        "CreatedDate < 2014-01-15T00:00:00+01:00             | ",
        "Account.Name = 'Acme'                               | Acme",
      })
  void conditionsAreEvaluated(String where, String names) throws Exception {
    assertThat(names(query("SELECT Name FROM Account WHERE " + where)))
        .isEqualTo(names == null ? "" : names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ORDER BY Name DESC                                  | Ben's 100% Best,back\\slash_x,Acme",
        "ORDER BY NumberOfEmployees                          | back\\slash_x,Acme,Ben's 100% Best",
        "ORDER BY NumberOfEmployees DESC NULLS LAST          | Ben's 100% Best,Acme,back\\slash_x",
        "ORDER BY NumberOfEmployees DESC NULLS FIRST         | back\\slash_x,Ben's 100% Best,Acme",
        "ORDER BY IsDeleted, Name LIMIT 2                    | Acme,back\\slash_x",
        "ORDER BY Name LIMIT 1 OFFSET 1                      | back\\slash_x",
        "LIMIT 0                                             | ",
      })
  void recordsAreSortedAndCutOff(String rest, String names) throws Exception {
    assertThat(names(query("SELECT Name FROM Account " + rest)))
        .isEqualTo(names == null ? "" : names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bad                                                 | MALFORMED_QUERY | unexpected token: 'bad'",
        "SELECT * FROM Account                               | MALFORMED_QUERY | unexpected token: '*'",
        "SELECT Id FROM Account x y                          | MALFORMED_QUERY | unexpected token: 'y'",
        "SELECT Id FROM Account WHERE Name = 'a              | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE A=1 AND B=2 OR C=3     | MALFORMED_QUERY | unexpected token: 'OR'",
        "SELECT Id FROM Account WHERE Name = :x              | MALFORMED_QUERY | unexpected token: ':'",
        "SELECT Id FROM Account FOR UPDATE                   | MALFORMED_QUERY | does not evaluate",
        "SELECT FIELDS(ALL) FROM Account                     | MALFORMED_QUERY | LIMIT of at most 200",
        "SELECT FIELDS(ALL) FROM Account LIMIT 201           | MALFORMED_QUERY | LIMIT of at most 200",
        "SELECT Id FROM Account OFFSET 2001                  | NUMBER_OUTSIDE_VALID_RANGE | 2000",
        "SELECT Id FROM Nothing                              | INVALID_TYPE    | sObject type 'Nothing' is not supported",
        "SELECT Nothing FROM Account                         | INVALID_FIELD   | No such column 'Nothing' on entity 'Account'",
        "SELECT Id, id FROM Account                          | INVALID_FIELD   | duplicate field selected: Id",
        "SELECT Id FROM Account WHERE Description = 'x'      | INVALID_FIELD   | can not be filtered",
        "SELECT Id FROM Account WHERE NumberOfEmployees = '1'| INVALID_FIELD   | of type int and should not be enclosed",
        "SELECT Id FROM Account WHERE Name = 1               | INVALID_FIELD   | of type string and should be enclosed",
        "SELECT Id FROM Account WHERE CreatedDate > 2014-01-15 | INVALID_FIELD | of type dateTime",
        "SELECT Id FROM Account WHERE Id = 'x'               | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: x",
        "SELECT Id FROM Account WHERE Id LIKE '001%'         | INVALID_QUERY_FILTER_OPERATOR | invalid operator on id field",
      })
  void whatIsWrongIsRefusedWithItsCode(String soql, String code, String message) throws Exception {
    JsonNode errors = query(soql);

    assertThat(errors.isArray()).isTrue();
    assertThat(errors.get(0).get("errorCode").textValue()).isEqualTo(code);
    assertThat(errors.get(0).get("message").textValue()).contains(message);
  }

  @Test
  void recordsHaveTheirAttributesAndTheSelectedFields() throws Exception {
    JsonNode record =
        query("select name, ID, annualrevenue, CreatedDate from ACCOUNT where Name = 'Acme'")
            .get("records")
            .get(0);

    assertThat(record.fieldNames())
        .toIterable()
        .containsExactly("attributes", "Name", "Id", "AnnualRevenue", "CreatedDate");
    assertThat(record.get("AnnualRevenue").isNull()).isTrue();
    assertThat(record.get("Id").textValue()).matches("001\\w{15}");
    assertThat(record.get("CreatedDate").textValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
    assertThat(record.get("attributes").get("type").textValue()).isEqualTo("Account");
    assertThat(record.get("attributes").get("url").textValue())
        .isEqualTo(DATA + "/sobjects/Account/" + record.get("Id").textValue());
  }

  @Test
  void recordsCanBeCounted() throws Exception {
    assertThat(query("SELECT COUNT() FROM Account WHERE Name LIKE 'b%'").toString())
        .isEqualTo("{\"totalSize\":2,\"done\":true,\"records\":[]}");
  }

  @Test
  void allFieldsCanBeSelectedAtOnce() throws Exception {
    JsonNode record = query("SELECT FIELDS(ALL) FROM Account LIMIT 200").get("records").get(0);

    assertThat(record.has("BillingCity")).isTrue();
    assertThat(record.get("OwnerId").textValue()).isEqualTo(alex.id());
  }

  @Test
  void theAccountsAreUsers() throws Exception {
    salesforce.createUser("bea@example.com", "Bea Beispiel");

    assertThat(names(query("SELECT Name, Email FROM User WHERE LastName != null")))
        .isEqualTo("Alex Example,Bea Beispiel");
    assertThat(
            query("SELECT Id FROM User WHERE Id = '" + alex.id().substring(0, 15) + "'")
                .get("totalSize")
                .intValue())
        .isEqualTo(1);
  }

  @Test
  void deletedRecordsAreOnlyInAQueryForAll() throws Exception {
    String id = query("SELECT Id FROM Account LIMIT 1").get("records").get(0).get("Id").asText();
    http.send(
        request(DATA + "/sobjects/Account/" + id).DELETE().build(), BodyHandlers.discarding());

    assertThat(query("SELECT COUNT() FROM Account").get("totalSize").intValue()).isEqualTo(2);
    assertThat(
            json(get(
                    instance
                        + DATA
                        + "/queryAll?q="
                        + encode("SELECT Id FROM Account WHERE IsDeleted = true"),
                    token))
                .get("records")
                .get(0)
                .get("Id")
                .textValue())
        .isEqualTo(id);
  }

  @Test
  void aLargeResultComesInPages() throws Exception {
    for (int i = 0; i < 450; i++) {
      salesforce.createRecord(alex, "Lead", Map.of("LastName", "L" + i, "Company", "C"));
    }
    String path = DATA + "/query/?q=" + encode("SELECT LastName FROM Lead");
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    while (path != null) {
      JsonNode page =
          json(
              http.send(
                  request(path).header("Sforce-Query-Options", "batchSize=50").build(),
                  BodyHandlers.ofString()));
      page.get("records").forEach(record -> names.add(record.get("LastName").textValue()));
      sizes.add(page.get("records").size());
      assertThat(page.get("totalSize").intValue()).isEqualTo(450);
      assertThat(page.get("done").booleanValue()).isEqualTo(!page.has("nextRecordsUrl"));
      path = page.path("nextRecordsUrl").textValue();
      // What is made meanwhile is not in the result.
      salesforce.createRecord(alex, "Lead", Map.of("LastName", "later", "Company", "C"));
    }

    assertThat(sizes).containsExactly(200, 200, 50);
    assertThat(names).doesNotHaveDuplicates().startsWith("L0").endsWith("L449");
    assertThat(query("SELECT Id FROM Lead").get("done").booleanValue()).isTrue();
  }

  @Test
  void aCursorIsOfOneUserAndOfTwoDays() throws Exception {
    for (int i = 0; i < 201; i++) {
      salesforce.createRecord(alex, "Campaign", Map.of("Name", "C" + i));
    }
    String path =
        json(http.send(
                request(DATA + "/query?q=" + encode("SELECT Id FROM Campaign"))
                    .header("Sforce-Query-Options", "batchSize=200")
                    .build(),
                BodyHandlers.ofString()))
            .get("nextRecordsUrl")
            .textValue();
    assertThat(path).matches(DATA + "/query/01g\\w{15}-200");
    assertThat(get(instance + path, token).statusCode()).isEqualTo(200);

    salesforce.consentAutomatically(salesforce.createUser("bea@example.com", "Bea"));
    assertInvalidLocator(path, tokens().get("access_token").textValue());
    assertInvalidLocator(DATA + "/query/01gxx-200", token);

    salesforce.consentAutomatically(alex);
    control.advanceClock(Duration.ofDays(2));
    assertInvalidLocator(path, tokens().get("access_token").textValue());
  }

  private void assertInvalidLocator(String path, String session) throws Exception {
    assertThat(get(instance + path, session).statusCode()).isEqualTo(400);
    assertThat(get(instance + path, session).body()).contains("INVALID_QUERY_LOCATOR");
  }

  private void account(Map<String, ?> fields) {
    salesforce.createRecord(alex, "Account", fields);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(instance + path))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode query(String soql) throws Exception {
    return json(get(instance + DATA + "/query?q=" + encode(soql), token));
  }

  private static String names(JsonNode result) {
    List<String> names = new ArrayList<>();
    assertThat(result.has("records")).as(result.toString()).isTrue();
    result.get("records").forEach(record -> names.add(record.get("Name").textValue()));
    return String.join(",", names);
  }
}
