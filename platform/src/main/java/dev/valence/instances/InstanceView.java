package dev.valence.instances;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ElementSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its answers show it (contract, core 3.5): every secret is masked but the token,
 * which the caller needs.
 *
 * @param state whether it is connected, or needs the user's consent again, since when and why
 */
record InstanceView(
    long id,
    String name,
    Instant createdDate,
    Instant updatedDate,
    String token,
    ElementSummary element,
    long elementId,
    List<String> tags,
    List<JsonNode> provisionInteractions,
    boolean valid,
    boolean disabled,
    int maxCacheSize,
    int cacheTimeToLive,
    Map<String, @Nullable String> configuration,
    boolean eventsEnabled,
    boolean traceLoggingEnabled,
    boolean cachingEnabled,
    String externalAuthentication,
    Instance.Owner user,
    StateView state) {

  /**
   * Whether an instance is connected.
   *
   * @param name {@code connected} or {@code needs_consent}
   * @param since when it came about
   * @param reason why consent is needed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StateView(String name, Instant since, @Nullable String reason) {}

  /**
   * An entry of an instance's configuration (contract, core 3.8).
   *
   * @param propertyValue the value as a string, masked when secret
   */
  record EntryView(
      long id,
      String key,
      String name,
      String description,
      @Nullable String propertyValue,
      String type,
      boolean required,
      boolean active,
      boolean hideFromConsole,
      boolean internal) {}
}
