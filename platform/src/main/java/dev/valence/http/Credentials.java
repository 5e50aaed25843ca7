package dev.valence.http;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.util.Locale;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code Authorization} header holds (contract, core 1.2).
 *
 * @param user the value of {@code User}
 * @param organization the value of {@code Organization}
 * @param element the value of {@code Element}, also spelled {@code Your_mom} and {@code Token}
 * @param bearer the value of {@code Bearer}
 */
public record Credentials(
    @Nullable Secret user,
    @Nullable Secret organization,
    @Nullable Secret element,
    @Nullable Secret bearer) {

  private static final Credentials NONE = new Credentials(null, null, null, null);

  /**
   * Reads a header: credentials in any order, separated by commas, schemes without regard to case.
   *
   * @param header the header's value, or null when none was sent
   * @throws ApiException 401 for an unknown scheme, a scheme without a value and a repeated scheme
   */
  public static Credentials parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return NONE;
    }
    Secret user = null;
    Secret organization = null;
    Secret element = null;
    Secret bearer = null;
    for (String credential : header.split(",", -1)) {
      StringTokenizer words = new StringTokenizer(credential);
      if (words.countTokens() != 2 || holdsControls(credential)) {
        throw ApiException.invalidCredentials();
      }
      String scheme = words.nextToken();
      Secret value = Secret.of(words.nextToken());
      switch (scheme.toLowerCase(Locale.ROOT)) {
        case "user" -> user = once(user, value);
        case "organization" -> organization = once(organization, value);
        case "element", "your_mom", "token" -> element = once(element, value);
        case "bearer" -> bearer = once(bearer, value);
        default -> throw ApiException.invalidCredentials();
      }
    }
    return new Credentials(user, organization, element, bearer);
  }

  /** Between the words may be tabs; nothing else that nobody sees. */
  private static boolean holdsControls(String credential) {
    return credential.chars().anyMatch(c -> c < ' ' && c != '\t');
  }

  private static Secret once(@Nullable Secret previous, Secret value) {
    if (previous != null) {
      throw ApiException.invalidCredentials();
    }
    return value;
  }
}
