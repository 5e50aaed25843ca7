package dev.valence.instances;

import dev.valence.model.ApiException;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Stores what calls find out and have kept in the configuration of their instance. Only what
 * differs from what the call has seen is written, so that calls that overlap do not undo what
 * others have changed; tokens only in the turn of their renewal.
 */
@ApplicationScoped
class Keeping {

  private final InstanceRepository instances;
  private final LiveInstances live;
  private final ProviderTurns turns;
  private final Database database;

  Keeping(
      InstanceRepository instances, LiveInstances live, ProviderTurns turns, Database database) {
    this.instances = instances;
    this.live = live;
    this.turns = turns;
    this.database = database;
  }

  /**
   * Keeps values.
   *
   * @param seen the instance as the call sees it
   * @param values the texts by their keys; an empty one takes the value away
   * @return the instance with them; when it is gone they are kept nowhere
   * @throws ApiException 502 when they lead to hosts that the element does not declare, cannot be
   *     stored, or are tokens and others' renewal does not end
   */
  LiveInstance keep(LiveInstance seen, Map<String, String> values) {
    ConfiguredElement before = seen.configured();
    ConfiguredElement after = Kept.in(before, values);
    ConfigurationChange change = ConfigurationChange.between(before.values(), after.values());
    if (change.isEmpty()) {
      return seen;
    }
    Kept.requireAllowed(before, after);
    try {
      return change.touches(StoredTokens.KEYS)
          ? inTurn(seen, change)
          : database.transact(handle -> store(handle, seen, change));
    } finally {
      live.forget(seen.id());
    }
  }

  private LiveInstance inTurn(LiveInstance seen, ConfigurationChange change) {
    try (HeldLease _ = turns.take(Renewal.turn(seen.id())).orElseThrow(() -> busy(seen))) {
      return database.transact(handle -> store(handle, seen, withoutForerunner(change)));
    }
  }

  private LiveInstance store(Handle handle, LiveInstance seen, ConfigurationChange change) {
    Optional<LiveInstance> locked = locked(handle, seen);
    if (locked.isEmpty()) {
      return seen;
    }
    ConfiguredElement now = locked.get().configured();
    ConfiguredElement after = change.applied(now);
    Kept.requireAllowed(now, after);
    instances.change(
        handle, locked.get().instance(), ConfigurationChange.between(now.values(), after.values()));
    return locked(handle, seen).orElseThrow();
  }

  private Optional<LiveInstance> locked(Handle handle, LiveInstance seen) {
    return instances
        .findForUpdate(handle, seen.instance().organizationId(), seen.id())
        .map(current -> new LiveInstance(current, seen.element()));
  }

  /** A refresh token that a script has got is the successor of none that is stored. */
  private static ConfigurationChange withoutForerunner(ConfigurationChange change) {
    if (!change.touches(Set.of(StoredTokens.REFRESH))) {
      return change;
    }
    Set<String> removed = new HashSet<>(change.removed());
    removed.add(StoredTokens.PREVIOUS_REFRESH);
    return new ConfigurationChange(change.put(), removed);
  }

  private static ApiException busy(LiveInstance instance) {
    return ApiException.of(
        502,
        "The tokens of "
            + instance.element().name()
            + " are being renewed and the provider does not answer.");
  }
}
