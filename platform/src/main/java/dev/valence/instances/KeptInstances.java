package dev.valence.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.instances.InstanceRepository.TokenOwner;
import dev.valence.model.Secret;
import dev.valence.store.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The instances that are being called, kept in memory so that a call need not ask the database; as
 * many as are called within half a minute, and {@value #MOST} at most.
 *
 * <p>Every node is told when one changes; while a node cannot hear that, it asks the database each
 * time.
 */
@ApplicationScoped
class KeptInstances {

  /** About 2 KB each. */
  static final long MOST = 10_000;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InstanceRepository repository;
  private final Notifications notifications;
  private final Cache<Secret, TokenOwner> owners = cache();
  private final Cache<Long, Optional<Instance>> instances = cache();

  KeptInstances(InstanceRepository repository, Notifications notifications) {
    this.repository = repository;
    this.notifications = notifications;
    notifications.subscribe(
        InstanceRepository.CHANGED, id -> forget(Long.parseLong(id)), instances::invalidateAll);
  }

  /** Lets the next call see what has changed. */
  void forget(long id) {
    instances.invalidate(id);
  }

  /** What a token leads to: the same instance for ever, so an entry can only become useless. */
  Optional<TokenOwner> owner(Secret token) {
    TokenOwner known = owners.getIfPresent(token);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<TokenOwner> found = repository.findByToken(token);
    found.ifPresent(owner -> owners.put(token, owner));
    return found;
  }

  /** The instance that a token leads to. */
  Optional<Instance> find(TokenOwner owner) {
    return notifications.live() ? instances.get(owner.id(), id -> load(owner)) : load(owner);
  }

  private Optional<Instance> load(TokenOwner owner) {
    return repository.find(owner.organizationId(), owner.id());
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
  }
}
