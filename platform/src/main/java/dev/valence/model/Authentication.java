package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How an element's instances authenticate with the vendor.
 *
 * @param type {@code oauth2}, {@code oauth1}, {@code basic}, {@code custom}, {@code
 *     oauth2Password}, {@code awsv4}, {@code apiKey} (contract, core 2.4)
 * @param keep members of the token endpoint's answers that an instance's configuration keeps: the
 *     configuration key by the member's name, such as {@code base.url} by {@code instance_url}
 * @param expired answers of the vendor that mean that the access token is no longer good, besides
 *     those of status 401
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Authentication(String type, Map<String, String> keep, List<ExpiredAnswer> expired) {

  public Authentication {
    keep = Map.copyOf(Objects.requireNonNullElse(keep, Map.of()));
    expired = List.copyOf(Objects.requireNonNullElse(expired, List.of()));
  }

  /** Authentication of which there is no more to say than the type. */
  public Authentication(String type) {
    this(type, Map.of(), List.of());
  }

  /**
   * An answer that means that the access token is no longer good.
   *
   * @param status the HTTP status
   * @param path where the answer's JSON body says it: the names of members, separated by dots; a
   *     number is a place in a list
   * @param value the text that stands there
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ExpiredAnswer(int status, String path, String value) {}
}
