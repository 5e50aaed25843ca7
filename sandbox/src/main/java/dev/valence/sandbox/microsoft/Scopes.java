package dev.valence.sandbox.microsoft;

import java.util.HashSet;
import java.util.Set;

/**
 * What a request of version 2.0 asks for.
 *
 * @param permissions by their full names
 * @param offline whether it asks for a refresh token
 */
record Scopes(Set<String> permissions, boolean offline) {

  private static final String OFFLINE = "offline_access";
  private static final Set<String> ABOUT_THE_USER = Set.of("openid", "profile", "email");
  private static final String DEFAULT = ".default";

  /** Reads the blank-separated text; a permission without an address is one of Graph's. */
  static Scopes parse(String text, Addresses addresses) throws LoginError {
    Set<String> permissions = new HashSet<>();
    boolean offline = false;
    for (String scope : text.strip().split("\\s+", -1)) {
      if (scope.equals(OFFLINE)) {
        offline = true;
      } else if (!scope.isEmpty() && !ABOUT_THE_USER.contains(scope)) {
        int slash = scope.lastIndexOf('/');
        String name = scope.substring(0, Math.max(slash, 0));
        Resource resource =
            slash < 0
                ? Resource.GRAPH
                : addresses.resource(name).orElseThrow(() -> LoginError.unknownResource(name));
        String permission = scope.substring(slash + 1);
        permissions.addAll(
            permission.equals(DEFAULT)
                ? resource.defaultPermissions()
                : Set.of(resource.fullName(permission)));
      }
    }
    return new Scopes(permissions, offline);
  }
}
