package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting that an element declares for its instances (contract, core 2.5 and 2.6).
 *
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
 */
public record ConfigurationEntry(
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
    List<Option> options) {

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
          "aws.api.secret");

  public ConfigurationEntry {
    options = List.copyOf(options);
  }

  /** Whether values of this entry are sealed at rest and masked in answers. */
  @JsonIgnore
  public boolean secret() {
    return type.equals("PASSWORD") || SECRET_KEYS.contains(key);
  }

  /** A value of a {@code COMBO} with its label. */
  public record Option(String value, String description) {}
}
