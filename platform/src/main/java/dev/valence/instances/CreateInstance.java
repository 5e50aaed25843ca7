package dev.valence.instances;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.PlainText;
import dev.valence.model.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST}, {@code PUT} and {@code PATCH} of instances (contract, core 3.2 and
 * 3.6).
 *
 * @param element which element; under {@code /elements/{keyOrId}/instances} the path says it
 * @param providerData what the provider's redirect delivered
 * @param configuration values by key: strings, booleans or numbers, kept as strings
 * @param tags labels; absent means the name
 * @param name the label
 * @param retrieveObjectsAfterInstantiation whether the answer is to have the element's objects
 * @param externalAuthentication {@code initial} when the caller has got the tokens itself and sends
 *     them; {@code none} otherwise
 * @param configs values of the configuration as older callers send them
 * @param siteAddress the address of the provider's site, as older callers send it
 * @param oauthProxy the OAuth proxy by which the code came
 */
record CreateInstance(
    @JsonAlias("your_mom") @Nullable ElementReference element,
    @Nullable Map<String, JsonNode> providerData,
    @Nullable Map<String, JsonNode> configuration,
    @Nullable List<String> tags,
    @Nullable String name,
    @Nullable Boolean retrieveObjectsAfterInstantiation,
    @Nullable String externalAuthentication,
    @Nullable List<Setting> configs,
    @Nullable String siteAddress,
    @Nullable ProxyReference oauthProxy) {

  /** A body with nothing but values of the configuration. */
  static CreateInstance ofConfiguration(Map<String, JsonNode> configuration) {
    return new CreateInstance(null, null, configuration, null, null, null, null, null, null, null);
  }

  /** The same with these values in the configuration. */
  CreateInstance with(Map<String, String> settings) {
    Map<String, JsonNode> all =
        new LinkedHashMap<>(Objects.requireNonNullElse(configuration, Map.<String, JsonNode>of()));
    settings.forEach((key, text) -> all.put(key, TextNode.valueOf(text)));
    return new CreateInstance(
        element,
        providerData,
        all,
        tags,
        name,
        retrieveObjectsAfterInstantiation,
        externalAuthentication,
        configs,
        siteAddress,
        oauthProxy);
  }

  /** Whether the answer is to have the element's objects. */
  boolean wantsObjects() {
    return Boolean.TRUE.equals(retrieveObjectsAfterInstantiation);
  }

  /** An element by its key or its number. */
  record ElementReference(@Nullable String key, @Nullable Long id) {

    Optional<String> keyOrId() {
      return Optional.ofNullable(key).or(() -> Optional.ofNullable(id).map(String::valueOf));
    }
  }

  /** An OAuth proxy by its name (contract, core 4.6). */
  record ProxyReference(
      @JsonProperty("isOauthProxy") @JsonAlias("isOAuthProxy") @Nullable JsonNode wanted,
      @Nullable String oauthProxyName) {}

  /** The name of the OAuth proxy by which the code came; empty where the body wants none. */
  Optional<String> proxyName() {
    return Optional.ofNullable(oauthProxy)
        .filter(proxy -> proxy.wanted() != null && proxy.wanted().asBoolean())
        .map(proxy -> Objects.requireNonNullElse(proxy.oauthProxyName(), ""));
  }

  /** A value of the configuration in a list of its own. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Setting(@Nullable String key, @Nullable JsonNode propertyValue) {}

  /** The key or number of the element that the body names. */
  Optional<String> elementKeyOrId() {
    return Optional.ofNullable(element).flatMap(ElementReference::keyOrId);
  }

  /** The name without markup, which some page may show as it is; empty when there is none. */
  String plainName() {
    return plain(name);
  }

  /** The tags without markup, if there are any. */
  Optional<List<String>> plainTags() {
    return Optional.ofNullable(tags)
        .map(all -> all.stream().map(CreateInstance::plain).filter(tag -> !tag.isEmpty()).toList());
  }

  private static String plain(@Nullable String text) {
    return Objects.requireNonNullElse(PlainText.of(text), "");
  }

  /** A value that the provider's redirect delivered, such as {@code code}. */
  Optional<String> delivered(String key) {
    return Optional.ofNullable(providerData)
        .map(data -> data.get(key))
        .map(value -> value.asText(""))
        .filter(text -> !text.isBlank());
  }

  /** All that the provider's redirect delivered, and what else is there for the element's steps. */
  Map<String, Secret> delivered() {
    Map<String, Secret> all = new HashMap<>();
    Objects.requireNonNullElse(providerData, Map.<String, JsonNode>of())
        .forEach((key, value) -> {
          if (!isNull(value)) {
            all.put(key, Secret.of(value.isValueNode() ? value.asText() : value.toString()));
          }
        });
    return all;
  }

  /** The address of the provider's site, wherever it stands in the body. */
  Optional<String> site() {
    return delivered("siteAddress")
        .or(() -> Optional.ofNullable(siteAddress).filter(text -> !text.isBlank()));
  }

  /** Whether the body says anything about the configuration. */
  boolean configures() {
    return configuration != null || configs != null || site().isPresent();
  }

  /**
   * The configuration as strings: a null is an absent value, an object or a list is its JSON text.
   */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    delivered(LiveInstance.DEBUG).ifPresent(wanted -> settings.put(LiveInstance.DEBUG, wanted));
    forEachSetting((key, value) -> {
      if (!isNull(value)) {
        settings.put(key, value.isValueNode() ? value.asText() : value.toString());
      }
    });
    return settings;
  }

  /** The keys of the configuration that have null for a value. */
  Set<String> removed() {
    Set<String> removed = new HashSet<>();
    forEachSetting((key, value) -> {
      if (isNull(value)) {
        removed.add(key);
      }
    });
    return removed;
  }

  private void forEachSetting(BiConsumer<String, @Nullable JsonNode> each) {
    for (Setting setting : Objects.requireNonNullElse(configs, List.<Setting>of())) {
      if (setting != null && setting.key() != null) {
        each.accept(setting.key(), setting.propertyValue());
      }
    }
    Objects.requireNonNullElse(configuration, Map.<String, JsonNode>of()).forEach(each);
  }

  private static boolean isNull(@Nullable JsonNode value) {
    return value == null || value.isNull();
  }
}
