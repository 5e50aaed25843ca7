package dev.valence.sandbox.dropbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application can ask for.
 *
 * @see <a
 *     href="https://www.dropbox.com/developers/documentation/http/documentation#oauth2-authorize">
 *     /oauth2/authorize</a>
 */
final class Scopes {

  private static final List<String> KNOWN =
      List.of(
          "account_info.read",
          "account_info.write",
          "contacts.read",
          "contacts.write",
          "email",
          "file_requests.read",
          "file_requests.write",
          "files.content.read",
          "files.content.write",
          "files.metadata.read",
          "files.metadata.write",
          "files.permanent_delete",
          "openid",
          "profile",
          "sharing.read",
          "sharing.write");

  private static final List<String> OPTIONAL =
      List.of("email", "files.permanent_delete", "openid", "profile");

  private Scopes() {}

  /** The scopes of a parameter; all that an application commonly has when there is none. */
  static Set<String> parse(@Nullable String parameter) {
    Set<String> scopes = new LinkedHashSet<>();
    if (parameter == null || parameter.isBlank()) {
      scopes.addAll(KNOWN);
      OPTIONAL.forEach(scopes::remove);
    } else {
      scopes.addAll(List.of(parameter.strip().split("\\s+")));
    }
    return scopes;
  }

  static boolean isKnown(String scope) {
    return KNOWN.contains(scope);
  }
}
