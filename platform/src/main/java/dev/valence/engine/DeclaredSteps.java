package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of an instance's life that an element declares as resources (contract, element format
 * 5).
 *
 * @param run runs resources of the account
 */
record DeclaredSteps(ResourceRun run) {

  /** What a step is given when it has nothing but its account. */
  static ResourceCall call(Resource resource, Map<String, String> parameters) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    parameters.forEach((name, value) -> query.put(name, List.of(value)));
    HubCall call =
        new HubCall(
            resource.method(),
            resource.path().replaceFirst("^/hubs/[^/]+", ""),
            query,
            Map.of(),
            null);
    return new ResourceCall(
        new Route(resource, Map.of()), call, new CallBody(null), parameters, null);
  }

  /**
   * Asks whether a new account can be used, and does what else it needs. Each step finds what the
   * ones before it have kept; one that another leads on to does not run twice.
   *
   * @param parameters what they find as the query of their call
   * @throws ApiException 400 with the vendor's words for all that it does not accept
   */
  void provision(Map<String, String> parameters) {
    Set<Resource> done = new HashSet<>();
    for (String type : List.of("provisionAuthValidation", "onProvision")) {
      for (Resource resource : resources(type)) {
        if (done.add(resource)) {
          List<Resource> chain = run.chain(resource);
          done.addAll(chain);
          try {
            var _ = run.run(call(resource, parameters));
          } catch (ApiException e) {
            throw refused(e);
          }
        }
      }
    }
  }

  /**
   * Runs the steps of a type.
   *
   * @return what the last one was answered with
   * @throws ApiException as for {@link #provision}
   */
  Optional<JsonNode> ofType(String type, Map<String, String> parameters) {
    Optional<JsonNode> last = Optional.empty();
    for (Resource resource : resources(type)) {
      last = Optional.of(run.run(call(resource, parameters)).body);
    }
    return last;
  }

  /**
   * Takes leave of the vendor; the element's hooks do not run then (contract, element format 5).
   */
  void leave() {
    for (Resource resource : resources("onDelete")) {
      var _ = run.runOne(call(resource, Map.of()), false);
    }
  }

  private List<Resource> resources(String type) {
    return run.instance().element().resources().stream()
        .filter(resource -> resource.type().equals(type))
        .toList();
  }

  /** Whatever the vendor's status: who makes an instance has not sent wrong credentials to us. */
  private static ApiException refused(ApiException failure) {
    int status = failure.status();
    return failure.providerMessage().isPresent() && status / 100 == 4 && status != 429
        ? ApiException.ofProvider(400, failure.message(), failure.providerMessage().get(), failure)
        : failure;
  }
}
