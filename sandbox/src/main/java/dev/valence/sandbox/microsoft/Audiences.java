package dev.valence.sandbox.microsoft;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what an access token is to be for. */
final class Audiences {

  /**
   * What an access token is for.
   *
   * @param name the resource as the client named it; null in version 2.0
   * @param resource the one resource it works at
   * @param permissions what it allows there, by full names
   */
  record Audience(@Nullable String name, Resource resource, Set<String> permissions) {

    /** The permissions as an answer names them: Graph's by their short names. */
    String scope() {
      return resource.permissionsOf(permissions).stream()
          .map(name -> resource == Resource.GRAPH ? name : resource.fullName(name))
          .collect(Collectors.joining(" "));
    }
  }

  private final Addresses addresses;

  Audiences(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * What a token request is about.
   *
   * @param granted what the user has granted, by full names
   * @param byDefault the resource for a request of version 1.0 that names none
   */
  Audience of(
      Version version, Map<String, String> form, Set<String> granted, @Nullable String byDefault)
      throws LoginError {
    return switch (version) {
      case V1 -> byResource(form.getOrDefault("resource", byDefault), granted);
      case V2 -> byScope(form, granted);
    };
  }

  private Audience byResource(@Nullable String name, Set<String> granted) throws LoginError {
    if (name == null || name.isEmpty()) {
      throw LoginError.missing("resource");
    }
    Resource resource =
        addresses.resource(name).orElseThrow(() -> LoginError.unknownResource(name));
    return audience(name, resource, granted);
  }

  private Audience byScope(Map<String, String> form, Set<String> granted) throws LoginError {
    if (form.containsKey("resource")) {
      throw LoginError.invalidRequest(901002, "The 'resource' request parameter is not supported.");
    }
    Set<String> wanted = Scopes.parse(form.getOrDefault("scope", ""), addresses).permissions();
    if (!granted.containsAll(wanted)) {
      throw notConsented();
    }
    List<Resource> resources =
        Arrays.stream(Resource.values())
            .filter(
                resource -> !resource.permissionsOf(wanted.isEmpty() ? granted : wanted).isEmpty())
            .toList();
    if (resources.isEmpty()) {
      return new Audience(null, Resource.GRAPH, Set.of());
    }
    if (!wanted.isEmpty() && resources.size() > 1) {
      throw LoginError.invalidRequest(
          28000,
          "Provided value for the input parameter scope is not valid because it contains more than"
              + " one resource.");
    }
    return audience(null, resources.getFirst(), wanted.isEmpty() ? granted : wanted);
  }

  private static Audience audience(
      @Nullable String name, Resource resource, Set<String> permissions) throws LoginError {
    Set<String> there =
        resource.permissionsOf(permissions).stream()
            .map(resource::fullName)
            .collect(Collectors.toSet());
    if (there.isEmpty()) {
      throw notConsented();
    }
    return new Audience(name, resource, there);
  }

  private static LoginError notConsented() {
    return LoginError.invalidGrant(
        65001, "The user or administrator has not consented to use the application.");
  }
}
