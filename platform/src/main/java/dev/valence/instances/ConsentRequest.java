package dev.valence.instances;

import dev.valence.model.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller says of the consent that it wants (contract, core 2.2 and 2.3).
 *
 * @param parameters the texts by their names, those of {@code GET} and of the body of {@code POST}
 */
record ConsentRequest(Map<String, String> parameters) {

  /** What has a meaning of its own; everything else goes into the URL. */
  private static final Set<String> OWN =
      Set.of(
          "apiKey",
          "apiSecret",
          "callbackUrl",
          "state",
          "scope",
          "siteAddress",
          "subdomain",
          "requestToken",
          "callbackProxy",
          "isOauthProxy",
          "isOAuthProxy",
          "oauthProxyName",
          "authentication.type",
          "elementKeyOrId",
          "your_momKeyOrId");

  ConsentRequest {
    parameters = Map.copyOf(parameters);
    List<String> faults =
        parameters.entrySet().stream()
            .filter(parameter -> parameter.getValue().indexOf(0) >= 0)
            .map(parameter -> parameter.getKey() + " has a NUL character.")
            .sorted()
            .toList();
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  /** A parameter that has a value. */
  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
  }

  /**
   * Demands parameters.
   *
   * @throws ApiException 400 that names all that are missing
   */
  void require(List<String> names) {
    List<String> missing = names.stream().filter(name -> find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw ApiException.badRequest(
          "The following parameters are missing: " + String.join(", ", missing) + ".");
    }
  }

  /** Whether the provider is to send the user to the platform, which sends the user on. */
  boolean proxied() {
    return byNamedProxy() || is("callbackProxy");
  }

  /** Whether that is to happen by a proxy that the caller names. */
  boolean byNamedProxy() {
    return is("isOauthProxy") || is("isOAuthProxy");
  }

  private boolean is(String name) {
    return find(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** What the provider gives back where the caller does not say. */
  String stateOr(String otherwise) {
    return find("state").orElse(otherwise);
  }

  /** What goes into the URL as it is. */
  Map<String, String> further() {
    Map<String, String> further = new LinkedHashMap<>(parameters);
    further.keySet().removeAll(OWN);
    return further;
  }

  /** The same without parameters that are for the platform. */
  ConsentRequest without(List<String> names) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.keySet().removeAll(names);
    return new ConsentRequest(others);
  }

  /** The same with another value of a parameter. */
  ConsentRequest with(String name, String text) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.put(name, text);
    return new ConsentRequest(others);
  }

  /** The same with an app in the place of the caller's own. */
  ConsentRequest with(RegisteredApp app) {
    ConsentRequest changed =
        with("apiKey", app.apiKey().reveal()).with("apiSecret", app.apiSecret().reveal());
    return app.callbackUrl() == null || find("callbackUrl").isPresent()
        ? changed
        : changed.with("callbackUrl", app.callbackUrl());
  }

  /** Its text has secrets. */
  @Override
  public String toString() {
    return parameters.keySet().toString();
  }
}
