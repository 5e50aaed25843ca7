package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A call of the hub that the vendor of an element once had and has no more, or never had: it is
 * answered with 501 that says so.
 *
 * @param method the HTTP method of the unified call
 * @param path the path of the unified call, with the hub; placeholders as in {@link Resource#path}
 * @param since the day on which the vendor withdrew it (ISO 8601); null for what it never had
 * @param message what that means, and what can be called instead
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WithdrawnResource(
    String method, String path, @Nullable String since, String message) {

  /**
   * What a caller is told.
   *
   * @param vendor the name of the element
   */
  public String refusal(String vendor) {
    return since == null
        ? "%s does not offer this: %s".formatted(vendor, message)
        : "%s withdrew this on %s: %s".formatted(vendor, since, message);
  }
}
