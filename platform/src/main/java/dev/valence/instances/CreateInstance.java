package dev.valence.instances;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /instances} (contract, core 3.2).
 *
 * @param element which element; under {@code /elements/{keyOrId}/instances} the path says it
 * @param providerData what the provider's redirect delivered
 * @param configuration values by key: strings, booleans or numbers, kept as strings
 * @param tags labels; absent means the name
 * @param name the label
 * @param retrieveObjectsAfterInstantiation whether the answer is to have the element's objects
 */
record CreateInstance(
    @JsonAlias("your_mom") @Nullable ElementReference element,
    @Nullable Map<String, JsonNode> providerData,
    @Nullable Map<String, JsonNode> configuration,
    @Nullable List<String> tags,
    @Nullable String name,
    @Nullable Boolean retrieveObjectsAfterInstantiation) {

  /** A body with nothing but values of the configuration. */
  static CreateInstance ofConfiguration(Map<String, JsonNode> configuration) {
    return new CreateInstance(null, null, configuration, null, null, null);
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
    return text == null
        ? ""
        : Jsoup.parseBodyFragment(text).body().wholeText().replace("\0", "").strip();
  }

  /** The authorization code. */
  Optional<String> code() {
    JsonNode code =
        Objects.requireNonNullElse(providerData, Map.<String, JsonNode>of())
            .getOrDefault("code", JsonNodeFactory.instance.missingNode());
    return Optional.of(code.asText("")).filter(text -> !text.isBlank());
  }

  /**
   * The configuration as strings: a null is an absent value, an object or a list is its JSON text.
   */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (configuration != null) {
      configuration.forEach((key, value) -> {
        if (value != null && !value.isNull()) {
          settings.put(key, value.isValueNode() ? value.asText() : value.toString());
        }
      });
    }
    return settings;
  }
}
