package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.Tokens.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens of both generations, with what they are and since when. */
final class AccessTokens {

  /** What an access token is. */
  enum Kind {
    /** A token of the API v1, without an end. */
    LEGACY,
    /** What a code gives, for an hour. */
    SHORT_LIVED,
    /** What a short-lived token is exchanged for. */
    LONG_LIVED
  }

  private record Issued(Kind kind, Instant at) {}

  // Longer than any sandbox lives.
  private static final Duration ENDLESS = Duration.ofDays(365_000);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int TOKEN_BYTES = 96;
  private static final int APPLICATION_DIGITS = 7;
  private static final int LEGACY_BYTES = 16;

  private final Tokens tokens;
  private final SandboxClock clock;
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();

  AccessTokens(Tokens tokens, SandboxClock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  String issueLegacy(Grant grant) {
    String application = Secrets.sha256Hex(grant.clientId()).substring(0, APPLICATION_DIGITS);
    String random = Secrets.randomHex(LEGACY_BYTES);
    return add(Kind.LEGACY, grant.user().id() + "." + application + "." + random, grant, ENDLESS);
  }

  String issueShortLived(Grant grant) {
    return add(Kind.SHORT_LIVED, text(), grant, HOUR);
  }

  String issueLongLived(Grant grant, Duration lifetime) {
    return add(Kind.LONG_LIVED, text(), grant, lifetime);
  }

  private static String text() {
    return "IGAA" + Secrets.random(TOKEN_BYTES);
  }

  private String add(Kind kind, String token, Grant grant, Duration lifetime) {
    issued.put(token, new Issued(kind, clock.instant()));
    tokens.addAccessToken(token, grant, grant.scopes(), lifetime);
    return token;
  }

  /** What the token is worth at a generation. */
  Standing standing(String token, Generation generation) {
    Issued found = issued.get(token);
    boolean legacy = found != null && found.kind() == Kind.LEGACY;
    return legacy == (generation == Generation.LEGACY)
        ? tokens.standing(token)
        : new Standing.Unknown();
  }

  /** Whether a token is of a kind and was issued that long ago or longer. */
  boolean is(String token, Kind kind, Duration age) {
    Issued found = issued.get(token);
    return found != null && found.kind() == kind && !clock.instant().isBefore(found.at().plus(age));
  }

  void reset() {
    issued.clear();
  }
}
