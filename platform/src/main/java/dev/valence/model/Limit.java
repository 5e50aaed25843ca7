package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How often a provider may be called.
 *
 * @param per whose calls are counted together
 * @param calls how many calls may reach the provider within any such time
 * @param seconds the time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Limit(Per per, int calls, int seconds) {

  /** Whose calls a provider counts together. */
  public enum Per {
    /** Those of all accounts that were connected by one app. */
    @JsonProperty("app")
    APP,
    /** Those of one connected account. */
    @JsonProperty("account")
    ACCOUNT
  }
}
