package dev.valence.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.engine.Engine;
import dev.valence.instances.Instance.State;
import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.model.UnavailableException;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.OAuthException.Kind;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import dev.valence.store.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Renews access tokens: once per instance over all nodes, without ever losing the newest token in
 * silence.
 *
 * <p>A renewal runs under a lease. Under it the stored tokens are read again, the attempt is
 * journalled, the provider is called, and its answer is written only over the refresh token that
 * was sent. So two renewals that overlap, because one of them was thought dead, cannot undo each
 * other, and one that was cut short between the provider's answer and our commit is explained to
 * whoever comes next.
 */
@ApplicationScoped
class Renewal {

  private static final Logger LOG = Logger.getLogger(Renewal.class);

  /** How long a provider that could not renew a token is left alone while the token is good. */
  private static final Duration RESPITE = Duration.ofSeconds(30);

  private final InstanceRepository instances;
  private final RenewalRepository journal;
  private final LiveInstances live;
  private final Authorizations authorizations;
  private final LostConnections lost;
  private final ProviderTurns turns;
  private final Database database;
  private final SharedAttempts<Stale, Secret> attempts = new SharedAttempts<>();
  private final Cache<Long, Boolean> unavailable =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(RESPITE).build();

  Renewal(
      InstanceRepository instances,
      RenewalRepository journal,
      LiveInstances live,
      Authorizations authorizations,
      LostConnections lost,
      ProviderTurns turns,
      Database database) {
    this.instances = instances;
    this.journal = journal;
    this.live = live;
    this.authorizations = authorizations;
    this.lost = lost;
    this.turns = turns;
    this.database = database;
  }

  /**
   * A newer access token than the given one.
   *
   * @param stale the access token that is due or was refused
   * @throws ApiException 401 with the provider's words when it refuses, after which the instance
   *     needs consent; 502 when it does not answer, after which nothing has changed
   */
  Secret renew(LiveInstance instance, Secret stale) {
    return attempts.share(new Stale(instance.id(), stale), () -> underLease(instance, stale));
  }

  /**
   * A newer access token where the provider gives one now, else the given one, which is due and
   * still good: what is renewed early must not fail early.
   *
   * @throws ApiException 401 as for {@link #renew}
   */
  Secret renewEarly(LiveInstance instance, Secret good) {
    if (unavailable.getIfPresent(instance.id()) != null) {
      return good;
    }
    try {
      return renew(instance, good);
    } catch (ApiException e) {
      if (e.status() != 502) {
        throw e;
      }
      unavailable.put(instance.id(), true);
      return good;
    } catch (UnavailableException e) {
      return good;
    }
  }

  /**
   * Forgets the refresh token before the current one, once the current tokens have worked. The call
   * that has worked does not fail when this does; a later one tries again.
   */
  void confirm(LiveInstance instance, Secret worked) {
    try {
      database.change(handle ->
          instances
              .findForUpdate(handle, instance.instance().organizationId(), instance.id())
              .filter(current ->
                  stored(instance, current)
                      .filter(now -> now.access().equals(worked))
                      .filter(now -> now.previous().isPresent())
                      .isPresent())
              .ifPresent(current ->
                  instances.removeValue(
                      handle,
                      current.organizationId(),
                      current.id(),
                      StoredTokens.PREVIOUS_REFRESH)));
    } catch (RuntimeException e) {
      LOG.warnf(e, "The former refresh token of instance %d is still kept.", instance.id());
    }
    live.forget(instance.id());
  }

  /** The name of the turn of whoever gets tokens for an instance that is stored. */
  static String turn(long instanceId) {
    return "renewal/" + instanceId;
  }

  private Secret underLease(LiveInstance instance, Secret stale) {
    try (HeldLease held = turns.take(turn(instance.id())).orElseThrow(() -> busy(instance))) {
      LiveInstance current = live.read(instance);
      StoredTokens tokens = tokens(current);
      if (!tokens.access().equals(stale)) {
        return tokens.access(); // somebody has renewed it while we waited
      }
      LostConnections.requireConsent(current);
      if (tokens.repeatable()) {
        return again(current, tokens, held.lease());
      }
      if (tokens.credential().isEmpty()) {
        throw needsConsent(
            current,
            held.lease(),
            tokens,
            "The provider refuses the access token, and gave no refresh token.",
            null);
      }
      return renew(current, tokens, held.lease());
    } finally {
      live.forget(instance.id());
    }
  }

