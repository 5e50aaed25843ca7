package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries over several kinds of object, in groups, and by dates. */
class SalesforceRelationsTest extends SalesforceTest {

  private User alex;
  private String token;
  private String acme;
  private String ada;

  @BeforeEach
  void records() throws Exception {
    alex = salesforce.users().getFirst();
    token = tokens().get("access_token").textValue();
    String group = make("Account", Map.of("Name", "Group", "Industry", "Banking"));
    acme = make("Account", Map.of("Name", "Acme", "ParentId", group, "Industry", "Banking"));
    make("Account", Map.of("Name", "Lone", "NumberOfEmployees", 7));
    ada = make("Contact", Map.of("LastName", "Ada", "AccountId", acme, "Email", "ada@acme.com"));
    make("Contact", Map.of("LastName", "Bob", "AccountId", acme, "ReportsToId", ada));
    make("Contact", Map.of("LastName", "Cy"));
    String lead = make("Lead", Map.of("LastName", "Lea", "Company", "C"));
    String campaign = make("Campaign", Map.of("Name", "Spring"));
    make("CampaignMember", Map.of("CampaignId", campaign, "ContactId", ada));
    make("CampaignMember", Map.of("CampaignId", campaign, "LeadId", lead, "Status", "Responded"));
    make("Task", Map.of("Subject", "Call", "WhoId", ada, "WhatId", acme));
    make("Task", Map.of("Subject", "Write", "WhoId", lead));
    for (int i = 1; i <= 3; i++) {
      make(
          "Opportunity",
          Map.of(
              "Name",
              "O" + i,
              "StageName",
              i == 3 ? "Closed Won" : "Prospecting",
              "CloseDate",
              "2020-0" + i + "-15",
              "Amount",
              100.5 * i,
              "AccountId",
              acme));
    }
    make("Invoice__c", Map.of("Account__c", acme, "Tags__c", "Urgent;Export", "Amount__c", 10));
    make("Invoice__c", Map.of("Tags__c", "Recurring", "Paid__c", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Contact WHERE Account.Name = 'Acme'                                       | Ada,Bob",
        "Contact WHERE Account.Parent.Name LIKE 'gr%' AND Owner.Name != null       | Ada,Bob",
        "Contact WHERE Contact.Account.Industry = 'Banking'                        | Ada,Bob",
        "Contact c WHERE c.Account.Name = null                                     | Cy",
        "Contact WHERE ReportsTo.LastName = 'Ada'                                  | Bob",
        "Contact ORDER BY Account.Name NULLS LAST, LastName DESC                   | Bob,Ada,Cy",
        "Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Name = 'Acme')   | Ada,Bob",
        "Contact WHERE Id IN (SELECT ContactId FROM CampaignMember)                | Ada",
        "Contact WHERE Id NOT IN (SELECT ContactId FROM CampaignMember WHERE Campaign.Name = 'Spring') | Bob,Cy",
        "Account WHERE Id NOT IN (SELECT AccountId FROM Contact)                   | Group,Lone",
        "Account WHERE NOT Industry = 'Banking'                                    | Lone",
        "Account WHERE Name IN ('Acme') OR ((NOT Name LIKE 'G%') AND NumberOfEmployees > -1) | Acme,Lone",
        "Opportunity WHERE Account.Parent.Industry = 'Banking' AND Amount > 150.25 | O2,O3",
        "Opportunity WHERE Amount = USD201                                         | O2",
        "Opportunity WHERE CloseDate = 2020-02-15                                  | O2",
        "Opportunity WHERE CloseDate > LAST_N_YEARS:1                              | ",
        "Opportunity WHERE CloseDate < TODAY AND IsWon = true                      | O3",
        "Opportunity WHERE CALENDAR_MONTH(CloseDate) = 2                           | O2",
        "Opportunity WHERE DAY_ONLY(CreatedDate) = TODAY AND Name = 'O1'           | O1",
        "Account WHERE CreatedDate = TODAY AND CreatedDate >= LAST_N_DAYS:3        | Group,Acme,Lone",
        "Account WHERE CreatedDate < YESTERDAY                                     | ",
        "Account WHERE CreatedDate = THIS_MONTH AND CreatedDate != NEXT_WEEK       | Group,Acme,Lone",
      })
  void recordsAreFoundByOthers(String rest, String names) throws Exception {
    String name = rest.startsWith("Contact") ? "LastName" : "Name";

    assertThat(values(query("SELECT " + name + " FROM " + rest), name))
        .isEqualTo(names == null ? "" : names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Tags__c INCLUDES ('Urgent')                  | Urgent;Export",
        "Tags__c INCLUDES ('Urgent;Export','x')       | Urgent;Export",
        "Tags__c INCLUDES ('Urgent;Recurring')        | ",
        "Tags__c EXCLUDES ('Export')                  | Recurring",
        "Paid__c = TRUE                               | Recurring",
        "Account__r.Name = 'Acme' AND Amount__c <= 10 | Urgent;Export",
      })
  void customFieldsAreEvaluated(String where, String tags) throws Exception {
    assertThat(values(query("SELECT Tags__c FROM Invoice__c WHERE " + where), "Tags__c"))
        .isEqualTo(tags == null ? "" : tags);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT COUNT(Id) FROM Contact | {'expr0':3}",
        "SELECT COUNT(AccountId) c, COUNT_DISTINCT(AccountId) FROM Contact | {'c':2,'expr0':1}",
        "SELECT SUM(Amount) s, AVG(Amount), MIN(CloseDate), MAX(Name) FROM Opportunity | {'s':603.0,'expr0':201.0,'expr1':'2020-01-15','expr2':'O3'}",
        "SELECT MAX(Amount) FROM Opportunity WHERE Name = 'x' | {'expr0':null}",
        "SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName ORDER BY COUNT(Id) DESC | {'StageName':'Prospecting','n':2} {'StageName':'Closed Won','n':1}",
        "SELECT Account.Name, SUM(Amount) FROM Opportunity GROUP BY Account.Name HAVING COUNT(Id) > 2 | {'Name':'Acme','expr0':603.0}",
        "SELECT CALENDAR_YEAR(CloseDate) y FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) | {'y':2020}",
        "SELECT Industry FROM Account GROUP BY Industry ORDER BY Industry NULLS LAST LIMIT 1 | {'Industry':'Banking'}",
        "SELECT Name FROM Account GROUP BY Name HAVING Name LIKE 'L%' | {'Name':'Lone'}",
        "SELECT COUNT(Id) FROM Account GROUP BY Name HAVING COUNT(Id) > 5 | ",
      })
  void groupsAreTold(String soql, String groups) throws Exception {
    List<String> told = new ArrayList<>();
    for (JsonNode group : query(soql).get("records")) {
      assertThat(group.get("attributes").toString()).isEqualTo("{\"type\":\"AggregateResult\"}");
      told.add(((ObjectNode) group).without("attributes").toString().replace('"', '\''));
    }
    assertThat(String.join(" ", told)).isEqualTo(groups == null ? "" : groups);
  }

