package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.Catalog;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What became of the calls of instances that are traced (contract, platform 0). A trace holds what
 * people's applications send and receive, so it is sealed, and is gone after a day.
 */
@ApplicationScoped
class Traces {

  private static final Logger LOG = Logger.getLogger(Traces.class);

  /** The ids of calls. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

  private final TraceRepository repository;
  private final Catalog catalog;

  Traces(TraceRepository repository, Catalog catalog) {
    this.repository = repository;
    this.catalog = catalog;
  }

  /**
   * Keeps the trace of a call. The call has worked or failed by itself, and does not fail when this
   * does.
   *
   * @param calls each call of the provider, by {@code METHOD:/path}
   */
  void record(Instance instance, String callId, JsonNode calls) {
    try {
      repository.insert(instance, callId, Shortened.of(calls));
    } catch (RuntimeException e) {
      LOG.warnf(e, "The trace of a call of instance %d is not kept.", instance.id());
    }
  }

  /**
   * The trace of a call.
   *
   * @param keyOrId the element that was called
   * @throws ApiException 404 for an unknown element, and when the organization has no such trace of
   *     it, or has it no longer
   */
  JsonNode find(Principal caller, String keyOrId, String traceId) {
    long elementId = catalog.require(caller, keyOrId).id();
    if (!ID.matcher(traceId).matches()) {
      throw ApiException.notFound("trace", traceId);
    }
    return repository
        .find(caller.organizationId(), elementId, traceId)
        .orElseThrow(() -> ApiException.notFound("trace", traceId));
  }
}
