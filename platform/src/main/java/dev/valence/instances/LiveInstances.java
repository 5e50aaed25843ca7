package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.instances.InstanceRepository.TokenOwner;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The instances that are being called, each with its element. Elements are the catalogue's to keep:
 * each call has the newest version.
 */
@ApplicationScoped
class LiveInstances {

  private final InstanceRepository repository;
  private final KeptInstances kept;
  private final Catalog catalog;

  LiveInstances(InstanceRepository repository, KeptInstances kept, Catalog catalog) {
    this.repository = repository;
    this.kept = kept;
    this.catalog = catalog;
  }

  /** The instance that a token authenticates. */
  Optional<LiveInstance> authenticated(Secret token) {
    return kept.owner(token).flatMap(this::find);
  }

  /** The instance of a number. */
  Optional<LiveInstance> find(long organizationId, long id) {
    return find(new TokenOwner(organizationId, id));
  }

  /**
   * An instance as it is stored now, with the element that the call began with.
   *
   * @throws ApiException 401 when it is gone
   */
  LiveInstance read(LiveInstance instance) {
    return repository
        .find(instance.instance().organizationId(), instance.id())
        .map(current -> new LiveInstance(current, instance.element()))
        .orElseThrow(ApiException::invalidCredentials);
  }

  /** Lets the next call see what has changed. */
  void forget(long id) {
    kept.forget(id);
  }

  private Optional<LiveInstance> find(TokenOwner owner) {
    return kept.find(owner)
        .flatMap(instance ->
            catalog
                .find(instance.organizationId(), instance.accountId(), instance.elementId())
                .map(element -> new LiveInstance(instance, element)));
  }
}