  @Test
  void parentsAreToldWithinTheirChildren() throws Exception {
    JsonNode bob =
        query(
                "SELECT LastName, Account.Name, Account.Parent.Name, Account.Owner.Username,"
                    + " ReportsTo.Email FROM Contact WHERE LastName = 'Bob'")
            .get("records")
            .get(0);

    assertThat(bob.get("Account").fieldNames())
        .toIterable()
        .containsExactly("attributes", "Name", "Parent", "Owner");
    assertThat(bob.at("/Account/attributes/url").textValue())
        .isEqualTo(DATA + "/sobjects/Account/" + acme);
    assertThat(bob.at("/Account/Parent/Name").textValue()).isEqualTo("Group");
    assertThat(bob.at("/Account/Owner/Username").textValue()).isEqualTo("alex@example.com");
    assertThat(bob.at("/ReportsTo/Email").textValue()).isEqualTo("ada@acme.com");
    JsonNode cy =
        query("SELECT Account.Name FROM Contact WHERE LastName = 'Cy'").get("records").get(0);
    assertThat(cy.get("Account").isNull()).isTrue();
  }

  @Test
  void whatIsBehindAReferenceToSeveralKindsHasANameAndAType() throws Exception {
    JsonNode tasks =
        query("SELECT Who.Name, Who.Type, What.Name, What.Type FROM Task ORDER BY Subject")
            .get("records");

    assertThat(tasks.get(0).at("/Who/Name").textValue()).isEqualTo("Ada");
    assertThat(tasks.get(0).at("/Who/Type").textValue()).isEqualTo("Contact");
    assertThat(tasks.get(0).at("/What/attributes/type").textValue()).isEqualTo("Account");
    assertThat(tasks.get(1).at("/Who/Type").textValue()).isEqualTo("Lead");
    assertThat(tasks.get(1).get("What").isNull()).isTrue();
  }

