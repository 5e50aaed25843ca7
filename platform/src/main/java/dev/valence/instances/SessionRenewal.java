package dev.valence.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.engine.Engine;
import dev.valence.instances.Instance.State;
import dev.valence.model.ApiException;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import dev.valence.store.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Begins the sessions of instances without tokens anew, by the element's step {@code onRefresh}:
 * once per instance over all nodes, under the lease of renewals. Nothing is consumed by it, so it
 * needs no journal.
 */
@ApplicationScoped
class SessionRenewal {

  /** How long a provider that could not begin a session is left alone while there is a good one. */
  private static final Duration RESPITE = Duration.ofSeconds(30);

  private final InstanceRepository instances;
  private final LiveInstances live;
  private final LostConnections lost;
  private final ProviderTurns turns;
  private final Engine engine;
  private final Database database;
  private final SharedAttempts<Stale, LiveInstance> attempts = new SharedAttempts<>();
  private final Cache<Long, Boolean> unavailable =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(RESPITE).build();

  SessionRenewal(
      InstanceRepository instances,
      LiveInstances live,
      LostConnections lost,
      ProviderTurns turns,
      Engine engine,
      Database database) {
    this.instances = instances;
    this.live = live;
    this.lost = lost;
    this.turns = turns;
    this.engine = engine;
    this.database = database;
  }

  /**
   * The instance with a session that is good. One that is not over is used to its end while the
   * provider cannot begin another.
   *
   * @throws ApiException as for {@link #renew}
   */
  LiveInstance ready(LiveInstance instance) {
    LostConnections.requireConsent(instance);
    StoredSession session = StoredSession.of(instance.configured());
    Instant now = Instant.now();
    if (!StoredSession.renewable(instance.element()) || !session.due(now)) {
      return instance;
    }
    if (session.over(now)) {
      return renew(instance);
    }
    if (unavailable.getIfPresent(instance.id()) != null) {
      return instance;
    }
    try {
      return renew(instance);
    } catch (ApiException e) {
      if (e.status() != 502) {
        throw e;
      }
      unavailable.put(instance.id(), true);
      return instance;
    }
  }

  /**
   * The instance with another session than it has: the one that somebody else has begun meanwhile,
   * or a new one.
   *
   * @throws ApiException 401 with the provider's words when it refuses, after which the instance
   *     needs consent; 502 when it fails, after which nothing has changed
   */
  LiveInstance renew(LiveInstance instance) {
    Optional<String> stale = StoredSession.of(instance.configured()).time();
    return attempts.share(new Stale(instance.id(), stale), () -> underLease(instance, stale));
  }

  private LiveInstance underLease(LiveInstance instance, Optional<String> stale) {
    try (HeldLease held =
        turns.take(Renewal.turn(instance.id())).orElseThrow(() -> busy(instance))) {
      LiveInstance current = live.read(instance);
      if (!StoredSession.of(current.configured()).time().equals(stale)) {
        return current; // somebody has begun another while we waited
      }
      LostConnections.requireConsent(current);
      return keep(current, begun(current, held.lease()));
    } finally {
      live.forget(instance.id());
    }
  }

  private ConfiguredElement begun(LiveInstance instance, Lease lease) {
    ConfiguredElement before = instance.configured();
    StoredSession session = StoredSession.of(before);
    UnstoredInstance account = new UnstoredInstance(instance.instance().organizationId(), before);
    try {
      var _ = engine.step(account, TokenSteps.AFTER_REFRESH, Map.of());
    } catch (ApiException e) {
      throw TokenSteps.refused(e)
          ? refused(instance, lease, session, e)
          : ApiException.ofProvider(
              502,
              instance.element().name() + " could not begin a session anew: " + e.message(),
              e.providerMessage().orElse(null),
              e);
    }
    return session.succeeded(account.connected());
  }

  private ApiException refused(
      LiveInstance instance, Lease lease, StoredSession session, ApiException refusal) {
    String words = refusal.providerMessage().orElseThrow();
    return lost.lose(
            instance,
            lease,
            current -> StoredSession.of(current).time().equals(session.time()),
            "The provider refuses to begin a session anew: " + words,
            words)
        .orElseGet(() -> busy(instance));
  }

  /** Writes what was found out, unless somebody has begun another session meanwhile. */
  private LiveInstance keep(LiveInstance instance, ConfiguredElement renewed) {
    ConfigurationChange change =
        ConfigurationChange.between(instance.instance().values(), renewed.values());
    return database.transact(handle -> {
      LiveInstance current = locked(handle, instance);
      Optional<String> time = StoredSession.of(current.configured()).time();
      if (!time.equals(StoredSession.of(instance.configured()).time())) {
        return current;
      }
      Kept.requireAllowed(current.configured(), change.applied(current.configured()));
      Instance stored = current.instance();
      instances.change(handle, stored, change);
      instances.putState(handle, stored.organizationId(), stored.id(), State.CONNECTED, null);
      return locked(handle, instance);
    });
  }

  private LiveInstance locked(Handle handle, LiveInstance instance) {
    return instances
        .findForUpdate(handle, instance.instance().organizationId(), instance.id())
        .map(current -> new LiveInstance(current, instance.element()))
        .orElseThrow(ApiException::invalidCredentials);
  }

  private static ApiException busy(LiveInstance instance) {
    return ApiException.of(
        502,
        "A session of "
            + instance.element().name()
            + " is being begun and the provider does not answer.");
  }

  /** What is begun anew. */
  private record Stale(long instanceId, Optional<String> time) {}
}
