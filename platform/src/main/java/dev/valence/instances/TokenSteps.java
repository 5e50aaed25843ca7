package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.Engine;
import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.OAuthException.Kind;
import dev.valence.oauth.TokenSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The steps by which an element replaces the calls of OAuth (contract, element format 5). */
@ApplicationScoped
class TokenSteps {

  static final String EXCHANGE = "oauthOnTokenExchange";
  static final String REFRESH = "oauthOnTokenRefresh";
  static final String REVOKE = "oauthOnTokenRevoke";
  static final String PASSWORD = "oauth2Password";
  static final String AFTER_REFRESH = "onRefresh";

  private final Engine engine;

  TokenSteps(Engine engine) {
    this.engine = engine;
  }

  /**
   * Gets tokens by a step. What it keeps counts; beside that what its answer says in the words of
   * RFC 6749.
   *
   * @param parameters what the step finds as the query of its call
   * @throws OAuthException when there are none
   */
  ConfiguredElement tokens(
      long organizationId, ConfiguredElement before, String step, Map<String, Secret> parameters) {
    Element element = before.element();
    UnstoredInstance account = UnstoredInstance.unchecked(organizationId, before);
    Optional<JsonNode> answer = run(account, step, parameters);
    ConfiguredElement kept = account.connected();
    Map<String, Value> found = new HashMap<>();
    answer
        .flatMap(TokenSet::of)
        .ifPresent(said -> found.putAll(StoredTokens.values(element, said)));
    found.putAll(ConfigurationChange.between(before.values(), kept.values()).put());
    if (found.isEmpty() || kept.with(found).own(StoredTokens.ACCESS).isEmpty()) {
      throw new OAuthException(
          Kind.MALFORMED, element.name() + " did not answer with a token.", null, null, null);
    }
    found.putIfAbsent(StoredTokens.TIME, StoredTokens.now());
    return kept.with(found);
  }

  /**
   * Runs a step that gets no tokens.
   *
   * @throws OAuthException when the provider refuses or fails
   */
  ConfiguredElement kept(
      long organizationId, ConfiguredElement before, String step, Map<String, Secret> parameters) {
    UnstoredInstance account = UnstoredInstance.unchecked(organizationId, before);
    var _ = run(account, step, parameters);
    return account.connected();
  }

  private Optional<JsonNode> run(
      UnstoredInstance account, String step, Map<String, Secret> parameters) {
    Map<String, String> revealed = new HashMap<>();
    parameters.forEach((name, value) -> revealed.put(name, value.reveal()));
    try {
      return engine.step(account, step, revealed);
    } catch (ApiException e) {
      throw new OAuthException(
          refused(e) ? Kind.REFUSED : Kind.UNAVAILABLE,
          e.message(),
          null,
          e.providerMessage().orElse(null),
          e);
    }
  }

  /** Whether the provider has said no, and will say it again. */
  static boolean refused(ApiException failure) {
    int status = failure.status();
    return status / 100 == 4
        && status != 408
        && status != 429
        && failure.providerMessage().isPresent();
  }
}
