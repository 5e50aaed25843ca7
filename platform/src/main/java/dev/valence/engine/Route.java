package dev.valence.engine;

import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.model.WithdrawnResource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The resource that answers a call, with what its path's placeholders stand for.
 *
 * @param resource the resource
 * @param pathValues the decoded values by the placeholders' names
 */
record Route(Resource resource, Map<String, String> pathValues) {

  /**
   * Finds the resource of a call; a literal segment goes before a placeholder.
   *
   * @param hub the hub's key, with which the resources' paths begin
   * @throws ApiException 404 for a path that no resource has, 405 for a method that none of the
   *     path's resources has
   */
  static Route find(String hub, List<Resource> resources, HubCall call) {
    String path = "/hubs/" + hub + call.path();
    List<Route> ofPath =
        resources.stream()
            .flatMap(resource -> match(resource, path).stream())
            .sorted(Comparator.comparing(route -> shape(route.resource())))
            .toList();
    if (ofPath.isEmpty()) {
      throw ApiException.of(404, "The hub has no resource " + call.path() + ".");
    }
    // "/files/metadata" is a resource of its own, never a file with the id "metadata".
    String shape = shape(ofPath.getFirst().resource());
    List<Route> routes =
        ofPath.stream().filter(route -> shape(route.resource()).equals(shape)).toList();
    return routes.stream()
        .filter(route -> route.resource().method().equals(call.method()))
        .findFirst()
        .orElseThrow(() -> otherMethod(call, routes));
  }

  /** Whether there is a resource of that method for a path below the hub. */
  static boolean exists(String hub, List<Resource> resources, String method, String path) {
    return resources.stream()
        .filter(resource -> resource.method().equals(method))
        .anyMatch(resource -> match(resource, "/hubs/" + hub + path).isPresent());
  }

  /**
   * What an element's vendor has withdrawn of a call; what is declared goes before it, unless it
   * has a placeholder where the other has a literal.
   *
   * @param path the path below the hub, as in {@link HubCall}
   */
  static Optional<WithdrawnResource> withdrawn(
      Element element, List<Resource> declared, String method, String path) {
    if (element.withdrawn().isEmpty()) {
      return Optional.empty();
    }
    String whole = "/hubs/" + element.hub() + path;
    Optional<WithdrawnResource> withdrawn =
        element.withdrawn().stream()
            .filter(resource -> resource.method().equals(method))
            .filter(resource -> values(resource.path(), whole).isPresent())
            .min(Comparator.comparing(resource -> shape(resource.path())));
    Optional<String> other =
        declared.stream()
            .filter(resource -> resource.method().equals(method))
            .filter(resource -> match(resource, whole).isPresent())
            .map(Route::shape)
            .min(Comparator.naturalOrder());
    return withdrawn.filter(
        resource -> other.isEmpty() || shape(resource.path()).compareTo(other.get()) < 0);
  }

  /** The decoded segments of a path. */
  static List<String> segments(String path) {
    return Arrays.stream(path.substring(1).split("/", -1)).map(Route::decoded).toList();
  }

  private static ApiException otherMethod(HubCall call, List<Route> routes) {
    String methods =
        routes.stream()
            .map(route -> route.resource().method())
            .sorted()
            .collect(Collectors.joining(", "));
    return ApiException.of(
        405, "%s has no %s, only %s.".formatted(call.path(), call.method(), methods));
  }

  private static Optional<Route> match(Resource resource, String path) {
    return values(resource.path(), path).map(values -> new Route(resource, values));
  }

  /** What the placeholders of a path stand for, if another is one of it. */
  private static Optional<Map<String, String>> values(String pattern, String path) {
    String[] template = pattern.split("/", -1);
    String[] segments = path.split("/", -1);
    if (template.length != segments.length) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < template.length; i++) {
      if (placeholder(template[i]) && !segments[i].isEmpty()) {
        values.put(template[i].substring(1, template[i].length() - 1), decoded(segments[i]));
      } else if (!template[i].equals(segments[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** A digit for each segment of the path: 0 for a literal, 1 for a placeholder. */
  private static String shape(Resource resource) {
    return shape(resource.path());
  }

  private static String shape(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> placeholder(segment) ? "1" : "0")
        .collect(Collectors.joining());
  }

  private static boolean placeholder(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static String decoded(String segment) {
    try {
      // In a path a plus is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("The path has a '%' that is not followed by two digits.");
    }
  }
}
