package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Salesforce adds to a record that is written, and what it demands of several values at once.
 */
final class RecordRules {

  private static final Map<String, Integer> PROBABILITIES =
      Map.of(
          "Prospecting", 10,
          "Qualification", 10,
          "Needs Analysis", 20,
          "Value Proposition", 50,
          "Id. Decision Makers", 60,
          "Perception Analysis", 70,
          "Proposal/Price Quote", 75,
          "Negotiation/Review", 90,
          "Closed Won", 100,
          "Closed Lost", 0);

  private final RecordStore records;
  private final Schema schema;

  RecordRules(RecordStore records, Schema schema) {
    this.records = records;
    this.schema = schema;
  }

  /**
   * Checks and completes a record.
   *
   * @param before what it was; null for a new one
   * @param changes what is being set
   * @param now the time as records have it
   */
  void complete(
      SObjectType type,
      @Nullable ObjectNode before,
      ObjectNode changes,
      ObjectNode record,
      String now) {
    switch (type.name()) {
      case "Case" -> completeCase(before, changes, record, now);
      case "Opportunity" -> completeOpportunity(before, changes, record);
      case "Task" -> {
        activity(record);
        boolean closed = "Completed".equals(record.get("Status").textValue());
        stamp(record, "CompletedDateTime", closed, now);
      }
      case "Event" -> {
        activity(record);
        completeEvent(changes, record);
      }
      case "CampaignMember" -> completeMember(before, record, now);
      default -> {
        // Most kinds of object have no rules of their own.
      }
    }
    derive(type, record);
  }

  private void completeCase(
      @Nullable ObjectNode before, ObjectNode changes, ObjectNode record, String now) {
    if (before == null || changes.has("ContactId")) {
      if (record.get("AccountId").isNull()) {
        record.set("AccountId", of(record, "ContactId", "Contact", "AccountId"));
      }
    }
    stamp(record, "ClosedDate", "Closed".equals(record.get("Status").textValue()), now);
  }

  private static void completeOpportunity(
      @Nullable ObjectNode before, ObjectNode changes, ObjectNode record) {
    String stage = record.get("StageName").textValue();
    boolean staged = before == null || changes.has("StageName");
    Integer usual = stage == null ? null : PROBABILITIES.get(stage);
    if (staged && usual != null && !changes.hasNonNull("Probability")) {
      record.put("Probability", usual.doubleValue());
    }
    if (staged && !changes.hasNonNull("ForecastCategoryName")) {
      record.put(
          "ForecastCategoryName",
          switch (Objects.requireNonNullElse(stage, "")) {
            case "Closed Won" -> "Closed";
            case "Closed Lost" -> "Omitted";
            case "Perception Analysis", "Proposal/Price Quote" -> "Best Case";
            case "Negotiation/Review" -> "Commit";
            default -> "Pipeline";
          });
    }
  }

  /** An activity is also of the account behind whom or what it is about. */
  private void activity(ObjectNode record) {
    String what = record.get("WhatId").textValue();
    JsonNode account = NullNode.getInstance();
    if (what != null) {
      String type = schema.ofId(what).map(SObjectType::name).orElse("");
      account =
          switch (type) {
            case "Account" -> record.get("WhatId");
            case "Opportunity", "Case" -> of(record, "WhatId", type, "AccountId");
            default -> account;
          };
    }
    if (account.isNull()) {
      account = of(record, "WhoId", "Contact", "AccountId");
    }
    record.set("AccountId", account);
  }

  private static void completeEvent(ObjectNode changes, ObjectNode record) {
    if (record.get("IsAllDayEvent").booleanValue()) {
      if (record.get("ActivityDate").isNull() && record.get("StartDateTime").isNull()) {
        throw missing("ActivityDate");
      }
      if (record.get("ActivityDate").isNull()) {
        record.put("ActivityDate", record.get("StartDateTime").textValue().substring(0, 10));
      }
      return;
    }
    boolean byStart = changes.hasNonNull("StartDateTime") || changes.hasNonNull("EndDateTime");
    String start = record.get(byStart ? "StartDateTime" : "ActivityDateTime").textValue();
    if (start == null) {
      throw missing("DurationInMinutes", "ActivityDateTime");
    }
    Instant begin = Times.instant(start);
    Instant end;
    if (byStart && record.hasNonNull("EndDateTime")) {
      end = Times.instant(record.get("EndDateTime").textValue());
    } else if (record.hasNonNull("DurationInMinutes")) {
      end = begin.plus(Duration.ofMinutes(record.get("DurationInMinutes").intValue()));
    } else {
      throw missing("DurationInMinutes");
    }
    if (end.isBefore(begin)) {
      throw new RestException(
          400, "FIELD_INTEGRITY_EXCEPTION", "End Date Time must be after Start", "EndDateTime");
    }
    record
        .put("StartDateTime", Times.record(begin))
        .put("ActivityDateTime", Times.record(begin))
        .put("ActivityDate", Times.record(begin).substring(0, 10))
        .put("EndDateTime", Times.record(end))
        .put("DurationInMinutes", (int) Duration.between(begin, end).toMinutes());
  }

  private void completeMember(@Nullable ObjectNode before, ObjectNode record, String now) {
    boolean lead = !record.get("LeadId").isNull();
    if (lead == !record.get("ContactId").isNull()) {
      throw new RestException(
          400,
          "FIELD_INTEGRITY_EXCEPTION",
          "A campaign member must have either a lead or a contact",
          "LeadId",
          "ContactId");
    }
    String field = lead ? "LeadId" : "ContactId";
    record.put("Type", lead ? "Lead" : "Contact").set("LeadOrContactId", record.get(field));
    if (record.get("Status").asText().equals("Responded")
        && record.get("FirstRespondedDate").isNull()) {
      record.put("FirstRespondedDate", now.substring(0, 10));
    }
    if (before == null) {
      records
          .referring(schema.get("CampaignMember"), field, record.get(field).textValue())
          .filter(other -> other.get("CampaignId").equals(record.get("CampaignId")))
          .findFirst()
          .ifPresent(_ -> {
            throw new RestException(
                400, "DUPLICATE_VALUE", "Already a campaign member.", "CampaignId", field);
          });
    }
  }

  /** A value of the record that a reference leads to, if it is of a kind. */
  private JsonNode of(ObjectNode record, String reference, String type, String field) {
    String id = record.get(reference).textValue();
    return Optional.ofNullable(id)
        .flatMap(it -> records.find(schema.get(type), it))
        .map(it -> it.get(field))
        .orElse(NullNode.getInstance());
  }

  /** Sets a time when something has come to hold, and takes it away when it holds no longer. */
  private static void stamp(ObjectNode record, String field, boolean holds, String now) {
    if (!holds) {
      record.putNull(field);
    } else if (record.get(field).isNull()) {
      record.put(field, now);
    }
  }

  private static RestException missing(String... fields) {
    return new RestException(
        400,
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [" + String.join(", ", fields) + "]",
        fields);
  }

  /** Sets the values that follow from others. */
  private static void derive(SObjectType type, ObjectNode record) {
    for (SObjectField field : type.fields()) {
      if (!field.joins().isEmpty()) {
        record.put(
            field.name(),
            field.joins().stream()
                .map(part -> record.get(part).textValue())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
      }
      SObjectField.TrueWhen trueWhen = field.trueWhen();
      if (trueWhen != null) {
        record.put(field.name(), trueWhen.among().contains(record.get(trueWhen.field()).asText()));
      }
    }
  }
}
