package dev.valence.instances;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.instances.Instance.State;
import dev.valence.model.ApiException;
import dev.valence.store.Database;
import dev.valence.store.Lease;
import dev.valence.store.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says of instances that the provider no longer accepts what is stored, so that only users help.
 */
@ApplicationScoped
class LostConnections {

  private static final Logger LOG = Logger.getLogger(LostConnections.class);

  private final InstanceRepository instances;
  private final RenewalRepository journal;
  private final Leases leases;
  private final Database database;

  LostConnections(
      InstanceRepository instances, RenewalRepository journal, Leases leases, Database database) {
    this.instances = instances;
    this.journal = journal;
    this.leases = leases;
    this.database = database;
  }

  /**
   * Says so of an instance, unless the lease is lost or somebody has got something else meanwhile.
   *
   * @param same whether the configuration still has what was refused
   * @param words the provider's; null for none
   * @return the failure of the call; empty when it was not said
   * @throws ApiException 401 when the instance is gone
   */
  Optional<ApiException> lose(
      LiveInstance instance,
      Lease lease,
      Predicate<ConfiguredElement> same,
      String reason,
      @Nullable String words) {
    boolean said =
        database.transact(handle -> {
          Instance current =
              instances
                  .findForUpdate(handle, instance.instance().organizationId(), instance.id())
                  .orElseThrow(ApiException::invalidCredentials);
          boolean still =
              leases.isHeld(handle, lease)
                  && same.test(new ConfiguredElement(instance.element(), current.values()));
          if (still) {
            instances.putState(
                handle, current.organizationId(), current.id(), State.NEEDS_CONSENT, reason);
            instances.record(handle, current.organizationId(), current.id(), Action.NEEDS_CONSENT);
            journal.end(handle, current);
          }
          return still;
        });
    if (!said) {
      return Optional.empty();
    }
    LOG.warnf("Instance %d needs the user's consent again.", instance.id());
    return Optional.of(
        ApiException.ofProvider(
            401, "The connection needs the user's consent again. " + reason, words));
  }

  /**
   * Refuses a call to an instance of which it was said.
   *
   * @throws ApiException 401 with the reason
   */
  static void requireConsent(LiveInstance instance) {
    State state = instance.instance().state();
    if (state.needsConsent()) {
      throw ApiException.ofProvider(
          401,
          "The connection needs the user's consent again since " + state.since() + ".",
          state.reason());
    }
  }
}
