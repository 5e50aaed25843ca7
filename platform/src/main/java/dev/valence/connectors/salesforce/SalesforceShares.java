package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.hubs.documents.Permission;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a file is shared with, and its public link, of which there is one at most.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files_shares.htm">
 *     File Shares</a>
 */
final class SalesforceShares {

  private static final Pattern USER = Pattern.compile("005[A-Za-z0-9]{12}([A-Z0-5]{3})?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Z0-5]{3})?");

  private final SalesforceClient client;

  SalesforceShares(SalesforceClient client) {
    this.client = client;
  }

  /** The link of a file, which is made unless there is one. */
  Link link(CloudFile file, LinkRequest request) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    if (request.expires() != null) {
      wanted.put("expirationDate", request.expires().toString());
    }
    return find(file).orElseGet(() -> link(client.put(resource(file), wanted)));
  }

  /** The link of a file, if it has one. */
  Optional<Link> find(CloudFile file) {
    try {
      return Optional.of(link(client.get(resource(file))));
    } catch (SalesforceError e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Takes the link of a file away, if it has one. */
  void deleteLink(CloudFile file) {
    client.delete(resource(file));
  }

  /** Everybody who has a share of a file. */
  List<Permission> permissions(CloudFile file) {
    List<JsonNode> shares = new ArrayList<>();
    for (int page = 0; ; page++) {
      JsonNode answer =
          client.get(
              "/connect/files/" + file.id() + "/file-shares",
              Map.of("page", String.valueOf(page), "pageSize", "100"),
              Map.of());
      shares.addAll(SalesforceClient.items(answer, "shares"));
      if (answer.path("nextPageUrl").asText("").isEmpty()) {
        break;
      }
    }
    Map<String, String> addresses = addresses(shares);
    return shares.stream()
        .map(share ->
            new Permission(
                entityId(share),
                role(share.path("sharingType").asText()),
                share.path("entity").path("name").textValue(),
                addresses.get(entityId(share)),
                share))
        .toList();
  }

  /** Shares a file with a user of the organization. */
  Permission add(CloudFile file, String email, String role) {
    String literal = Soql.quoted(email);
    String userId =
        client
            .query(
                "SELECT Id FROM User WHERE IsActive = true AND (Email = "
                    + literal
                    + " OR Username = "
                    + literal
                    + ") ORDER BY Id LIMIT 1")
            .stream()
            .findFirst()
            .map(user -> user.path("Id").asText())
            .orElseThrow(() ->
                ApiException.badRequest(
                    "No active user of the Salesforce organization has the address '"
                        + email
                        + "'."));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("shares")
        .addObject()
        .put("id", userId)
        .put("sharingType", role.equals(Permission.WRITER) ? "C" : "V");
    client.post("/connect/files/" + file.id() + "/file-shares", body);
    return permissions(file).stream()
        .filter(permission -> permission.id().equals(userId))
        .findFirst()
        .orElseThrow(() ->
            ApiException.ofProvider(502, "Salesforce does not tell the share it made.", null));
  }

  /** Ends a share, which is a record of its own. */
  void delete(CloudFile file, String entityId) {
    ApiException unknown = DocumentsErrors.noPart("permission", entityId, null);
    if (!ID.matcher(entityId).matches()) {
      throw unknown;
    }
    String record =
        client
            .query(
                "SELECT Id FROM ContentDocumentLink WHERE ContentDocumentId = "
                    + Soql.quoted(file.id())
                    + " AND LinkedEntityId = "
                    + Soql.quoted(entityId))
            .stream()
            .findFirst()
            .map(link -> link.path("Id").asText())
            .orElseThrow(() -> unknown);
    client.delete("/sobjects/ContentDocumentLink/" + record);
  }

  private Map<String, String> addresses(List<JsonNode> shares) {
    List<String> users =
        shares.stream()
            .map(SalesforceShares::entityId)
            .filter(id -> USER.matcher(id).matches())
            .toList();
    Map<String, String> addresses = new HashMap<>();
    if (!users.isEmpty()) {
      client
          .query("SELECT Id, Email FROM User WHERE Id IN " + Soql.quoted(users))
          .forEach(user -> addresses.put(user.path("Id").asText(), user.path("Email").asText()));
    }
    return addresses;
  }

  private static String entityId(JsonNode share) {
    return share.path("entity").path("id").asText();
  }

  private static String role(String sharingType) {
    return switch (sharingType) {
      case "I" -> Permission.OWNER;
      case "C" -> Permission.WRITER;
      default -> Permission.READER;
    };
  }

  private static Link link(JsonNode link) {
    @Nullable String view = link.path("fileViewUrl").textValue();
    return new Link(null, null, view, SalesforceItems.time(link.path("expirationDate")), link);
  }

  private static String resource(CloudFile file) {
    return "/connect/files/" + file.id() + "/file-shares/link";
  }
}
