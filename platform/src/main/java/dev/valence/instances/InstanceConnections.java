package dev.valence.instances;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** What lets the engine call the provider of an instance. */
@ApplicationScoped
class InstanceConnections {

  private final LiveInstances live;
  private final Renewal renewal;
  private final SessionRenewal sessions;
  private final Keeping keeping;
  private final Traces traces;
  private final ItemNoteRepository notes;
  private final ContentLinks links;

  InstanceConnections(
      LiveInstances live,
      Renewal renewal,
      SessionRenewal sessions,
      Keeping keeping,
      Traces traces,
      ItemNoteRepository notes,
      ContentLinks links) {
    this.live = live;
    this.renewal = renewal;
    this.sessions = sessions;
    this.keeping = keeping;
    this.traces = traces;
    this.notes = notes;
    this.links = links;
  }

  /**
   * The instance as the engine sees it for one call.
   *
   * @param callId the call's id
   * @param apiUrl where the caller reaches the API
   */
  InstanceConnection of(LiveInstance instance, String callId, Supplier<String> apiUrl) {
    return new InstanceConnection(
        instance, this, callId, new InstanceItems(instance.instance(), notes, links, apiUrl));
  }

  LiveInstances live() {
    return live;
  }

  Renewal renewal() {
    return renewal;
  }

  SessionRenewal sessions() {
    return sessions;
  }

  Keeping keeping() {
    return keeping;
  }

  Traces traces() {
    return traces;
  }
}
