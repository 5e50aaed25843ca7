package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import dev.valence.model.Secret;
import dev.valence.oauth.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The OAuth 2 tokens of an instance, as its configuration keeps them (contract, core 2.6 and 4.3).
 *
 * @param access the access token
 * @param refresh the refresh token, where the provider gave one
 * @param previousRefresh the refresh token before, until the access token that came with its
 *     successor has worked
 * @param obtained when the access token was obtained
 * @param lifetime how long it lasts, where the provider said so
 */
record StoredTokens(
    Secret access,
    Optional<Secret> refresh,
    Optional<Secret> previousRefresh,
    Optional<Instant> obtained,
    Optional<Duration> lifetime) {

  static final String ACCESS = "oauth.user.token";
  static final String REFRESH = "oauth.user.refresh_token";

  /** Declared by no element, so no answer shows that it is there. */
  static final String PREVIOUS_REFRESH = "oauth.user.refresh_token.previous";

  private static final String INTERVAL = "oauth.user.refresh_interval";
  private static final String TIME = "oauth.user.refresh_time";

  /** How long before its end an access token is renewed, at most. */
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

  /** Of a short life, this part is left when the access token is renewed. */
  private static final int MARGIN_PART = 10;

  /** Reads the tokens of an instance; empty when it has no access token. */
  static Optional<StoredTokens> of(Instance instance) {
    return instance
        .value(ACCESS)
        .map(access ->
            new StoredTokens(
                Secret.of(access),
                instance.value(REFRESH).map(Secret::of),
                instance.value(PREVIOUS_REFRESH).map(Secret::of),
                instance.value(TIME).map(Long::parseLong).map(Instant::ofEpochMilli),
                instance.value(INTERVAL).map(Long::parseLong).map(Duration::ofSeconds)));
  }

  /** What the configuration keeps of a provider's answer. */
  static Map<String, Value> values(TokenSet tokens) {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(ACCESS, new Value.Hidden(tokens.accessToken()));
    tokens.refreshToken().ifPresent(token -> values.put(REFRESH, new Value.Hidden(token)));
    values.put(TIME, new Value.Plain(String.valueOf(System.currentTimeMillis())));
    tokens
        .lifetime()
        .ifPresent(lifetime ->
            values.put(INTERVAL, new Value.Plain(String.valueOf(lifetime.toSeconds()))));
    return values;
  }

  /** Whether the access token is to be renewed now; never while its lifetime is unknown. */
  boolean due(Instant now) {
    return refresh.isPresent()
        && end().filter(end -> !now.isBefore(end.minus(margin()))).isPresent();
  }

  /** Whether the access token's lifetime is over; never while it is unknown. */
  boolean expired(Instant now) {
    return end().filter(end -> !now.isBefore(end)).isPresent();
  }

  private Optional<Instant> end() {
    return obtained.flatMap(start -> lifetime.map(start::plus));
  }

  private Duration margin() {
    Duration part = lifetime.orElse(Duration.ZERO).dividedBy(MARGIN_PART);
    return part.compareTo(LONGEST_MARGIN) < 0 ? part : LONGEST_MARGIN;
  }
}