  @Test
  void childrenAreToldWithinTheirParents() throws Exception {
    JsonNode accounts =
        query(
                "SELECT Id, Name, (SELECT Id, LastName, Account.Name FROM Contacts ORDER BY"
                    + " LastName DESC), (SELECT Name FROM Opportunities WHERE IsWon = false LIMIT 1),"
                    + " (SELECT Amount__c FROM Invoices__r) FROM Account ORDER BY Name")
            .get("records");

    JsonNode contacts = accounts.get(0).get("Contacts");
    assertThat(contacts.get("totalSize").intValue()).isEqualTo(2);
    assertThat(contacts.get("done").booleanValue()).isTrue();
    assertThat(values(contacts, "LastName")).isEqualTo("Bob,Ada");
    assertThat(contacts.at("/records/1/attributes/url").textValue())
        .isEqualTo(DATA + "/sobjects/Contact/" + ada);
    assertThat(contacts.at("/records/0/Account/Name").textValue()).isEqualTo("Acme");
    assertThat(values(accounts.get(0).get("Opportunities"), "Name")).isEqualTo("O1");
    assertThat(accounts.get(0).at("/Invoices__r/records/0/Amount__c").doubleValue()).isEqualTo(10);
    assertThat(accounts.get(1).get("Contacts").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT Nothing.Name FROM Account | INVALID_FIELD | Didn't understand relationship 'Nothing' in field path",
        "SELECT Owner.Nothing FROM Account | INVALID_FIELD | No such column 'Nothing' on entity 'User'",
        "SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account | INVALID_FIELD | levels",
        "SELECT Id, (SELECT Id FROM Contact) FROM Account | INVALID_TYPE | Didn't understand relationship 'Contact' in FROM part",
        "SELECT Name, COUNT(Id) FROM Account | MALFORMED_QUERY | Field must be grouped or aggregated: Name",
        "SELECT Id, Name FROM Account GROUP BY Name | MALFORMED_QUERY | Field must be grouped or aggregated: Id",
        "SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue | MALFORMED_QUERY | can not be grouped",
        "SELECT SUM(Name) FROM Account | MALFORMED_QUERY | does not support aggregate operator SUM",
        "SELECT Name n FROM Account | MALFORMED_QUERY | only aggregate expressions use field aliasing",
        "SELECT Id FROM Account WHERE Name IN (SELECT LastName FROM Contact) | MALFORMED_QUERY | semi join",
        "SELECT Id FROM Account WHERE Id IN (SELECT ContactId FROM CampaignMember) | INVALID_FIELD | should point to the same object type",
        "SELECT Id FROM Account WHERE Name = 'x' OR Id IN (SELECT AccountId FROM Contact) | MALFORMED_QUERY | only allowed at the top level",
        "SELECT Id FROM Account WHERE Name = TODAY | INVALID_FIELD | must be of type string",
        "SELECT Id FROM Opportunity WHERE CloseDate = '2020-01-01' | INVALID_FIELD | of type date and should not be enclosed in quotes",
        "SELECT Id FROM Opportunity WHERE CloseDate > 2020-01-01T00:00:00Z | INVALID_FIELD | of type date",
        "SELECT Id FROM Opportunity WHERE Name = abc | MALFORMED_QUERY | unexpected token: 'abc'",
        "SELECT Id FROM Account WHERE Name INCLUDES ('x') | INVALID_QUERY_FILTER_OPERATOR | invalid operator on string field",
        "SELECT Id FROM Opportunity WHERE AccountId = 'x' | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: x",
        "SELECT Id, Title FROM KnowledgeArticleVersion | MALFORMED_QUERY | PublishStatus",
        "SELECT Id FROM Account WHERE | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account ORDER BY | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account LIMIT | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account GROUP | MALFORMED_QUERY | unexpected token",
        "SELECT Id, FROM Account | MALFORMED_QUERY | unexpected token",
        "SELECT FROM Account | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE Name = 'a' AND | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE Name IN () | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE Name IN 'a' | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE Name LIKE | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Account WHERE (Name = 'a' | MALFORMED_QUERY | unexpected token",
        "SELECT Id FROM Opportunity WHERE CloseDate = 2020-13-01 | INVALID_FIELD | type date",
        "SELECT Id FROM Opportunity WHERE CreatedDate > 2020-01-01T25:00:00Z | INVALID_FIELD | dateTime",
        "SELECT FIELDS(CUSTOM) FROM Account | MALFORMED_QUERY | LIMIT of at most 200",
      })
  void whatIsWrongIsRefusedWithItsCode(String soql, String code, String message) throws Exception {
    JsonNode errors = query(soql);

    assertThat(errors.isArray()).as(errors.toString()).isTrue();
    assertThat(errors.get(0).get("errorCode").textValue()).isEqualTo(code);
    assertThat(errors.get(0).get("message").textValue()).contains(message);
  }

