package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.User;
import java.util.Set;

/**
 * What the access token of a call allows.
 *
 * @param user on whose behalf the call is made
 * @param drive the user's drive
 * @param resource the API that is called
 * @param permissions by their short names
 */
record Access(User user, Drive drive, Resource resource, Set<String> permissions) {

  /** Copies the set. */
  Access {
    permissions = Set.copyOf(permissions);
  }

  void requireFiles(boolean toWrite) {
    boolean allowed =
        permissions.stream()
            .filter(name -> name.matches("(My)?Files\\..*|(All)?Sites\\..*"))
            .anyMatch(name -> !toWrite || name.matches(".*\\.(\\w*Write|Manage|FullControl).*"));
    if (!allowed) {
      throw ApiException.accessDenied();
    }
  }

  void requireProfile() {
    if (permissions.stream().noneMatch(name -> name.startsWith("User."))) {
      throw ApiException.profileDenied();
    }
  }

  /** The path of the user's own part of SharePoint. */
  static String personalSite(User user) {
    return "/personal/" + user.email().replaceAll("[^A-Za-z0-9]", "_");
  }
}
