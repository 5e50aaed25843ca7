package dev.valence.sandbox.face;

import java.util.Set;
import java.util.UUID;

/**
 * What a user has allowed an application to do.
 *
 * @param id unique within the face
 * @param clientId the application
 * @param user the account
 * @param scopes what is allowed
 * @param publicClient whether the application proved itself by PKCE instead of a secret
 */
public record Grant(
    String id, String clientId, User user, Set<String> scopes, boolean publicClient) {

  /** Copies the scopes, keeping their order out of the identity of the grant. */
  public Grant {
    scopes = Set.copyOf(scopes);
  }

  /** A new grant to an application, which is a public one if it has no secret. */
  public static Grant of(ClientCredentials client, User user, Set<String> scopes) {
    return new Grant(
        UUID.randomUUID().toString(), client.id(), user, scopes, client.secret() == null);
  }
}
