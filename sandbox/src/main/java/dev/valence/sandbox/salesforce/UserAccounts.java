package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import java.util.List;

/** The accounts of the sandbox as records of type User. */
final class UserAccounts {

  static final String TYPE = "User";
  static final String STANDARD_PROFILE = "00e5j000001AaAaAAK";

  private static final int ALIAS_LENGTH = 8;

  private final Users users;

  UserAccounts(Users users) {
    this.users = users;
  }

  List<User> all() {
    return users.all();
  }

  /** What the record of an account says. */
  static ObjectNode valuesOf(User user) {
    String name = user.displayName();
    int space = name.lastIndexOf(' ');
    String local = user.email().substring(0, user.email().indexOf('@'));
    ObjectNode values =
        Json.object()
            .put("Username", user.email())
            .put("Email", user.email())
            .put("LastName", name.substring(space + 1))
            .put("Alias", local.substring(0, Math.min(ALIAS_LENGTH, local.length())))
            .put("CommunityNickname", local)
            .put("Country", user.country())
            .put("TimeZoneSidKey", "GMT")
            .put("LocaleSidKey", "en_US")
            .put("LanguageLocaleKey", "en_US")
            .put("EmailEncodingKey", "UTF-8")
            .put("ProfileId", STANDARD_PROFILE);
    return space < 0 ? values : values.put("FirstName", name.substring(0, space));
  }

  /** Makes an account for a new record, so that the user can log in too, and gives its id. */
  String create(ObjectNode values) {
    String username = values.get("Username").textValue();
    String first = values.path("FirstName").asText("");
    String name = (first + " " + values.get("LastName").textValue()).strip();
    try {
      return users.create(NewUser.of(username, name)).id();
    } catch (IllegalArgumentException e) {
      if (username.contains("@")) {
        throw new RestException(400, "DUPLICATE_USERNAME", "Duplicate Username.", "Username");
      }
      throw new RestException(
          400,
          "INVALID_EMAIL_ADDRESS",
          "Username: The username must be in the form of an email address.",
          "Username");
    }
  }
}
