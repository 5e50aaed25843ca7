package dev.valence.oauth;

import dev.valence.model.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a configuration and collects their faults, to name all of them at once. */
final class SettingsReader {

  private final Function<String, Optional<String>> configuration;
  private final List<String> faults = new ArrayList<>();

  SettingsReader(Function<String, Optional<String>> configuration) {
    this.configuration = configuration;
  }

  /** Refuses a configuration that has faults. */
  void check() {
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  Optional<String> find(String key) {
    return configuration.apply(key).filter(value -> !value.isBlank());
  }

  String text(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  String required(String key) {
    Optional<String> value = find(key);
    if (value.isEmpty()) {
      faults.add("The configuration " + key + " is missing.");
    }
    return value.orElse("");
  }

  /** A URL; one that is missing or wrong is a fault, and stands as an empty URL until the check. */
  URI requiredUrl(String key) {
    String value = required(key);
    URI url = value.isEmpty() ? null : url(key, value);
    return url == null ? URI.create("") : url;
  }

  @Nullable URI url(String key) {
    return find(key).map(value -> url(key, value)).orElse(null);
  }

  /** A constant of an enumeration by its name, in any case, with hyphens or underscores. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    String value = text(key, otherwise.name()).strip().replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    faults.add("The configuration " + key + " has an unknown value.");
    return otherwise;
  }

  private @Nullable URI url(String key, String value) {
    try {
      URI url = new URI(value.strip());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below like every other text that is not a URL.
    }
    faults.add("The configuration " + key + " is not an http or https URL.");
    return null;
  }
}
