package dev.valence.sandbox.face;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The applications that ask for access. An application nobody registered is accepted with any
 * redirect URI and with the secret it uses first; a registered one must keep to what was
 * registered.
 */
public final class Apps {

  /**
   * What is registered of an application.
   *
   * @param secret the client secret
   * @param redirectUris the redirect URIs, compared exactly
   */
  public record Registration(String secret, List<String> redirectUris) {
    /** Checks the fields. */
    public Registration {
      if (secret == null || secret.isEmpty()) {
        throw new IllegalArgumentException("secret must not be empty");
      }
      if (redirectUris == null) {
        throw new IllegalArgumentException("redirectUris must be a list");
      }
      redirectUris = List.copyOf(redirectUris);
    }
  }

  private final Map<String, Registration> registered = new HashMap<>();
  private final Map<String, String> firstSecrets = new HashMap<>();

  /** Registers an application or changes its registration. */
  public synchronized void register(String clientId, Registration registration) {
    registered.put(clientId, registration);
  }

  /** Whether the application may have users sent to the URI. */
  public synchronized boolean allowsRedirect(String clientId, String redirectUri) {
    Registration registration = registered.get(clientId);
    return registration == null || registration.redirectUris().contains(redirectUri);
  }

  /** Whether a client's secret is right; only a public client may do without one. */
  public boolean authenticates(ClientCredentials client, boolean publicClient) {
    return client.secret() == null ? publicClient : authenticates(client.id(), client.secret());
  }

  /** Whether the secret is the application's. */
  public synchronized boolean authenticates(String clientId, String secret) {
    Registration registration = registered.get(clientId);
    String expected =
        registration == null
            ? firstSecrets.computeIfAbsent(clientId, id -> secret)
            : registration.secret();
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /** The application's secret, once it is known, for vendors whose calls are signed with it. */
  public synchronized Optional<String> secret(String clientId) {
    Registration registration = registered.get(clientId);
    return Optional.ofNullable(
        registration == null ? firstSecrets.get(clientId) : registration.secret());
  }

  synchronized void reset() {
    registered.clear();
    firstSecrets.clear();
  }
}
