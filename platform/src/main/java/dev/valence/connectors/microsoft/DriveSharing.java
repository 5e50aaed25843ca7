package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.hubs.documents.LinkRequest.Visibility;
import dev.valence.hubs.documents.Permission;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links and permissions, which are one thing at Microsoft: a link is a permission of whoever has
 * it.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveSharing(MicrosoftClient client, DriveAddress drive) {

  /** How many people and links an item may be shared with, in portions, is not endless. */
  private static final int MOST_PORTIONS = 100;

  Link link(FileReference item, LinkRequest request) {
    JsonNode file = client.get(drive.item(item));
    return linksOf(item)
        .findFirst()
        .map(link -> link(link, file))
        .orElseGet(() -> link(create(item, request), file));
  }

  List<Link> links(FileReference item) {
    JsonNode file = client.get(drive.item(item));
    return linksOf(item).map(link -> link(link, file)).toList();
  }

  void deleteLinks(FileReference item) {
    linksOf(item).forEach(link -> delete(item, link.path("id").asText()));
  }

  List<Permission> permissions(FileReference item) {
    return all(item).stream().map(DriveSharing::permission).toList();
  }

  Permission add(FileReference item, String email, String role) {
    ObjectNode body =
        MicrosoftClient.object().put("requireSignIn", true).put("sendInvitation", false);
    body.putArray("recipients").addObject().put("email", email);
    body.putArray("roles").add(role.equals(Permission.WRITER) ? "write" : "read");
    JsonNode answer = client.post(drive.action(item, "invite", ""), body);
    JsonNode added = answer.path("value").path(0);
    if (!added.isObject()) {
      throw ApiException.ofProvider(
          502, "Microsoft does not say what was shared.", answer.toString());
    }
    return permission(added);
  }

  void remove(FileReference item, String permissionId) {
    // So that it is the item that is told of when it is the item that is missing.
    client.get(drive.item(item));
    try {
      client.act("DELETE", drive.part(item, "permissions/" + DriveAddress.encoded(permissionId)));
    } catch (MicrosoftError e) {
      throw e.status() == 404
          ? DocumentsErrors.noPart("permission", permissionId, e.getMessage())
          : e;
    }
  }

  private JsonNode create(FileReference item, LinkRequest request) {
    String scope = request.visibility() == Visibility.TEAM_ONLY ? "organization" : "anonymous";
    try {
      return create(item, request, scope);
    } catch (MicrosoftError e) {
      // Links for everybody may be forbidden, and one for colleagues is better than none.
      if (e.status() == 403 && request.visibility() == Visibility.PUBLIC) {
        return create(item, request, "organization");
      }
      throw e;
    }
  }

  private JsonNode create(FileReference item, LinkRequest request, String scope) {
    ObjectNode body = MicrosoftClient.object().put("type", "view").put("scope", scope);
    if (request.expires() != null) {
      body.put("expirationDateTime", request.expires().toString());
    }
    if (request.password() != null) {
      body.put("password", request.password());
    }
    return client.postOrRepeat(drive.action(item, "createLink", ""), body);
  }

  private Stream<JsonNode> linksOf(FileReference item) {
    return all(item).stream()
        .filter(permission -> permission.path("link").hasNonNull("webUrl"))
        .filter(permission -> !permission.hasNonNull("inheritedFrom"));
  }

  private List<JsonNode> all(FileReference item) {
    DrivePages<JsonNode> pages =
        new DrivePages<>(
            client,
            drive,
            top -> drive.part(item, "permissions"),
            answer -> answer.path("value").valueStream().toList());
    List<JsonNode> all = new ArrayList<>();
    Portion<JsonNode> portion = pages.first(1);
    for (int read = 1; ; read++) {
      all.addAll(portion.items());
      if (portion.next() == null || read == MOST_PORTIONS) {
        return all;
      }
      portion = pages.at(portion.next());
    }
  }

  private void delete(FileReference item, String permissionId) {
    try {
      client.act("DELETE", drive.part(item, "permissions/" + DriveAddress.encoded(permissionId)));
    } catch (MicrosoftError e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  private Link link(JsonNode permission, JsonNode file) {
    return new Link(
        permission.path("id").asText(),
        file.path(drive.dialect().downloadUrl()).asText(null),
        permission.path("link").path("webUrl").asText(),
        Times.in(permission, "expirationDateTime"),
        permission);
  }

  private static Permission permission(JsonNode permission) {
    JsonNode to =
        Stream.of("grantedToV2", "grantedTo")
            .map(permission::path)
            .filter(JsonNode::isObject)
            .findFirst()
            .map(DriveSharing::identity)
            .orElse(permission.path("invitation"));
    return new Permission(
        permission.path("id").asText(),
        role(permission.path("roles")),
        text(to, "displayName").or(() -> text(to, "email")).orElse(null),
        text(to, "email").or(() -> text(permission.path("invitation"), "email")).orElse(null),
        permission);
  }

  /** Whoever it is: a person, a group, or either as SharePoint knows it. */
  private static JsonNode identity(JsonNode granted) {
    return Stream.of("user", "group", "siteUser", "siteGroup")
        .map(granted::path)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(granted);
  }

  private static String role(JsonNode roles) {
    List<String> names = roles.valueStream().map(JsonNode::asText).toList();
    if (names.contains("owner") || names.contains("sp.owner")) {
      return Permission.OWNER;
    }
    return names.contains("write") ? Permission.WRITER : Permission.READER;
  }

  private static Optional<String> text(JsonNode object, String name) {
    @Nullable String text = object.path(name).asText(null);
    return Optional.ofNullable(text).filter(some -> !some.isBlank());
  }
}
