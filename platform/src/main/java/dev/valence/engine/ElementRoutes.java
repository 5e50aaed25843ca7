package dev.valence.engine;

import dev.valence.apidocs.ElementObjects;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.model.WithdrawnResource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls an element's definition answers, and how: made once for each version of an element.
 *
 * @param element the element
 * @param called all resources that are called, whoever answers them
 * @param declared those that are called and that no connector answers
 * @param alive whether one of these is the element's own {@code GET /ping}
 * @param withdrawn what its vendor has not, or no more
 */
record ElementRoutes(
    Element element, Routes called, Routes declared, boolean alive, List<Withdrawn> withdrawn) {

  /** The types of resources that run on call. */
  private static final Set<String> ON_CALL =
      Set.of("api", "apiNoDocumentation", "formulaAsResource");

  record Withdrawn(WithdrawnResource resource, PathPattern path) {}

  static ElementRoutes of(Element element) {
    List<Resource> called =
        element.resources().stream()
            .filter(resource -> ON_CALL.contains(resource.type()))
            .filter(resource ->
                !ElementObjects.isGeneric(resource)) // which is the platform's to answer
            .toList();
    List<Resource> declared =
        called.stream().filter(resource -> !resource.kind().equals(Resource.OF_CONNECTOR)).toList();
    String ping = "/hubs/" + element.hub() + "/ping";
    return new ElementRoutes(
        element,
        Routes.of(element.hub(), called),
        Routes.of(element.hub(), declared),
        declared.stream().anyMatch(resource -> resource.path().equals(ping)),
        element.withdrawn().stream()
            .map(resource -> new Withdrawn(resource, PathPattern.of(resource.path())))
            .sorted(Comparator.comparing(resource -> resource.path().shape()))
            .toList());
  }

  /** Whether the definition declares the answer to a call, rather than a connector. */
  boolean declare(HubCall call) {
    return element.connector() == null
        ? !element.resources().isEmpty()
        : declared.has(call.method(), call.path())
            || withdrawn(declared, call.method(), call.path()).isPresent();
  }

  /** Whether the element answers a path with a method, or once did. */
  boolean offer(String method, String path) {
    return called.has(method, path) || withdrawn(called, method, path).isPresent();
  }

  /**
   * The way of a declared call.
   *
   * @throws ApiException 404, 405 and 400 as {@link Routes#find}; 501 for what the vendor has
   *     withdrawn
   */
  Route find(HubCall call) {
    withdrawn(declared, call.method(), call.path())
        .ifPresent(gone -> {
          throw ApiException.of(501, gone.refusal(element.name()));
        });
    if (!declared.has(call.method(), call.path())) {
      // A path may name an object whose resource has another path.
      Optional<ElementObjects.Served> served =
          ElementObjects.of(element).serving(call.method(), PathPattern.segments(call.path()));
      if (served.isPresent()) {
        return new Route(served.get().resource(), served.get().pathValues());
      }
    }
    return declared.find(call);
  }

  /**
   * What the vendor has withdrawn of a call; what is declared goes before it, unless it has a
   * placeholder where the other has a literal.
   */
  private Optional<WithdrawnResource> withdrawn(Routes others, String method, String path) {
    if (withdrawn.isEmpty()) {
      return Optional.empty();
    }
    String[] segments = ("/hubs/" + element.hub() + path).split("/", -1);
    return withdrawn.stream()
        .filter(gone -> gone.resource().method().equals(method) && gone.path().matches(segments))
        .findFirst()
        .filter(gone ->
            others
                .shape(method, path)
                .filter(shape -> shape.compareTo(gone.path().shape()) <= 0)
                .isEmpty())
        .map(Withdrawn::resource);
  }
}
