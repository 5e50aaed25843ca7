package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;

/** The user as Graph's {@code /me} shows it. */
final class Profile {

  private Profile() {}

  static ObjectNode of(DriveJson json, QueryOptions query) {
    User user = json.access().user();
    String[] names = user.displayName().strip().split("\\s+", 2);
    ObjectNode profile =
        Json.object()
            .put("id", user.id())
            .put("displayName", user.displayName())
            .put("givenName", names[0])
            .put("surname", names.length > 1 ? names[1] : "")
            .put("mail", user.email())
            .put("userPrincipalName", user.email())
            .put("preferredLanguage", user.locale());
    if (query.get("select") != null) {
      // The vendor tells it only when it is asked for.
      profile.put("mySite", json.sharepoint() + Access.personalSite(user) + "/");
    }
    return json.select(profile, query);
  }
}
