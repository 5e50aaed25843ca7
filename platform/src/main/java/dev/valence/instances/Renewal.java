package dev.valence.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.instances.Instance.State;
import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.OAuthException.Kind;
import dev.valence.oauth.TokenSet;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import dev.valence.store.Lease;
import dev.valence.store.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
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
  private final ProviderTurns turns;
  private final Leases leases;
  private final Database database;
  private final Map<Stale, CompletableFuture<Secret>> running = new ConcurrentHashMap<>();
  private final Cache<Long, Boolean> unavailable =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(RESPITE).build();

  Renewal(
      InstanceRepository instances,
      RenewalRepository journal,
      LiveInstances live,
      Authorizations authorizations,
      ProviderTurns turns,
      Leases leases,
      Database database) {
    this.instances = instances;
    this.journal = journal;
    this.live = live;
    this.authorizations = authorizations;
    this.turns = turns;
    this.leases = leases;
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
    CompletableFuture<Secret> mine = new CompletableFuture<>();
    Stale key = new Stale(instance.id(), stale);
    CompletableFuture<Secret> theirs = running.putIfAbsent(key, mine);
    if (theirs != null) {
      return await(theirs);
    }
    try {
      mine.complete(underLease(instance, stale));
    } catch (Throwable e) { // also an error, or those who wait would wait for ever
      mine.completeExceptionally(e);
    } finally {
      running.remove(key);
    }
    return await(mine);
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

  private static Secret await(CompletableFuture<Secret> renewal) {
    try {
      return renewal.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ApiException told) {
        throw told;
      }
      throw e;
    }
  }

  /** The name of the turn of whoever gets tokens for an instance that is stored. */
  static String turn(long instanceId) {
    return "renewal/" + instanceId;
  }

  private Secret underLease(LiveInstance instance, Secret stale) {
    try (HeldLease held = turns.take(turn(instance.id())).orElseThrow(() -> busy(instance))) {
      LiveInstance current = new LiveInstance(read(instance), instance.element());
      StoredTokens tokens = tokens(current);
      if (!tokens.access().equals(stale)) {
        return tokens.access(); // somebody has renewed it while we waited
      }
      requireConsent(current);
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

  private Secret renew(LiveInstance instance, StoredTokens tokens, Lease lease) {
    Secret sent = tokens.credential().orElseThrow();
    Optional<Instant> interrupted = journal.begin(instance.instance(), lease.fence(), sent);
    try {
      return keep(instance, sent, sent, authorizations.refresh(instance.configured(), sent));
    } catch (OAuthException e) {
      if (e.kind() != Kind.REFUSED) {
        throw unavailable(instance, e);
      }
      return afterRefusal(instance, tokens, lease, interrupted, e);
    }
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
        Secret current = tokens.credential().orElseThrow();
        return keep(
            instance, current, previous, authorizations.refresh(instance.configured(), previous));
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
    String words = refusal.providerMessage().orElse(String.valueOf(refusal.getMessage()));
    throw needsConsent(instance, lease, tokens, reason + words, words);
  }

  /**
   * Writes what the provider gave, unless somebody has replaced the credential meanwhile.
   *
   * @param expected the credential that is stored if nobody has
   * @param used the credential that the provider took
   */
  private Secret keep(LiveInstance instance, Secret expected, Secret used, TokenSet renewed) {
    return database.transact(handle -> {
      Instance current = require(handle, instance);
      StoredTokens stored = stored(instance, current).orElseThrow();
      if (!stored.credential().equals(Optional.of(expected))) {
        return stored.access();
      }
      long organizationId = current.organizationId();
      Map<String, Value> values = allowed(new LiveInstance(current, instance.element()), renewed);
      Secret next = renewed.refreshToken().orElse(used);
      if (stored.selfRefreshing()) {
        next = renewed.accessToken();
      } else {
        values.put(StoredTokens.REFRESH, new Value.Hidden(next));
      }
      if (next.equals(used)) {
        instances.removeValue(handle, organizationId, current.id(), StoredTokens.PREVIOUS_REFRESH);
      } else {
        values.put(StoredTokens.PREVIOUS_REFRESH, new Value.Hidden(used));
      }
      instances.putValues(handle, organizationId, current.id(), values);
      instances.putState(handle, organizationId, current.id(), State.CONNECTED, null);
      journal.end(handle, current);
      return renewed.accessToken();
    });
  }

  /**
   * What is kept of the provider's answer. The newest tokens always are; what would lead calls to
   * hosts that the element does not declare is not.
   */
  private static Map<String, Value> allowed(LiveInstance current, TokenSet renewed) {
    Map<String, Value> values = StoredTokens.values(current.element(), renewed);
    List<String> faults = Destinations.faults(current.configured().with(values));
    if (!faults.isEmpty()) {
      LOG.warnf(
          "What came with the new tokens of instance %d is not kept: %s",
          current.id(), String.join(" ", faults));
      values.keySet().removeAll(current.element().authentication().keep().values());
    }
    return values;
  }

  /** Says that only consent helps, unless somebody has renewed the tokens meanwhile. */
  private ApiException needsConsent(
      LiveInstance instance,
      Lease lease,
      StoredTokens refused,
      String reason,
      @Nullable String providerMessage) {
    boolean said =
        database.transact(handle -> {
          Instance current = require(handle, instance);
          boolean same =
              leases.isHeld(handle, lease)
                  && stored(instance, current)
                      .filter(now -> now.refresh().equals(refused.refresh()))
                      .filter(now -> now.access().equals(refused.access()))
                      .isPresent();
          if (same) {
            instances.putState(
                handle, current.organizationId(), current.id(), State.NEEDS_CONSENT, reason);
            journal.end(handle, current);
          }
          return same;
        });
    if (!said) {
      return busy(instance);
    }
    LOG.warnf("Instance %d needs the user's consent again.", instance.id());
    return ApiException.ofProvider(
        401, "The connection needs the user's consent again. " + reason, providerMessage);
  }

  /** Refuses a call to an instance that is known to need consent. */
  static void requireConsent(LiveInstance instance) {
    State state = instance.instance().state();
    if (state.needsConsent()) {
      throw ApiException.ofProvider(
          401,
          "The connection needs the user's consent again since " + state.since() + ".",
          state.reason());
    }
  }

  private Instance read(LiveInstance instance) {
    return instances
        .find(instance.instance().organizationId(), instance.id())
        .orElseThrow(ApiException::invalidCredentials);
  }

  private Instance require(Handle handle, LiveInstance instance) {
    return instances
        .findForUpdate(handle, instance.instance().organizationId(), instance.id())
        .orElseThrow(ApiException::invalidCredentials);
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
