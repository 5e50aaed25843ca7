package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting that an element declares for its instances (contract, core 2.5 and 2.6).
 *
 * @param id the entry's number, the same for ever
 * @param key the name in an instance's configuration; dots are part of the name
 * @param name the label
 * @param description the help text
 * @param type the kind of field, such as {@code TEXTFIELD_32}, {@code BOOLEAN}, {@code PASSWORD}
 * @param defaultValue the value of an instance that names none
 * @param required whether an instance cannot be made without a value
 * @param internal whether the platform keeps the value; a caller need not give it
 * @param hideFromConsole whether a form leaves the entry out
 * @param active whether the entry is in use
 * @param displayOrder the place in a form
 * @param options the values of a {@code COMBO}
 * @param companyConfig kept for definitions of other systems; without effect
 * @param resellerConfig kept for definitions of other systems; without effect
 * @param groupControl kept for definitions of other systems; without effect
 * @param isPrivate whether values are masked in answers whatever the type
 * @param configScreenType kept for definitions of other systems; without effect
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigurationEntry(
    long id,
    String key,
    String name,
    String description,
    String type,
    @Nullable String defaultValue,
    boolean required,
    boolean internal,
    boolean hideFromConsole,
    boolean active,
    int displayOrder,
    List<Option> options,
    boolean companyConfig,
    boolean resellerConfig,
    boolean groupControl,
    @JsonProperty("isPrivate") boolean isPrivate,
    @Nullable String configScreenType) {

  /**
   * Keys whose values are secret whatever their type (contract, core 3.7; design decision on
   * masking).
   */
  private static final Set<String> SECRET_KEYS =
      Set.of(
          "oauth.api.key",
          "oauth.api.secret",
          "oauth.user.token",
          "oauth.user.refresh_token",
          "oauth.user.token.secret",
          "event.notification.signature.key",
          "aws.api.secret",
          "aws.session.token");

  public ConfigurationEntry {
    options = List.copyOf(Objects.requireNonNullElse(options, List.of()));
  }

  /** Whether values of this entry are sealed at rest and masked in answers. */
  @JsonIgnore
  public boolean secret() {
    return secret(key, type, isPrivate);
  }

  /** Whether values of an entry with these fields are sealed at rest and masked in answers. */
  public static boolean secret(String key, @Nullable String type, boolean isPrivate) {
    return isPrivate || "PASSWORD".equals(type) || SECRET_KEYS.contains(key);
  }

  /** The entry as a caller may see it: the default value of a secret is masked. */
  ConfigurationEntry masked() {
    if (!secret() || defaultValue == null || defaultValue.isEmpty()) {
      return this;
    }
    return new ConfigurationEntry(
        id,
        key,
        name,
        description,
        type,
        Secret.MASK,
        required,
        internal,
        hideFromConsole,
        active,
        displayOrder,
        options,
        companyConfig,
        resellerConfig,
        groupControl,
        isPrivate,
        configScreenType);
  }

  /** Whether the option that is chosen says what other entries have by default. */
  @JsonIgnore
  public boolean decides() {
    return options.stream().anyMatch(option -> !option.defaults().isEmpty());
  }

  /** The option of a value, else of the default. */
  Optional<Option> chosen(Optional<String> own) {
    String value = own.orElse(Objects.requireNonNullElse(defaultValue, ""));
    return options.stream()
        .filter(option -> option.value().equalsIgnoreCase(value.strip()))
        .findFirst();
  }

  /**
   * A value of a {@code COMBO}.
   *
   * @param value the value
   * @param description its label
   * @param defaults the default values of other entries, by their keys, for instances that have
   *     chosen it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Option(
      String value,
      String description,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> defaults) {

    public Option {
      defaults = Map.copyOf(Objects.requireNonNullElse(defaults, Map.of()));
    }

    /** An option that decides about nothing else. */
    public static Option of(String value, String description) {
      return new Option(value, description, Map.of());
    }
  }
}
