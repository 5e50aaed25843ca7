package dev.valence.sandbox.face;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The access and refresh tokens a vendor has issued. Ending a grant ends all of its tokens. */
public final class Tokens {

  /** What an access token is worth at the moment. */
  public sealed interface Standing {
    /** It gives access, from when it was issued until it expires. */
    record Valid(Grant grant, Set<String> scopes, Instant issued, Instant expires)
        implements Standing {}

    /** Its time is over. */
    record Expired() implements Standing {}

    /** It was never issued, or its grant has ended. */
    record Unknown() implements Standing {}
  }

  private record AccessToken(Grant grant, Set<String> scopes, Instant issued, Instant expires) {}

  private final SandboxClock clock;
  private final Map<String, AccessToken> accessTokens = new HashMap<>();
  private final Map<String, Grant> refreshTokens = new HashMap<>();
  private final Map<String, Grant> replacedRefreshTokens = new HashMap<>();

  /** No tokens yet. */
  public Tokens(SandboxClock clock) {
    this.clock = clock;
  }

  /** Records a new access token. */
  public synchronized void addAccessToken(
      String token, Grant grant, Set<String> scopes, Duration lifetime) {
    Instant now = clock.instant();
    accessTokens.put(token, new AccessToken(grant, Set.copyOf(scopes), now, now.plus(lifetime)));
  }

  /** Records a new refresh token. */
  public synchronized void addRefreshToken(String token, Grant grant) {
    refreshTokens.put(token, grant);
  }

  /** What the access token is worth. */
  public synchronized Standing standing(String token) {
    AccessToken found = accessTokens.get(token);
    if (found == null) {
      return new Standing.Unknown();
    }
    return isLive(found)
        ? new Standing.Valid(found.grant(), found.scopes(), found.issued(), found.expires())
        : new Standing.Expired();
  }

  /** The grant behind a refresh token that is alive. */
  public synchronized Optional<Grant> findRefreshToken(String token) {
    return Optional.ofNullable(refreshTokens.get(token));
  }

  /** Puts a new refresh token in the place of an old one; false when the old one is dead. */
  public synchronized boolean rotateRefreshToken(String old, String replacement) {
    Grant grant = refreshTokens.remove(old);
    if (grant != null) {
      refreshTokens.put(replacement, grant);
      replacedRefreshTokens.put(old, grant);
    }
    return grant != null;
  }

  /** The grant behind a refresh token in whose place there is another one by now. */
  public synchronized Optional<Grant> findReplacedRefreshToken(String token) {
    return Optional.ofNullable(replacedRefreshTokens.get(token));
  }

  /** Ends a grant with all of its tokens. */
  public synchronized void revoke(Grant grant) {
    accessTokens.values().removeIf(token -> token.grant().equals(grant));
    refreshTokens.values().removeIf(grant::equals);
    replacedRefreshTokens.values().removeIf(grant::equals);
  }

  /**
   * Ends the time of all live access tokens, or of one user's.
   *
   * @return how many
   */
  public synchronized int expire(@Nullable String userId) {
    Predicate<Grant> chosen = chosen(userId);
    Set<String> live = new HashSet<>();
    accessTokens.forEach((text, token) -> {
      if (isLive(token) && chosen.test(token.grant())) {
        live.add(text);
      }
    });
    Instant now = clock.instant();
    live.forEach(text ->
        accessTokens.computeIfPresent(
            text,
            (key, token) -> new AccessToken(token.grant(), token.scopes(), token.issued(), now)));
    return live.size();
  }

  /**
   * Ends all grants, or one user's, with their access and refresh tokens.
   *
   * @return how many tokens ended
   */
  public synchronized int revoke(@Nullable String userId) {
    Predicate<Grant> chosen = chosen(userId);
    int before = accessTokens.size() + refreshTokens.size();
    accessTokens.values().removeIf(token -> chosen.test(token.grant()));
    refreshTokens.values().removeIf(chosen);
    replacedRefreshTokens.values().removeIf(chosen);
    return before - accessTokens.size() - refreshTokens.size();
  }

  /** The SHA-256 of each live access token, in order. */
  public synchronized List<String> liveAccessTokenHashes() {
    return accessTokens.entrySet().stream()
        .filter(entry -> isLive(entry.getValue()))
        .map(entry -> Secrets.sha256Hex(entry.getKey()))
        .sorted()
        .toList();
  }

  /** The SHA-256 of each live refresh token, in order. */
  public synchronized List<String> liveRefreshTokenHashes() {
    return refreshTokens.keySet().stream().map(Secrets::sha256Hex).sorted().toList();
  }

  synchronized void reset() {
    accessTokens.clear();
    refreshTokens.clear();
    replacedRefreshTokens.clear();
  }

  private boolean isLive(AccessToken token) {
    return clock.instant().isBefore(token.expires());
  }

  private static Predicate<Grant> chosen(@Nullable String userId) {
    return grant -> userId == null || grant.user().id().equals(userId);
  }
}
