package dev.valence.engine;

import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An instance whose call is explained: nothing is kept of it, and no token is renewed for it. */
final class ExplainedInstance implements ConnectedInstance, Credential {

  private final ConnectedInstance instance;
  private final Map<String, String> kept = new HashMap<>();

  ExplainedInstance(ConnectedInstance instance) {
    this.instance = instance;
  }

  @Override
  public Element element() {
    return instance.element();
  }

  @Override
  public long instanceId() {
    return instance.instanceId();
  }

  @Override
  public long organizationId() {
    return instance.organizationId();
  }

  @Override
  public Optional<String> configuration(String key) {
    return kept.containsKey(key)
        ? Optional.ofNullable(kept.get(key)).filter(text -> !text.isEmpty())
        : instance.configuration(key);
  }

  @Override
  public Set<String> configurationKeys() {
    return instance.configurationKeys();
  }

  @Override
  public void keep(Map<String, String> values) {
    kept.putAll(values);
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    return configuration("oauth.user.token")
        .map(Secret::of)
        .orElseThrow(() -> ApiException.of(401, "The instance has no access token."));
  }

  @Override
  public Secret renewed(Secret refused) {
    throw ApiException.of(401, "A call that is explained renews no token.");
  }

  @Override
  public void worked(Secret accepted) {
    // Nothing was sent.
  }
}
