package dev.valence.engine;

import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The steps of an instance's life that an element declares as resources (contract, element format
 * 5).
 *
 * @param instance the account
 * @param senders gives the way to its vendor
 */
record DeclaredSteps(
    ConnectedInstance instance, Function<ConnectedInstance, SigningSender> senders) {

  /** Steps without which an account would not be what its element says. */
  private static final Set<String> NOT_CARRIED_OUT =
      Set.of(
          "oauthOnAuthorizeUrl",
          "oauthOnTokenExchange",
          "oauthOnTokenRefresh",
          "oauthOnTokenRevoke",
          "oauthOnTokenRequest",
          "oauth1OnTokenRequest",
          "oauth2Password",
          "onRefresh");

  /**
   * Asks whether a new account can be used, and does what else it needs. Each step finds what the
   * ones before it have kept.
   *
   * @throws ApiException 400 with the vendor's words for all that it does not accept
   */
  void provision() {
    Element element = instance.element();
    List<String> missing =
        element.resources().stream().map(Resource::type).filter(NOT_CARRIED_OUT::contains).toList();
    if (!missing.isEmpty()) {
      throw ApiException.of(
          501,
          "The element '%s' cannot be connected in this version, which does not carry out: %s."
              .formatted(element.key(), String.join(", ", missing)));
    }
    for (String type : List.of("provisionAuthValidation", "onProvision")) {
      for (Resource resource : resources(type)) {
        try {
          keep(resource, new DeclaredCalls(instance, senders.apply(instance)).step(resource));
        } catch (ApiException e) {
          throw refused(e);
        }
      }
    }
  }

  /** Takes leave of the vendor. */
  void leave() {
    for (Resource resource : resources("onDelete")) {
      var _ = new DeclaredCalls(instance, senders.apply(instance)).step(resource);
    }
  }

  private List<Resource> resources(String type) {
    return instance.element().resources().stream()
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

  private void keep(Resource resource, VendorAnswer answer) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Parameter parameter : resource.parameters()) {
      if (parameter.source().equals("response")) {
        value(parameter, answer).ifPresent(value -> kept.put(parameter.name(), value));
      }
    }
    instance.keep(kept);
  }

  /** What stands in the vendor's answer, not yet unwrapped. */
  private static Optional<String> value(Parameter parameter, VendorAnswer answer) {
    String name = String.valueOf(parameter.vendorName());
    return "header".equals(parameter.vendorType())
        ? answer.header(name.strip())
        : BodyPath.of(name)
            .find(answer.body())
            .filter(value -> !value.isNull())
            .map(value -> value.isValueNode() ? value.asText() : value.toString());
  }
}
