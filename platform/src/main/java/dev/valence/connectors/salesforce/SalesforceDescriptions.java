package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.hubs.objects.ObjectDescription;
import dev.valence.hubs.objects.ObjectDescription.Field;
import dev.valence.hubs.objects.ObjectDescription.Relationship;
import dev.valence.hubs.objects.ObjectDescription.Value;
import java.time.Duration;
import java.util.List;

/**
 * What Salesforce says of objects. Each list of all fields needs it, so it is remembered for a
 * minute, for each user: they may see different fields.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm">
 *     sObject Describe</a>
 */
final class SalesforceDescriptions {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 500;

  /**
   * Whose description of what.
   *
   * @param user the user's URL, with the organization's and the user's id
   */
  private record Key(String baseUrl, String user, String object) {}

  private final Cache<Key, ObjectDescription> remembered =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /**
   * The description of an object.
   *
   * @param user what tells the user from others
   * @throws SalesforceError when Salesforce refuses
   */
  ObjectDescription of(SalesforceClient client, String user, String object) {
    Key key = new Key(client.baseUrl(), user, object);
    ObjectDescription known = remembered.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // Not by the cache, which would let other accounts wait for this one's answer.
    ObjectDescription described = read(client.get("/sobjects/" + object + "/describe"));
    remembered.put(key, described);
    return described;
  }

  private static ObjectDescription read(JsonNode description) {
    return new ObjectDescription(
        description.path("name").asText(),
        SalesforceClient.items(description, "fields").stream()
            .map(SalesforceDescriptions::field)
            .toList(),
        description
            .path("childRelationships")
            .valueStream()
            .filter(relationship -> relationship.path("relationshipName").isTextual())
            .map(relationship ->
                new Relationship(
                    relationship.path("relationshipName").asText(),
                    relationship.path("childSObject").asText(),
                    relationship.path("field").asText()))
            .toList());
  }

  private static Field field(JsonNode field) {
    boolean createable = field.path("createable").asBoolean();
    return new Field(
        field.path("name").asText(),
        field.path("label").asText(),
        type(field.path("type").asText()),
        field.path("type").asText(),
        field.path("filterable").asBoolean(),
        createable,
        field.path("updateable").asBoolean(),
        createable
            && !field.path("nillable").asBoolean()
            && !field.path("defaultedOnCreate").asBoolean(),
        field.path("custom").asBoolean(),
        values(field.path("picklistValues")));
  }

  private static List<Value> values(JsonNode values) {
    return values
        .valueStream()
        .map(value ->
            new Value(
                value.path("value").asText(),
                value.path("label").asText(value.path("value").asText()),
                value.path("active").asBoolean(),
                value.path("defaultValue").asBoolean()))
        .toList();
  }

  /** The hub's type of one of Salesforce's. */
  private static String type(String nativeType) {
    return switch (nativeType) {
      case "boolean" -> "boolean";
      case "int", "long" -> "integer";
      case "double", "currency", "percent" -> "number";
      case "date", "datetime" -> "date";
      default -> "string";
    };
  }
}