  /** By a grant that can be sent as often as one likes, so that nothing of it can be lost. */
  private Secret again(LiveInstance instance, StoredTokens tokens, Lease lease) {
    try {
      return keep(
          instance,
          tokens,
          null,
          authorizations.grant(organization(instance), instance.configured(), Map.of()));
    } catch (OAuthException e) {
      if (e.kind() != Kind.REFUSED) {
        throw unavailable(instance, e);
      }
      throw needsConsent(
          instance, lease, tokens, "The provider refuses the credentials: " + words(e), words(e));
    }
  }

  private Secret renew(LiveInstance instance, StoredTokens tokens, Lease lease) {
    Secret sent = tokens.credential().orElseThrow();
    Optional<Instant> interrupted =
        database.transact(
            handle -> journal.begin(handle, require(handle, instance), lease.fence(), sent));
    try {
      return keep(instance, tokens, sent, refreshed(instance, tokens, sent));
    } catch (OAuthException e) {
      if (e.kind() != Kind.REFUSED) {
        throw unavailable(instance, e);
      }
      return afterRefusal(instance, tokens, lease, interrupted, e);
    }
  }

  private ConfiguredElement refreshed(LiveInstance instance, StoredTokens tokens, Secret sent) {
    ConfiguredElement connected = instance.configured();
    return authorizations.refresh(
        organization(instance),
        tokens.selfRefreshing()
            ? connected
            : connected.with(Map.of(StoredTokens.REFRESH, new Value.Hidden(sent))),
        sent);
  }

  /** The refresh token before the current one is the last that may still be good. */
  private Secret afterRefusal(
      LiveInstance instance,
      StoredTokens tokens,
      Lease lease,
      Optional<Instant> interrupted,
      OAuthException refusal) {
    if (tokens.previous().isPresent()) {
      Secret previous = tokens.previous().get();
      try {
        return keep(instance, tokens, previous, refreshed(instance, tokens, previous));
      } catch (OAuthException e) {
        if (e.kind() != Kind.REFUSED) {
          throw unavailable(instance, e);
        }
      }
    }
    String reason =
        interrupted
            .map(started ->
                "A renewal that began at "
                    + started
                    + " was cut short and its answer is lost; the provider refuses the token"
                    + " that is left: ")
            .orElse("The provider refuses to renew the access token: ");
    throw needsConsent(instance, lease, tokens, reason + words(refusal), words(refusal));
  }

  private static String words(OAuthException refusal) {
    return refusal.providerMessage().orElse(String.valueOf(refusal.getMessage()));
  }

  /**
   * Writes what the provider gave, and does what the element has to be done after that.
   *
   * @param sent the tokens that are stored if nobody has got others meanwhile
   * @param used the credential that the provider took; null for a grant that can be repeated
   * @param renewed the configuration with what the provider gave
   */
  private Secret keep(
      LiveInstance instance, StoredTokens sent, @Nullable Secret used, ConfiguredElement renewed) {
    Secret access = store(instance, sent, used, renewed);
    if (Engine.declares(instance.element(), TokenSteps.AFTER_REFRESH)) {
      afterRefresh(instance);
    }
    return access;
  }

  private Secret store(
      LiveInstance instance, StoredTokens sent, @Nullable Secret used, ConfiguredElement renewed) {
    Secret access = Secret.of(renewed.own(StoredTokens.ACCESS).orElseThrow());
    // The provider gives these tokens once, and the ones before may be over.
    return database.insist(handle -> {
      Instance current = require(handle, instance);
      StoredTokens stored = stored(instance, current).orElseThrow();
      if (!stored.sameAs(sent)) {
        return stored.access();
      }
      ConfigurationChange found =
          ConfigurationChange.between(instance.configured().values(), renewed.values());
      ConfigurationChange change = allowed(new LiveInstance(current, instance.element()), found);
      instances.change(
          handle, current, used == null ? change : withCredential(change, renewed, stored, used));
      instances.putState(handle, current.organizationId(), current.id(), State.CONNECTED, null);
      journal.succeed(handle, current);
      return access;
    });
  }

