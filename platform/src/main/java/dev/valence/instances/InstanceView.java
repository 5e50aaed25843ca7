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
 * @param configuration every declared entry with its value; null where it is not asked for
 * @param objects the objects of the element, where they were asked for
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
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, @Nullable String> configuration,
    boolean eventsEnabled,
    boolean traceLoggingEnabled,
    boolean cachingEnabled,
    String externalAuthentication,
    Instance.Owner user,
    StateView state,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ObjectView> objects) {

  /** The same without its configuration. */
  InstanceView withoutConfiguration() {
    return with(null, objects);
  }

  /** The same with the objects of its element. */
  InstanceView withObjects(List<ObjectView> found) {
    return with(configuration, found);
  }

  private InstanceView with(
      @Nullable Map<String, @Nullable String> shown, @Nullable List<ObjectView> found) {
    return new InstanceView(
        id,
        name,
        createdDate,
        updatedDate,
        token,
        element,
        elementId,
        tags,
        provisionInteractions,
        valid,
        disabled,
        maxCacheSize,
        cacheTimeToLive,
        shown,
        eventsEnabled,
        traceLoggingEnabled,
        cachingEnabled,
        externalAuthentication,
        user,
        state,
        found);
  }

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
   * An object of an element.
   *
   * @param name the uniform name
   * @param vendorName the provider's name
   * @param type {@code vendor}: the provider defines it
   */
  record ObjectView(String name, @Nullable String vendorName, String type) {}

  /**
   * How many instances an organization has.
   *
   * @param totalInstances of all elements
   * @param elementInstances of each element that has some
   */
  record CountView(long totalInstances, List<ElementCount> elementInstances) {}

  /**
   * How many instances an element has.
   *
   * @param element the element's key
   */
  record ElementCount(long elementId, @Nullable String element, long count) {}

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
