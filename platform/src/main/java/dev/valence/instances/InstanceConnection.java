package dev.valence.instances;

import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An instance as the engine sees it for one call, with an access token that is kept fresh. */
final class InstanceConnection implements ConnectedInstance, Credential {

  private final LiveInstance instance;
  private final Renewal renewal;
  private @Nullable Secret token;

  InstanceConnection(LiveInstance instance, Renewal renewal) {
    this.instance = instance;
    this.renewal = renewal;
    this.token = StoredTokens.of(instance.configured()).map(StoredTokens::access).orElse(null);
  }

  @Override
  public Element element() {
    return instance.element();
  }

  @Override
  public long instanceId() {
    return instance.id();
  }

  @Override
  public Optional<String> configuration(String key) {
    return instance.configuration(key);
  }

  @Override
  public long organizationId() {
    return instance.instance().organizationId();
  }

  @Override
  public Set<String> configurationKeys() {
    return instance.instance().values().keySet();
  }

  @Override
  public void keep(Map<String, String> values) {
    throw ApiException.of(501, "What a call is answered with is not kept.");
  }

  @Override
  public boolean traced() {
    return instance.instance().traced(Instant.now());
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    Renewal.requireConsent(instance);
    Secret current = token;
    if (current == null) {
      throw ApiException.of(401, "The instance has no access token.");
    }
    Instant now = Instant.now();
    Optional<StoredTokens> due =
        StoredTokens.of(instance.configured())
            .filter(stored -> stored.access().equals(current))
            .filter(stored -> stored.due(now));
    if (due.isPresent()) {
      Secret next =
          due.get().expired(now)
              ? renewal.renew(instance, current)
              : renewal.renewEarly(instance, current);
      token = next;
      return next;
    }
    return current;
  }

  @Override
  public Secret renewed(Secret refused) {
    Secret next = renewal.renew(instance, refused);
    token = next;
    return next;
  }

  @Override
  public void worked(Secret accepted) {
    boolean successorProven =
        StoredTokens.of(instance.configured())
            .filter(stored -> stored.previous().isPresent())
            .filter(stored -> stored.access().equals(accepted))
            .isPresent();
    if (successorProven) {
      renewal.confirm(instance, accepted);
    }
  }
}
