package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;

/** The JSON of a link: Dropbox's {@code SharedLinkMetadata}. */
final class LinkJson {

  private LinkJson() {}

  /**
   * A link as a user sees it.
   *
   * @param address the beginning of the addresses of links
   */
  static ObjectNode of(SharedLinks.Found found, User viewer, String address) {
    LinkSettings settings = found.link().settings();
    boolean own = found.link().owner().equals(viewer);
    ObjectNode node = Json.object();
    node.put(".tag", found.file().isPresent() ? "file" : "folder")
        .put("url", SharedLinks.url(found, address))
        .put("id", found.item().id())
        .put("name", PathRules.name(found.item().path()));
    if (settings.expires() != null) {
      node.put("expires", Metadata.timestamp(settings.expires()));
    }
    if (own) {
      node.put("path_lower", found.item().lowerPath());
    }
    node.set("link_permissions", permissions(settings, own));
    found.file().ifPresent(file -> addFile(node, file));
    return node;
  }

  private static void addFile(ObjectNode node, FileEntry file) {
    node.put("client_modified", Metadata.timestamp(file.clientModified()))
        .put("server_modified", Metadata.timestamp(file.serverModified()))
        .put("rev", file.revision())
        .put("size", file.content().size());
  }

  private static ObjectNode permissions(LinkSettings settings, boolean own) {
    boolean password = settings.passwordHash() != null;
    boolean hidden = settings.audience().equals("no_one");
    String visibility = password ? "password" : "public";
    ObjectNode permissions = Json.object();
    if (own) {
      tag(permissions, "resolved_visibility", hidden ? "no_one" : visibility);
      tag(permissions, "requested_visibility", visibility);
    }
    permissions.put("can_revoke", own);
    if (!own) {
      tag(permissions, "revoke_failure_reason", "owner_only");
    }
    tag(permissions, "effective_audience", hidden ? "no_one" : "public");
    tag(permissions, "link_access_level", "viewer");
    ArrayNode policies = permissions.putArray("visibility_policies");
    policy(policies, "public", own);
    ObjectNode team = policy(policies, "team_only", false);
    tag(team, "disallowed_reason", "user_not_on_team");
    policy(policies, "password", own);
    permissions
        .put("can_set_expiry", own)
        .put("can_remove_expiry", own)
        .put("allow_download", settings.allowDownload())
        .put("can_allow_download", own)
        .put("can_disallow_download", own)
        .put("allow_comments", true)
        .put("team_restricts_comments", false)
        .put("can_set_password", own)
        .put("can_remove_password", own)
        .put("require_password", password)
        .put("can_use_extended_sharing_controls", own);
    return permissions;
  }

  private static ObjectNode policy(ArrayNode policies, String visibility, boolean allowed) {
    ObjectNode policy = policies.addObject();
    tag(policy, "policy", visibility);
    tag(policy, "resolved_policy", visibility);
    return policy.put("allowed", allowed);
  }

  private static void tag(ObjectNode node, String field, String tag) {
    node.putObject(field).put(".tag", tag);
  }
}
