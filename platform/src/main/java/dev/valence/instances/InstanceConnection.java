package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.engine.ItemRecords;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the engine sees it for one call: with an access token, or a session, that is kept
 * fresh, and with what the call itself has found out.
 */
final class InstanceConnection implements ConnectedInstance, Credential {

  private final InstanceConnections services;
  private final String callId;
  private final ItemRecords items;
  private LiveInstance instance;
  private ConfiguredElement configured;
  private Optional<StoredTokens> stored;
  private @Nullable Secret token;

  /**
   * @param callId the call's id, by which its trace is found
   * @param items what is kept of its files and folders
   */
  InstanceConnection(
      LiveInstance instance, InstanceConnections services, String callId, ItemRecords items) {
    this.services = services;
    this.callId = callId;
    this.items = items;
    this.instance = instance;
    this.configured = instance.configured();
    this.stored = StoredTokens.of(configured);
    this.token = stored.map(StoredTokens::access).orElse(null);
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
    return LentApp.visible(configured, key);
  }

  @Override
  public long organizationId() {
    return instance.instance().organizationId();
  }

  @Override
  public Set<String> configurationKeys() {
    return Kept.keys(configured);
  }

  @Override
  public void keep(Map<String, String> values) {
    Optional<String> before = configured.own(StoredTokens.ACCESS);
    become(services.keeping().keep(instance, values));
    Optional<String> after = configured.own(StoredTokens.ACCESS);
    if (!after.equals(before)) {
      token = after.map(Secret::of).orElse(null);
    }
  }

  @Override
  public boolean traced() {
    return instance.traced(Instant.now());
  }

  @Override
  public void record(JsonNode calls) {
    services.traces().record(instance.instance(), callId, calls);
  }

  @Override
  public ItemRecords items() {
    return items;
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public void ready() {
    become(services.sessions().ready(instance));
  }

  @Override
  public boolean refreshed() {
    if (!StoredSession.renewable(element())) {
      return false;
    }
    become(services.sessions().renew(instance));
    return true;
  }

  @Override
  public Secret accessToken() {
    LostConnections.requireConsent(instance);
    Secret current = token;
    if (current == null) {
      throw ApiException.of(401, "The instance has no access token.");
    }
    Instant now = Instant.now();
    Optional<StoredTokens> due =
        stored.filter(tokens -> tokens.access().equals(current)).filter(tokens -> tokens.due(now));
    if (due.isPresent()) {
      Secret next =
          due.get().expired(now)
              ? services.renewal().renew(instance, current)
              : services.renewal().renewEarly(instance, current);
      return renewedTo(next, current);
    }
    return current;
  }

  @Override
  public Secret renewed(Secret refused) {
    return renewedTo(services.renewal().renew(instance, refused), refused);
  }

  /** With the token comes what the provider said of the account, and what steps found out. */
  private Secret renewedTo(Secret next, Secret before) {
    if (!next.equals(before)) {
      become(services.live().read(instance));
      token = next;
    }
    return next;
  }

  @Override
  public void worked(Secret accepted) {
    boolean successorProven =
        stored
            .filter(tokens -> tokens.previous().isPresent())
            .filter(tokens -> tokens.access().equals(accepted))
            .isPresent();
    if (successorProven) {
      services.renewal().confirm(instance, accepted);
    }
  }

  private void become(LiveInstance other) {
    instance = other;
    configured = other.configured();
    stored = StoredTokens.of(configured);
  }
}
