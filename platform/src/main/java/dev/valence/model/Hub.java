package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A category of elements (contract, core 2.9).
 *
 * @param id the hub's number
 * @param name the label
 * @param key the name in paths, such as {@code documents}
 * @param description what the hub is about
 * @param videoLink where a film explains it
 * @param active whether the hub is in use
 * @param resources the uniform resources, in answers that ask for them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hub(
    long id,
    String name,
    String key,
    String description,
    @Nullable String videoLink,
    boolean active,
    @Nullable List<Resource> resources) {

  /** The hub together with its uniform resources. */
  public Hub with(List<Resource> uniform) {
    return new Hub(id, name, key, description, videoLink, active, List.copyOf(uniform));
  }
}
