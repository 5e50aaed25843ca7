package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.AccessToken;
import dev.valence.oauth.OAuth2Settings.RefreshStyle;
import dev.valence.oauth.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The OAuth tokens of an instance, as its configuration keeps them (contract, core 2.6 and 4.3).
 *
 * @param access the access token
 * @param refresh the refresh token, where the provider gave one
 * @param previous the credential of a renewal before the current one, until the access token that
 *     came with its successor has worked
 * @param selfRefreshing whether the access token is itself the credential of a renewal
 * @param repeatable whether another access token comes by the grant that the first one came by
 * @param lifetime how long the access token is good, where that is known
 */
record StoredTokens(
    Secret access,
    Optional<Secret> refresh,
    Optional<Secret> previous,
    boolean selfRefreshing,
    boolean repeatable,
    Optional<Lifetime> lifetime) {

  static final String ACCESS = "oauth.user.token";
  static final String REFRESH = "oauth.user.refresh_token";

  /** Declared by no element, so no answer shows that it is there. */
  static final String PREVIOUS_REFRESH = "oauth.user.refresh_token.previous";

  /** The lifetime of the access token in seconds. */
  static final String INTERVAL = "oauth.user.refresh_interval";

  private static final String SECRET = "oauth.user.token.secret";
  static final String TIME = "oauth.user.refresh_time";

  /** All that is kept of tokens, whatever the protocol. */
  static final Set<String> KEYS = Set.of(ACCESS, SECRET, REFRESH, PREVIOUS_REFRESH, INTERVAL, TIME);

  /** Of the life of a token that renews itself: once it is over, nothing renews it. */
  private static final int SELF_REFRESHING_MARGIN_PART = 2;

  /** Reads the tokens of an instance; empty when it has no access token. */
  static Optional<StoredTokens> of(ConfiguredElement connected) {
    return connected
        .own(ACCESS)
        .map(access ->
            new StoredTokens(
                Secret.of(access),
                connected.own(REFRESH).map(Secret::of),
                connected.own(PREVIOUS_REFRESH).map(Secret::of),
                selfRefreshing(connected),
                Authorizations.repeatsGrant(connected.element()),
                connected.lifetime(TIME, INTERVAL)));
  }

  private static boolean selfRefreshing(ConfiguredElement connected) {
    String style = connected.find("oauth.token.refresh_style").orElse("").strip().replace('-', '_');
    for (RefreshStyle known : RefreshStyle.values()) {
      if (known.name().equalsIgnoreCase(style)) {
        return known.selfRefreshing();
      }
    }
    return false;
  }

  /** What the configuration keeps of a provider's answer. */
  static Map<String, Value> values(Element element, TokenSet tokens) {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(ACCESS, new Value.Hidden(tokens.accessToken()));
    tokens.refreshToken().ifPresent(token -> values.put(REFRESH, new Value.Hidden(token)));
    values.put(TIME, now());
    tokens.lifetime().ifPresent(lifetime -> values.put(INTERVAL, interval(lifetime)));
    values.putAll(kept(element, tokens.others()));
    return values;
  }

  /** The same of an answer of OAuth 1.0a, whose tokens do not end by themselves. */
  static Map<String, Value> values(Element element, AccessToken token) {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(ACCESS, new Value.Hidden(token.token()));
    values.put(SECRET, new Value.Hidden(token.secret()));
    values.putAll(kept(element, token.others()));
    return values;
  }

  /** The same of tokens that the caller has got. */
  static Map<String, Value> values(Grant.Tokens tokens) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (tokens.access() != null) {
      values.put(ACCESS, new Value.Hidden(tokens.access()));
      values.put(TIME, now());
    }
    if (tokens.refresh() != null) {
      values.put(REFRESH, new Value.Hidden(tokens.refresh()));
    }
    if (tokens.lifetime() != null) {
      values.put(INTERVAL, interval(tokens.lifetime()));
    }
    return values;
  }

  private static Map<String, Value> kept(Element element, Map<String, String> members) {
    Map<String, Value> kept = new LinkedHashMap<>();
    element
        .authentication()
        .keep()
        .forEach((member, key) -> {
          String text = members.get(member);
          if (text != null && text.indexOf(0) < 0) { // what cannot be stored costs no token
            kept.put(key, Value.of(element, key, text));
          }
        });
    return kept;
  }

  /** The same with the time of now, where the access token is another one and has none. */
  static ConfiguredElement dated(
      ConfiguredElement before, ConfiguredElement after, Set<String> written) {
    boolean another =
        after.own(ACCESS).isPresent() && !after.own(ACCESS).equals(before.own(ACCESS));
    return another && !written.contains(TIME) ? after.with(Map.of(TIME, now())) : after;
  }

  static Value now() {
    return new Value.Plain(String.valueOf(System.currentTimeMillis()));
  }

  private static Value interval(Duration lifetime) {
    return new Value.Plain(String.valueOf(lifetime.toSeconds()));
  }

  /** What gets the next access token, where there is anything. */
  Optional<Secret> credential() {
    return selfRefreshing ? Optional.of(access) : refresh;
  }

  /** Whether nobody has got other tokens since these were read. */
  boolean sameAs(StoredTokens read) {
    return credential().equals(read.credential())
        && (credential().isPresent() || access.equals(read.access));
  }

  /** Whether the access token is to be renewed now; never while its lifetime is unknown. */
  boolean due(Instant now) {
    return (repeatable || credential().isPresent())
        && lifetime
            .filter(life ->
                selfRefreshing
                    ? life.over(now, life.length().dividedBy(SELF_REFRESHING_MARGIN_PART))
                    : life.ending(now))
            .isPresent();
  }

  /** Whether the access token's lifetime is over; never while it is unknown. */
  boolean expired(Instant now) {
    return lifetime.filter(life -> life.over(now)).isPresent();
  }
}
