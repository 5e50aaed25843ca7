package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.identity.UsersCleared;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes the instances of users who lose them, in the transaction in which they do. The providers
 * are told afterwards and meanwhile nobody waits, since there may be many.
 */
@ApplicationScoped
class InstancesOfRemovedUsers {

  private static final Logger LOG = Logger.getLogger(InstancesOfRemovedUsers.class);

  private final InstanceRepository repository;
  private final Provisioning provisioning;
  private final LiveInstances live;
  private final Catalog catalog;

  InstancesOfRemovedUsers(
      InstanceRepository repository,
      Provisioning provisioning,
      LiveInstances live,
      Catalog catalog) {
    this.repository = repository;
    this.provisioning = provisioning;
    this.live = live;
    this.catalog = catalog;
  }

  void delete(@Observes UsersCleared cleared) {
    List<Instance> deleted =
        repository.deleteOfUsers(cleared.handle(), cleared.organizationId(), cleared.userIds());
    cleared
        .afterwards()
        .accept(() -> {
          deleted.forEach(instance -> live.forget(instance.id()));
          Thread.startVirtualThread(() -> deleted.forEach(this::revoke));
        });
  }

  private void revoke(Instance instance) {
    try {
      catalog
          .find(instance.organizationId(), instance.accountId(), instance.elementId())
          .ifPresent(element -> provisioning.leave(new LiveInstance(instance, element)));
    } catch (RuntimeException e) { // the others' providers shall be told all the same
      LOG.errorf(e, "The tokens of instance %d were not revoked.", instance.id());
    }
  }
}
