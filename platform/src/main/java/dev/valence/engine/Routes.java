package dev.valence.engine;

import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Resources by their paths, sorted once so that each call finds its own soon. */
final class Routes {

  private final String prefix;

  /** By the number of their segments; those with a literal before those with a placeholder. */
  private final Map<Integer, List<Entry>> entries;

  private record Entry(Resource resource, PathPattern path) {}

  private Routes(String prefix, Map<Integer, List<Entry>> entries) {
    this.prefix = prefix;
    this.entries = entries;
  }

  /**
   * The routes to resources.
   *
   * @param hub the hub's key, with which the resources' paths begin
   */
  static Routes of(String hub, List<Resource> resources) {
    Map<Integer, List<Entry>> entries =
        resources.stream()
            .map(resource -> new Entry(resource, PathPattern.of(resource.path())))
            .sorted(Comparator.comparing(entry -> entry.path().shape()))
            .collect(Collectors.groupingBy(entry -> entry.path().length()));
    return new Routes("/hubs/" + hub, Map.copyOf(entries));
  }

  /**
   * Finds the resource of a call; a literal segment goes before a placeholder.
   *
   * @throws ApiException 404 for a path that no resource has, 405 for a method that none of the
   *     path's resources has, 400 for a path that cannot be decoded
   */
  Route find(HubCall call) {
    String[] path = segments(call.path());
    String shape = null;
    Map<String, Resource> others = new HashMap<>();
    for (Entry entry : ofLength(path)) {
      // "/files/metadata" is a resource of its own, never a file with the id "metadata".
      if (shape != null && !shape.equals(entry.path().shape())) {
        break;
      }
      Map<String, String> values = entry.path().match(path);
      if (values != null) {
        if (entry.resource().method().equals(call.method())) {
          return new Route(entry.resource(), values);
        }
        shape = entry.path().shape();
        others.put(entry.resource().method(), entry.resource());
      }
    }
    throw others.isEmpty()
        ? ApiException.of(404, "The hub has no resource " + call.path() + ".")
        : ApiException.of(
            405,
            "%s has no %s, only %s."
                .formatted(
                    call.path(),
                    call.method(),
                    others.keySet().stream().sorted().collect(Collectors.joining(", "))));
  }

  /** Whether there is a resource of that method for a path below the hub. */
  boolean has(String method, String path) {
    return shape(method, path).isPresent();
  }

  /** The shape of the resource of that method for a path below the hub. */
  Optional<String> shape(String method, String path) {
    String[] segments = segments(path);
    for (Entry entry : ofLength(segments)) {
      if (entry.resource().method().equals(method) && entry.path().matches(segments)) {
        return Optional.of(entry.path().shape());
      }
    }
    return Optional.empty();
  }

  private List<Entry> ofLength(String[] path) {
    return entries.getOrDefault(path.length, List.of());
  }

  private String[] segments(String path) {
    return (prefix + path).split("/", -1);
  }
}
