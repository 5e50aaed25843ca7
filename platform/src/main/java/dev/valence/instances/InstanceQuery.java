package dev.valence.instances;

import dev.valence.instances.Instance.State;
import dev.valence.model.ApiException;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a caller can say of the instances to list (contract, core 3.1). */
public class InstanceQuery {

  private static final Set<String> STATES = Set.of(State.CONNECTED, State.NEEDS_CONSENT);

  @QueryParam("tags[]")
  @Parameter(description = "A tag that each instance has; may be repeated.")
  @Nullable List<String> tags;

  @QueryParam("searchText")
  @Parameter(description = "What the name or the element's key contains, in any case.")
  @Nullable String searchText;

  @QueryParam("state")
  @Parameter(description = "connected, or needs_consent: those that need their user's consent.")
  @Nullable String state;

  @QueryParam("hydrate")
  @Parameter(description = "Whether to show the configuration; true unless said otherwise.")
  @Nullable String hydrate;

  /** Whether the instances are shown with their configuration. */
  boolean hydrated() {
    return hydrate == null || !hydrate.equalsIgnoreCase("false");
  }

  /**
   * What is asked for.
   *
   * @throws ApiException 400 that names everything that is wrong
   */
  Wanted wanted() {
    List<String> faults = new ArrayList<>();
    if (state != null && !STATES.contains(state)) {
      faults.add("state must be connected or needs_consent.");
    }
    if (hydrate != null && !hydrate.equalsIgnoreCase("true") && hydrated()) {
      faults.add("hydrate must be true or false.");
    }
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    return new Wanted(
        Objects.requireNonNullElse(tags, List.of()),
        searchText == null || searchText.isBlank() ? null : searchText.strip(),
        state);
  }

  /**
   * What is asked for, checked.
   *
   * @param tags tags that each instance has
   * @param searchText what the name or the element's key contains; null for anything
   * @param state null for any
   */
  record Wanted(List<String> tags, @Nullable String searchText, @Nullable String state) {}
}
