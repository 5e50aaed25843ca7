package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.Engine;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.RequestToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps by which an element replaces the first step of connecting an account (contract, element
 * format 5). They find what the caller said as the query of their call, and the app in the
 * configuration.
 */
@ApplicationScoped
class ConsentSteps {

  private static final String URL = "oauthOnAuthorizeUrl";
  private static final List<String> REQUEST_TOKEN =
      List.of("oauth1OnTokenRequest", "oauthOnTokenRequest");

  private final Engine engine;

  ConsentSteps(Engine engine) {
    this.engine = engine;
  }

  /** Whether an element has a step that gives the URL at which its users consent. */
  static boolean givesUrl(Element element) {
    return Engine.declares(element, URL);
  }

  /** Whether an element has a step that gives request tokens. */
  static boolean givesRequestToken(Element element) {
    return REQUEST_TOKEN.stream().anyMatch(step -> Engine.declares(element, step));
  }

  /**
   * The URL at which a user consents: what the answer of the step calls {@code oauthUrl} or {@code
   * url}.
   *
   * @param state what the provider gives back
   * @throws ApiException as {@link Engine#step} tells; 502 when there is none, or when it would
   *     show the app's secret
   */
  String url(
      long organizationId, ConfiguredElement configured, ConsentRequest request, String state) {
    Map<String, String> parameters = parameters(request);
    parameters.put("state", state);
    JsonNode answer = run(organizationId, configured, URL, parameters).orElseThrow();
    String url =
        text(answer, List.of("oauthUrl", "url"))
            .filter(found -> CallbackPattern.url(found).isPresent())
            .orElseThrow(() -> lacks(configured, "URL at which the user consents"));
    boolean shown =
        configured.find("oauth.api.secret").filter(secret -> url.contains(secret)).isPresent();
    if (shown) {
      throw lacks(configured, "URL without the app's secret");
    }
    return url;
  }

  /**
   * A request token of OAuth 1.0a: what the answer of the step calls {@code token} and {@code
   * secret}, or by their names in RFC 5849.
   *
   * @throws ApiException as {@link Engine#step} tells; 502 when there is none
   */
  RequestToken requestToken(
      long organizationId, ConfiguredElement configured, ConsentRequest request) {
    String step =
        REQUEST_TOKEN.stream()
            .filter(type -> Engine.declares(configured.element(), type))
            .findFirst()
            .orElseThrow();
    JsonNode answer = run(organizationId, configured, step, parameters(request)).orElseThrow();
    return new RequestToken(
        secret(configured, answer, List.of("token", "oauth_token")),
        secret(configured, answer, List.of("secret", "oauth_token_secret")),
        Map.of());
  }

  private Optional<JsonNode> run(
      long organizationId,
      ConfiguredElement configured,
      String step,
      Map<String, String> parameters) {
    return engine.step(new UnstoredInstance(organizationId, configured), step, parameters);
  }

  /** The secret of the app is in the configuration, and goes where the definition says. */
  private static Map<String, String> parameters(ConsentRequest request) {
    Map<String, String> parameters = new HashMap<>(request.parameters());
    parameters.remove("apiSecret");
    return parameters;
  }

  private static Secret secret(ConfiguredElement configured, JsonNode answer, List<String> names) {
    return text(answer, names)
        .map(Secret::of)
        .orElseThrow(() -> lacks(configured, "request token with its secret"));
  }

  private static Optional<String> text(JsonNode answer, List<String> names) {
    return names.stream()
        .map(answer::path)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .filter(found -> !found.isBlank())
        .findFirst();
  }

  private static ApiException lacks(ConfiguredElement configured, String what) {
    return ApiException.of(502, configured.element().name() + " gave no " + what + ".");
  }
}
