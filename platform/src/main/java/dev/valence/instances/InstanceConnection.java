package dev.valence.instances;

import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Instant;
import java.util.Optional;

/** An instance as the engine sees it for one call, with an access token that is kept fresh. */
final class InstanceConnection implements ConnectedInstance, Credential {

  private final LiveInstance instance;
  private final Renewal renewal;
  private Secret token;

  InstanceConnection(LiveInstance instance, Renewal renewal) {
    this.instance = instance;
    this.renewal = renewal;
    this.token =
        StoredTokens.of(instance.instance())
            .map(StoredTokens::access)
            .orElseThrow(() -> ApiException.of(401, "The instance has no access token."));
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
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    Renewal.requireConsent(instance);
    Instant now = Instant.now();
    Optional<StoredTokens> due =
        StoredTokens.of(instance.instance())
            .filter(stored -> stored.access().equals(token))
            .filter(stored -> stored.due(now));
    if (due.isPresent()) {
      token =
          due.get().expired(now)
              ? renewal.renew(instance, token)
              : renewal.renewEarly(instance, token);
    }
    return token;
  }

  @Override
  public Secret renewed(Secret refused) {
    token = renewal.renew(instance, refused);
    return token;
  }

  @Override
  public void worked(Secret accepted) {
    boolean successorProven =
        StoredTokens.of(instance.instance())
            .filter(stored -> stored.previousRefresh().isPresent())
            .filter(stored -> stored.access().equals(accepted))
            .isPresent();
    if (successorProven) {
      renewal.confirm(instance, accepted);
    }
  }
}
