package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Instant;

/**
 * Writes permissions.
 *
 * @param json writes the items they are of
 * @param state has the people they are for
 */
record PermissionJson(DriveJson json, FaceState state) {

  /** The identifier of the owner's permission, which every item has. */
  static final String OWNER = "aTowIy5mfG1lbWJlcnNoaXA";

  ObjectNode owner() {
    ObjectNode owner = Json.object().put("id", OWNER);
    owner.putArray("roles").add("owner");
    owner.set("grantedTo", json.identity());
    owner.set("grantedToV2", json.identity());
    return owner;
  }

  ObjectNode of(Permission permission, Drive.Node node) {
    ObjectNode body = Json.object().put("id", permission.id());
    permission.roles().forEach(body.withArray("roles")::add);
    Instant end = permission.end();
    if (end != null) {
      body.put("expirationDateTime", end.toString());
    }
    Permission.Link link = permission.link();
    if (link == null) {
      String email = String.valueOf(permission.email());
      ObjectNode person = Json.object();
      person.putObject("user").put("email", email).put("displayName", nameOf(email));
      body.set("grantedTo", person);
      body.set("grantedToV2", person.deepCopy());
      body.putObject("invitation").put("email", email).put("signInRequired", true);
      return body;
    }
    body.put("shareId", "u!" + link.token()).put("hasPassword", link.password());
    body.putObject("link")
        .put("type", link.type())
        .put("scope", link.scope())
        .put(
            "webUrl",
            json.sharepoint()
                + (node.folder() ? "/:f:/g" : "/:u:/g")
                + Access.personalSite(json.access().user())
                + "/"
                + link.token())
        .put("preventsDownload", false);
    return body;
  }

  /** A permission that an item has from a folder above it. */
  ObjectNode inherited(Permission permission, Drive.Node folder) {
    ObjectNode body = of(permission, folder);
    body.putObject("inheritedFrom")
        .put("driveId", json.access().drive().id())
        .put("id", folder.item().id())
        .put("path", "/drive/root:" + Names.encodePath(folder.path()));
    return body;
  }

  private String nameOf(String email) {
    return state.users().all().stream()
        .filter(user -> user.email().equalsIgnoreCase(email))
        .map(User::displayName)
        .findFirst()
        .orElse(email);
  }
}
