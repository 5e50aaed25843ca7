package dev.valence.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.catalog.Catalog;
import dev.valence.instances.InstanceRepository.TokenOwner;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The instances that are being called, kept in memory so that a call need not ask the database.
 * Their elements are the catalogue's to keep: each call has the newest version.
 *
 * <p>Every node is told when one changes; while a node cannot hear that, it asks the database each
 * time.
 */
@ApplicationScoped
class LiveInstances {

  private static final long MOST = 10_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InstanceRepository repository;
  private final Catalog catalog;
  private final Notifications notifications;
  private final Cache<Secret, TokenOwner> owners = cache();
  private final Cache<Long, Optional<Instance>> instances = cache();

  LiveInstances(InstanceRepository repository, Catalog catalog, Notifications notifications) {
    this.repository = repository;
    this.catalog = catalog;
    this.notifications = notifications;
    notifications.subscribe(
        InstanceRepository.CHANGED, id -> forget(Long.parseLong(id)), instances::invalidateAll);
  }

  /** The instance that a token authenticates. */
  Optional<LiveInstance> authenticated(Secret token) {
    return owner(token).flatMap(this::find);
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
    instances.invalidate(id);
  }

  /** A token leads to the same instance for ever, so an entry can only become useless. */
  private Optional<TokenOwner> owner(Secret token) {
    TokenOwner known = owners.getIfPresent(token);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<TokenOwner> found = repository.findByToken(token);
    found.ifPresent(owner -> owners.put(token, owner));
    return found;
  }

  private Optional<LiveInstance> find(TokenOwner owner) {
    Optional<Instance> found =
        notifications.live() ? instances.get(owner.id(), id -> load(owner)) : load(owner);
    return found.flatMap(instance ->
        catalog
            .find(instance.organizationId(), instance.accountId(), instance.elementId())
            .map(element -> new LiveInstance(instance, element)));
  }

  private Optional<Instance> load(TokenOwner owner) {
    return repository.find(owner.organizationId(), owner.id());
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
  }
}
