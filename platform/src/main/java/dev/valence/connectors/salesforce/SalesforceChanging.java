package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes, changes and deletes records. Salesforce answers a change with nothing of the record; in a
 * composite request it is read back without a second way there and back.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm">
 *     Composite</a>
 */
final class SalesforceChanging {

  /** What answers have of a record that cannot be sent. */
  private static final Set<String> NO_FIELDS = Set.of("id", "attributes");

  private static final String HALTED = "PROCESSING_HALTED";

  /** Names the kind of article in requests of older versions of the vendor's API. */
  private static final String ARTICLE_TYPE = "ArticleType";

  /** What the names of all kinds of articles end with. */
  private static final String ARTICLES = "__kav";

  private final SalesforceClient client;
  private final SalesforceUsers users;

  SalesforceChanging(SalesforceClient client, SalesforceUsers users) {
    this.client = client;
    this.users = users;
  }

  /**
   * Makes a record.
   *
   * @throws SalesforceError when Salesforce refuses
   */
  ObjectNode create(Records of, ObjectNode sent) {
    String object = of.object();
    ObjectNode values = newValues(of, sent);
    if (object.endsWith(ARTICLES) && values.path(ARTICLE_TYPE).isTextual()) {
      object = Records.of(values.remove(ARTICLE_TYPE).asText()).object();
    }
    if (SalesforceUsers.OBJECT.equalsIgnoreCase(object)) {
      users.complete(values);
    }
    String records = client.path("/sobjects/" + object);
    return readBack(
        client.post(
            "/composite",
            composite(step("POST", records, values), read(records + "/@{changed.id}"))));
  }

  /**
   * Changes a record.
   *
   * @throws SalesforceError when Salesforce refuses
   */
  ObjectNode update(Records of, String id, ObjectNode sent) {
    String record = client.path("/sobjects/" + of.object() + "/" + id);
    return readBack(
        client.postIdempotent(
            "/composite", composite(step("PATCH", record, otherValues(of, sent)), read(record))));
  }

  /**
   * Deletes a record; a user, whom Salesforce does not delete, is made inactive.
   *
   * @throws SalesforceError when Salesforce refuses
   */
  boolean delete(Records of, String id) {
    if (of.object().equalsIgnoreCase(SalesforceUsers.OBJECT)) {
      update(of, id, JsonNodeFactory.instance.objectNode().put("IsActive", false));
    } else {
      client.deleteExisting("/sobjects/" + of.object() + "/" + id);
    }
    return true;
  }

  /** What is sent of a new record, with the values that those have. */
  static ObjectNode newValues(Records of, ObjectNode sent) {
    ObjectNode values = otherValues(of, sent);
    of.values().forEach(values::put);
    return values;
  }

  /**
   * What is sent of a record that is one of those, whose values remain: Salesforce does not let all
   * of them be sent again. Capitals do not tell fields apart.
   */
  static ObjectNode otherValues(Records of, ObjectNode sent) {
    ObjectNode values = sent.deepCopy();
    values.propertyStream().map(field -> field.getKey()).toList().stream()
        .filter(field ->
            NO_FIELDS.contains(field.toLowerCase(Locale.ROOT))
                || of.values().keySet().stream().anyMatch(field::equalsIgnoreCase))
        .forEach(values::remove);
    return values;
  }

  private static ObjectNode composite(ObjectNode... steps) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("allOrNone", true);
    request.putArray("compositeRequest").addAll(List.of(steps));
    return request;
  }

  private static ObjectNode step(String method, String url, ObjectNode values) {
    ObjectNode step =
        JsonNodeFactory.instance
            .objectNode()
            .put("method", method)
            .put("url", url)
            .put("referenceId", "changed");
    step.set("body", values);
    return step;
  }

  private static ObjectNode read(String url) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("method", "GET")
        .put("url", url)
        .put("referenceId", "record");
  }

  /** The record, which is in the last of the answers. */
  private static ObjectNode readBack(JsonNode answer) {
    List<JsonNode> steps = SalesforceClient.items(answer, "compositeResponse");
    for (JsonNode step : steps) {
      int status = step.path("httpStatusCode").asInt();
      JsonNode body = step.path("body");
      if (status / 100 != 2 && !HALTED.equals(body.path(0).path("errorCode").asText())) {
        throw SalesforceError.of(status, body instanceof ArrayNode ? body : list(body));
      }
    }
    if (steps.isEmpty() || !steps.getLast().path("body").isObject()) {
      throw ApiException.ofProvider(502, "Salesforce did not answer with the record.", null);
    }
    return SalesforceRecords.of(steps.getLast().path("body"), false);
  }

  private static JsonNode list(JsonNode error) {
    return JsonNodeFactory.instance.arrayNode().add(error);
  }
}
