package dev.valence.instances;

import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An account that has tokens and no row, as the engine sees it: not yet, while it finds out whether
 * the account can be used, or no longer, while it takes leave.
 */
final class UnstoredInstance implements ConnectedInstance, Credential {

  private final long organizationId;
  private final boolean checked;
  private ConfiguredElement connected;

  UnstoredInstance(long organizationId, ConfiguredElement connected) {
    this(organizationId, connected, true);
  }

  private UnstoredInstance(long organizationId, ConfiguredElement connected, boolean checked) {
    this.organizationId = organizationId;
    this.connected = connected;
    this.checked = checked;
  }

  /** The same, where whoever stores it checks where it leads: tokens that came along must stay. */
  static UnstoredInstance unchecked(long organizationId, ConfiguredElement connected) {
    return new UnstoredInstance(organizationId, connected, false);
  }

  /** The account with all that was kept. */
  ConfiguredElement connected() {
    return connected;
  }

  @Override
  public Element element() {
    return connected.element();
  }

  /** None. */
  @Override
  public long instanceId() {
    return 0;
  }

  @Override
  public long organizationId() {
    return organizationId;
  }

  @Override
  public Optional<String> configuration(String key) {
    return LentApp.visible(connected, key);
  }

  @Override
  public Set<String> configurationKeys() {
    return Kept.keys(connected);
  }

  @Override
  public void keep(Map<String, String> values) {
    ConfiguredElement after = Kept.in(connected, values);
    if (checked) {
      Kept.requireAllowed(connected, after);
    }
    connected = after;
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    return StoredTokens.of(connected)
        .map(StoredTokens::access)
        .orElseThrow(() -> ApiException.of(401, "The instance has no access token."));
  }

  /** There is nowhere to keep another. */
  @Override
  public Secret renewed(Secret refused) {
    throw ApiException.badRequest(element().name() + " refuses the access token.");
  }

  @Override
  public void worked(Secret accepted) {
    // There is nothing to forget.
  }
}
