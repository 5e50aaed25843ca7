package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * New users. Salesforce wants more of one than a name and an address: what is missing is taken from
 * the connected user, so that the new one has the same profile, language and time.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm">
 *     User</a>
 */
final class SalesforceUsers {

  static final String OBJECT = "User";

  private static final String EMAIL = "Email";

  /** What users of an organization mostly have in common. */
  private static final List<String> SHARED =
      List.of(
          "ProfileId", "TimeZoneSidKey", "LocaleSidKey", "LanguageLocaleKey", "EmailEncodingKey");

  private static final int LONGEST_ALIAS = 8;

  private final SalesforceClient client;
  private final UnaryOperator<String> ownId;

  /**
   * @param ownId gives the connected user's id
   */
  SalesforceUsers(SalesforceClient client, UnaryOperator<String> ownId) {
    this.client = client;
    this.ownId = ownId;
  }

  /** Puts in what is missing, as far as it can be told. */
  void complete(ObjectNode values) {
    String email = text(values, EMAIL);
    if (!email.isEmpty()) {
      putIfMissing(values, "Username", email);
      String local = email.replaceFirst("@.*", "");
      putIfMissing(values, "Alias", local.substring(0, Math.min(LONGEST_ALIAS, local.length())));
    }
    if (SHARED.stream().anyMatch(field -> text(values, field).isEmpty())) {
      JsonNode own =
          client.get(
              "/sobjects/" + OBJECT + "/" + ownId.apply(OBJECT),
              Map.of("fields", String.join(",", SHARED)),
              Map.of());
      SHARED.forEach(field -> putIfMissing(values, field, own.path(field).asText("")));
    }
  }

  private static void putIfMissing(ObjectNode values, String field, String value) {
    if (!value.isEmpty() && text(values, field).isEmpty()) {
      values.put(field, value);
    }
  }

  /** The text of a field, in whatever letters it was sent; empty without one. */
  private static String text(ObjectNode values, String field) {
    return values
        .propertyStream()
        .filter(sent -> sent.getKey().equalsIgnoreCase(field))
        .map(sent -> sent.getValue().asText(""))
        .findFirst()
        .orElse("");
  }
}
