package dev.valence.instances;

import jakarta.enterprise.context.ApplicationScoped;

/** What lets the engine call the provider of an instance. */
@ApplicationScoped
class InstanceConnections {

  private final LiveInstances live;
  private final Renewal renewal;
  private final SessionRenewal sessions;
  private final Keeping keeping;
  private final Traces traces;

  InstanceConnections(
      LiveInstances live,
      Renewal renewal,
      SessionRenewal sessions,
      Keeping keeping,
      Traces traces) {
    this.live = live;
    this.renewal = renewal;
    this.sessions = sessions;
    this.keeping = keeping;
    this.traces = traces;
  }

  /**
   * The instance as the engine sees it for one call.
   *
   * @param callId the call's id
   */
  InstanceConnection of(LiveInstance instance, String callId) {
    return new InstanceConnection(instance, this, callId);
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
