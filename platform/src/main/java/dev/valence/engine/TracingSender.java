package dev.valence.engine;

import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Records each request to the vendor with its answer, and tells the log of its method, host, status
 * and time. Paths and queries may hold secrets and names, so the log has none.
 *
 * @param sender sends the requests
 * @param instanceId the instance whose calls are traced
 * @param record what is recorded
 */
record TracingSender(Sender sender, long instanceId, Explanation record) implements Sender {

  private static final Logger LOG = Logger.getLogger(TracingSender.class);

  @Override
  public EgressResponse send(EgressRequest request) {
    long start = System.nanoTime();
    record.sends(request);
    try {
      EgressResponse response = sender.send(request);
      tell(request, "status " + response.status(), start);
      record.answered(response);
      return response;
    } catch (EgressException e) {
      tell(request, "no answer", start);
      record.failed(e);
      throw e;
    }
  }

  private void tell(EgressRequest request, String outcome, long start) {
    LOG.infof(
        "Trace of instance %d: %s %s, %s after %d ms",
        instanceId,
        request.method(),
        request.uri().getHost(),
        outcome,
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }
}