  @Test
  void aMessageShowsWhereTheMistakeIs() throws Exception {
    JsonNode errors = query("SELECT Id,\nNothing FROM Account WHERE Name LIKE 'a\\%'");

    assertThat(errors.get(0).get("message").textValue())
        .startsWith(
            "\nNothing FROM Account WHERE Name LIKE 'a\\%'\n^\nERROR at Row:2:Column:1\n"
                + "No such column 'Nothing' on entity 'Account'.");
  }

  @Test
  void allDescribedFieldsCanBeSelected() throws Exception {
    for (JsonNode type : json(get(instance + DATA + "/sobjects", token)).get("sobjects")) {
      String name = type.get("name").textValue();
      JsonNode described = json(get(instance + DATA + "/sobjects/" + name + "/describe", token));
      String fields =
          described
              .get("fields")
              .valueStream()
              .map(field -> field.get("name").textValue())
              .collect(Collectors.joining(", "));
      String filtered = name.equals("ContentDocumentLink") ? "LinkedEntityId" : "Id";
      String where = " WHERE " + filtered + " = '" + acme + "'";
      JsonNode result = query("SELECT " + fields + " FROM " + name + where);
      assertThat(result.has("records")).as(result.toString()).isTrue();
    }
  }

  @Test
  void fieldsAreSelectedByTheirOrigin() throws Exception {
    JsonNode standard = query("SELECT FIELDS(STANDARD) FROM Account").get("records").get(0);
    JsonNode custom = query("SELECT FIELDS(CUSTOM), Id FROM Account LIMIT 1").get("records").get(0);

    assertThat(standard.has("Name")).isTrue();
    assertThat(standard.has("External_Id__c")).isFalse();
    assertThat(custom.fieldNames())
        .toIterable()
        .containsExactly("attributes", "External_Id__c", "Id");
  }

  private String make(String type, Map<String, ?> fields) {
    return salesforce.createRecord(alex, type, fields).get("Id").textValue();
  }

  private JsonNode query(String soql) throws Exception {
    return json(get(instance + DATA + "/query?q=" + encode(soql), token));
  }

  private static String values(JsonNode result, String field) {
    List<String> values = new ArrayList<>();
    assertThat(result.has("records")).as(result.toString()).isTrue();
    result.get("records").forEach(record -> values.add(record.get(field).textValue()));
    return String.join(",", values);
  }
}
