package dev.valence.connectors.salesforce;

import dev.valence.hubs.objects.ObjectsUnderTest.Child;
import dev.valence.hubs.objects.ObjectsUnderTest.Sample;
import java.util.stream.Stream;

/** Records of Salesforce as apps make them. */
final class SalesforceSamples {

  private static final String PERSON = "{\"firstName\": \"Ada\", \"LastName\": \"Lovelace\"";

  private SalesforceSamples() {}

  static Sample company(String name) {
    return new Sample(name, "{\"name\": \"Analytical Engines\"}", "Phone", "+44 20 1815");
  }

  static Sample contact(String name) {
    return new Sample(name, PERSON + ", \"email\": \"ada@example.com\"}", "Title", "Countess");
  }

  static Sample lead(String name) {
    return new Sample(name, PERSON + ", \"Company\": \"Babbage\"}", "Title", "Countess");
  }

  static Sample opportunity(String name) {
    return new Sample(
        name,
        """
        {"Name": "Engine No. 2", "StageName": "Prospecting", "CloseDate": "2026-12-31", \
        "Amount": 17000.5}\
        """,
        "NextStep",
        "Ask the Treasury");
  }

  static Sample campaign(String name) {
    return new Sample(
        name,
        """
        {"Name": "Notes on the Engine", "Status": "Planned", "Type": "Email"}\
        """,
        "Description",
        "By A. A. L.");
  }

  static Sample incident(String name) {
    return new Sample(
        name,
        """
        {"subject": "The engine stopped", "description": "A card is missing", "priority": "High", \
        "isEscalated": true, "status": "New", "type": "Mechanical"}\
        """,
        "Reason",
        "Equipment Complexity");
  }

  static Sample activity() {
    return new Sample(
        "activities",
        """
        {"Subject": "Meeting", "Location": "Marylebone", "DurationInMinutes": 30, \
        "ActivityDateTime": "2026-12-10T10:00:00.000+0000"}\
        """,
        "Location",
        "Dorset Street");
  }

  static Sample task() {
    return new Sample("tasks", "{\"Subject\": \"Call\"}", "Subject", "Write");
  }

  static Sample note() {
    return new Sample("notes", "{\"Title\": \"Note G\", \"Body\": \"B7\"}", "Title", "Note A");
  }

  static Sample comment() {
    return new Sample("comments", "{\"CommentBody\": \"It goes\"}", "CommentBody", "It stops");
  }

  /** A custom object. */
  static Sample invoice() {
    return new Sample("Invoice__c", "{\"Remarks__c\": \"paid\"}", "Remarks__c", "unpaid");
  }

  /** What belongs to an account by the name of the relationship. */
  static Child contactsOfAccount(String accounts) {
    return new Child(accounts, contact("Contacts"));
  }

  /** The same below each of several objects. */
  static Stream<Child> below(String parent, Sample... samples) {
    return Stream.of(samples).map(sample -> new Child(parent, sample));
  }
}
