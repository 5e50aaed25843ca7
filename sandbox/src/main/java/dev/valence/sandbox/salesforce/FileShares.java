package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code file-shares}: whom a file is shared with, and its public link.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files_shares.htm">
 *     File Shares</a>
 */
final class FileShares {

  private static final int MOST_AT_ONCE = 9;

  private final Contents contents;
  private final RecordStore records;
  private final SObjectType users;
  private final ConnectJson json;
  private final PublicLinks links;

  FileShares(
      Schema schema, Contents contents, RecordStore records, ConnectJson json, PublicLinks links) {
    this.contents = contents;
    this.records = records;
    this.users = schema.find("User").orElseThrow();
    this.json = json;
    this.links = links;
  }

  Answer answer(Call call, ObjectNode document, List<String> resource, Hosts hosts)
      throws IOException {
    if (resource.equals(List.of("link"))) {
      return link(call, document, hosts);
    }
    if (!resource.isEmpty()) {
      throw RestException.notFound();
    }
    switch (call.method()) {
      case "GET" -> {}
      case "POST" -> share(call, document);
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    }
    return list(call, document, hosts);
  }

  private Answer list(Call call, ObjectNode document, Hosts hosts) {
    String id = document.get("Id").textValue();
    ObjectNode answer = Json.object();
    answer.set(
        "linkShare",
        links
            .find(id)
            .<JsonNode>map(link -> link.toJson(hosts.instance(call.request())))
            .orElse(null));
    return Answer.json(
        call.method().equals("POST") ? 201 : 200,
        Pages.of(call)
            .write(
                answer,
                "shares",
                call.base() + "/connect/files/" + id + "/file-shares",
                contents.linksOf(id),
                link -> {
                  ObjectNode share =
                      Json.object().put("sharingType", link.get("ShareType").textValue());
                  share.set("entity", entity(call, link.get("LinkedEntityId").textValue()));
                  return share;
                }));
  }

  private ObjectNode entity(Call call, String id) {
    return id.startsWith(users.keyPrefix())
        ? json.user(call, id)
        : Json.object()
            .put("id", id)
            .put("type", "RecordSnapshot")
            .put("url", call.base() + "/chatter/records/" + id);
  }

  private void share(Call call, ObjectNode document) throws IOException {
    String id = document.get("Id").textValue();
    contents.toChange(call.userId(), id);
    JsonNode shares = ConnectFiles.input(call).path("shares");
    if (!shares.isArray() || shares.isEmpty() || shares.size() > MOST_AT_ONCE) {
      throw new RestException(
          400, "INVALID_INPUT", "From 1 to " + MOST_AT_ONCE + " shares are required");
    }
    for (JsonNode share : shares) {
      String userId =
          Ids.normalize(share.path("id").asText())
              .filter(user -> records.find(users, user).isPresent())
              .orElseThrow(() ->
                  new RestException(
                      400, "INVALID_ID_FIELD", "Invalid user ID: " + share.path("id").asText()));
      String type = share.path("sharingType").asText();
      if (!Set.of("C", "V").contains(type)) {
        throw new RestException(400, "INVALID_INPUT", "Invalid sharing type: " + type);
      }
      contents.link(id, userId, type);
    }
  }

  private Answer link(Call call, ObjectNode document, Hosts hosts) throws IOException {
    String id = document.get("Id").textValue();
    return switch (call.method()) {
      case "GET" ->
          Answer.json(
              200,
              links
                  .find(id)
                  .orElseThrow(RestException::notFound)
                  .toJson(hosts.instance(call.request())));
      case "PUT" -> {
        contents.toChange(call.userId(), id);
        yield Answer.json(
            200,
            links
                .put(id, call.userId(), ConnectFiles.input(call))
                .toJson(hosts.instance(call.request())));
      }
      case "DELETE" -> {
        contents.toChange(call.userId(), id);
        links.remove(id);
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "DELETE, GET, PUT");
    };
  }
}
