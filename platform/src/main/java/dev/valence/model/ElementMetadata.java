package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue card of an element (contract, core 2.8), derived from its definition.
 *
 * @param id the element's number
 * @param key the name in URLs
 * @param name the label
 * @param description what the element connects
 * @param image where the image is
 * @param hub the key of its hub
 * @param active whether the catalogue offers it
 * @param beta whether it is new
 * @param cloneable whether it may be cloned
 * @param extendable whether it may be extended
 * @param extended whether it has been extended
 * @param transformations whether transformations may be made
 * @param authenticationType how instances authenticate
 * @param authenticationTypes all the ways
 * @param events how changes at the vendor become events
 * @param discovery what can be found out about objects
 * @param bulk what can be done in bulk
 * @param api the vendor's interface
 * @param resources the resources, by the first word of their path
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElementMetadata(
    long id,
    String key,
    String name,
    String description,
    @Nullable String image,
    String hub,
    boolean active,
    boolean beta,
    boolean cloneable,
    boolean extendable,
    boolean extended,
    boolean transformations,
    String authenticationType,
    List<String> authenticationTypes,
    Events events,
    Discovery discovery,
    Bulk bulk,
    Api api,
    List<ResourceMetadata> resources) {

  /**
   * Events.
   *
   * @param supported whether there are any
   * @param methods {@code polling}, {@code webhook}
   * @param polling what is polled, by resource
   */
  public record Events(boolean supported, List<String> methods, Map<String, Poll> polling) {}

  /** The hub's URL that is polled for a resource. */
  public record Poll(String pollUrl) {}

  /** What can be found out about objects. */
  public record Discovery(boolean customFields, boolean customObjects) {}

  /** What can be done in bulk. */
  public record Bulk(boolean upload, boolean download) {}

  /** The vendor's interface: {@code http}, {@code soap}, … */
  public record Api(String type) {}

  /** A resource with the HTTP methods that it has. */
  public record ResourceMetadata(String canonicalName, List<String> operations) {}
}