  /**
   * The change with the credential of the next renewal, and the one before it as long as it may
   * help.
   */
  private static ConfigurationChange withCredential(
      ConfigurationChange change, ConfiguredElement renewed, StoredTokens stored, Secret used) {
    Map<String, Value> put = new HashMap<>(change.put());
    Set<String> removed = new HashSet<>(change.removed());
    String key = stored.selfRefreshing() ? StoredTokens.ACCESS : StoredTokens.REFRESH;
    Secret next = renewed.own(key).map(Secret::of).orElse(used);
    put.put(key, new Value.Hidden(next));
    removed.remove(key);
    if (next.equals(used)) {
      put.remove(StoredTokens.PREVIOUS_REFRESH);
      removed.add(StoredTokens.PREVIOUS_REFRESH);
    } else {
      put.put(StoredTokens.PREVIOUS_REFRESH, new Value.Hidden(used));
    }
    return new ConfigurationChange(put, removed);
  }

  /**
   * Runs the element's step, once the tokens are stored, and keeps what it finds unless there are
   * other tokens by then. What fails here does not cost the tokens; a call that it matters to is
   * refused.
   */
  private void afterRefresh(LiveInstance instance) {
    try {
      ConfiguredElement before = live.read(instance).configured();
      ConfiguredElement after = authorizations.afterRefresh(organization(instance), before);
      ConfigurationChange found = ConfigurationChange.between(before.values(), after.values());
      database.change(handle -> {
        Instance current = require(handle, instance);
        if (current.value(StoredTokens.ACCESS).equals(before.own(StoredTokens.ACCESS))) {
          instances.change(
              handle, current, allowed(new LiveInstance(current, instance.element()), found));
        }
      });
    } catch (RuntimeException e) {
      LOG.warnf(
          "What is to be done after a renewal of instance %d failed: %s",
          instance.id(), e.getMessage());
    }
  }

  /**
   * What is kept of the provider's answer. The newest tokens always are; what would lead calls to
   * hosts that the element does not declare is not.
   */
  private static ConfigurationChange allowed(LiveInstance current, ConfigurationChange found) {
    ConfiguredElement after = found.applied(current.configured());
    List<String> faults = new ArrayList<>();
    if (Destinations.differ(current.configured(), after)) {
      faults.addAll(Destinations.faults(after));
      faults.addAll(LentApp.faults(after));
    }
    if (faults.isEmpty()) {
      return found;
    }
    LOG.warnf(
        "What came with the new tokens of instance %d is not kept: %s",
        current.id(), String.join(" ", faults));
    Map<String, Value> tokens = new HashMap<>(found.put());
    tokens.keySet().retainAll(StoredTokens.KEYS);
    return new ConfigurationChange(tokens, Set.of());
  }

  /** Says that only consent helps, unless somebody has renewed the tokens meanwhile. */
  private ApiException needsConsent(
      LiveInstance instance,
      Lease lease,
      StoredTokens refused,
      String reason,
      @Nullable String providerMessage) {
    return lost.lose(
            instance,
            lease,
            current ->
                StoredTokens.of(current)
                    .filter(now -> now.refresh().equals(refused.refresh()))
                    .filter(now -> now.access().equals(refused.access()))
                    .isPresent(),
            reason,
            providerMessage)
        .orElseGet(() -> busy(instance));
  }

  private Instance require(Handle handle, LiveInstance instance) {
    return instances
        .findForUpdate(handle, organization(instance), instance.id())
        .orElseThrow(ApiException::invalidCredentials);
  }

  private static long organization(LiveInstance instance) {
    return instance.instance().organizationId();
  }

  private static Optional<StoredTokens> stored(LiveInstance instance, Instance current) {
    return StoredTokens.of(new LiveInstance(current, instance.element()).configured());
  }

  private static StoredTokens tokens(LiveInstance instance) {
    return StoredTokens.of(instance.configured())
        .orElseThrow(() -> ApiException.of(401, "The instance has no access token."));
  }

  private static ApiException unavailable(LiveInstance instance, OAuthException failure) {
    return ApiException.ofProvider(
        502,
        instance.element().name() + " could not renew the access token: " + failure.getMessage(),
        failure.providerMessage().orElse(null),
        failure);
  }

  private static ApiException busy(LiveInstance instance) {
    return ApiException.of(
        502,
        "The access token of "
            + instance.element().name()
            + " is being renewed and the provider does not answer.");
  }

  /** What is renewed. Who holds a newer token that was refused too must not be given that one. */
  private record Stale(long instanceId, Secret accessToken) {}
}
