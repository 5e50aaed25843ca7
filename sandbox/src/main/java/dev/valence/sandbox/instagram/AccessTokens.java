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

/** The access tokens of all generations, with what they are and since when. */
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

  private record Issued(Generation generation, Kind kind, Instant at) {}

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
    String token = grant.user().id() + "." + application + "." + random;
    return add(Generation.LEGACY, Kind.LEGACY, token, grant, ENDLESS);
  }

  String issueShortLived(Generation generation, Grant grant) {
    return add(generation, Kind.SHORT_LIVED, text(generation), grant, HOUR);
  }

  String issueLongLived(Generation generation, Grant grant, Duration lifetime) {
    return add(generation, Kind.LONG_LIVED, text(generation), grant, lifetime);
  }

  private static String text(Generation generation) {
    return (generation == Generation.FACEBOOK ? "EAAG" : "IGAA") + Secrets.random(TOKEN_BYTES);
  }

  private String add(
      Generation generation, Kind kind, String token, Grant grant, Duration lifetime) {
    issued.put(token, new Issued(generation, kind, clock.instant()));
    tokens.addAccessToken(token, grant, grant.scopes(), lifetime);
    return token;
  }

  /** What the token is worth at a generation. */
  Standing standing(String token, Generation generation) {
    Issued found = issued.get(token);
    return found != null && found.generation() == generation
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
