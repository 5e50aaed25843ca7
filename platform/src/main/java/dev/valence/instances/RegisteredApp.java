package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.AllowedHosts;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An app that somebody has registered at a provider and that others may use.
 *
 * @param apiKey the provider's name for it
 * @param apiSecret its secret
 * @param callbackUrl where the provider sends users back to; null when callers say it
 */
record RegisteredApp(Secret apiKey, Secret apiSecret, @Nullable String callbackUrl) {

  private static final Set<String> OAUTH = Set.of("oauth1", "oauth2");

  /** Whether an element has apps at all. */
  static boolean fits(Element element) {
    return OAUTH.contains(element.authentication().type());
  }

  /**
   * Reads an app.
   *
   * @param element whose app it is; empty when there is none of that key
   * @param faults hears what is wrong, never a value
   */
  static Optional<RegisteredApp> read(
      String key, Optional<Element> element, JsonNode app, Consumer<String> faults) {
    if (element.isEmpty()) {
      faults.accept("There is no element " + key + ".");
    } else if (!fits(element.get())) {
      faults.accept("The element " + key + " does not authenticate with OAuth.");
    } else if (AllowedHosts.allowAny(element.get().hosts())) {
      // Who connects an account says where it is, and would have the secret sent there.
      faults.accept("The element " + key + " is at any host, so an app cannot be shared.");
    }
    for (String field : List.of("apiKey", "apiSecret")) {
      if (text(app, field).isEmpty()) {
        faults.accept(key + "." + field + " is missing.");
      }
    }
    Optional<String> callback = text(app, "callbackUrl");
    if (callback.isPresent() && CallbackPattern.url(callback.get()).isEmpty()) {
      faults.accept(key + ".callbackUrl is not an http or https URL.");
    }
    return text(app, "apiKey")
        .flatMap(apiKey ->
            text(app, "apiSecret")
                .map(secret ->
                    new RegisteredApp(
                        Secret.of(apiKey), Secret.of(secret), callback.orElse(null))));
  }

  private static Optional<String> text(JsonNode app, String field) {
    return Optional.of(app.path(field).asText("")).filter(text -> !text.isBlank());
  }
}
