package dev.valence.engine;

import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Hook;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses what a definition asks for and this version does not carry out, before it is begun. */
final class Executable {

  private static final Set<String> SOURCES =
      Set.of("query", "path", "header", "configuration", "value", "body");
  private static final Set<String> WITHOUT_EFFECT = Set.of("no-op", "value");
  private static final Set<String> TARGETS = Set.of("query", "path", "header");
  private static final Set<String> ANSWERS = Set.of("body", "bodyField", "bodyToken", "header");
  private static final Set<String> PROTOCOLS = Set.of("http", "odata");

  private Executable() {}

  /**
   * Checks a resource that is called.
   *
   * @throws ApiException 501 that names everything
   */
  static void check(Element element, Resource resource) {
    List<String> refused = refused(element, resource);
    for (Parameter parameter : parameters(element, resource).toList()) {
      if (parameter.source().equals("response")) {
        refused.add("the configuration '" + parameter.name() + "' kept of its answer");
      }
    }
    refuse(resource, refused);
  }

  /**
   * Checks a resource that is a step of an instance's life.
   *
   * @throws ApiException 501 that names everything
   */
  static void checkStep(Element element, Resource resource) {
    List<String> refused = refused(element, resource);
    for (Parameter parameter : parameters(element, resource).toList()) {
      boolean kept =
          parameter.type().equals("configuration")
              && ANSWERS.contains(String.valueOf(parameter.vendorType()));
      if (parameter.source().equals("response") && !kept) {
        refused.add("the response parameter '" + parameter.name() + "'");
      }
    }
    refuse(resource, refused);
  }

  private static List<String> refused(Element element, Resource resource) {
    List<String> refused = new ArrayList<>();
    if (!resource.kind().equals("eb")) {
      refused.add("the kind '" + resource.kind() + "'");
    }
    if (!PROTOCOLS.contains(element.protocolType())) {
      refused.add("the protocol '" + element.protocolType() + "'");
    }
    if (Stream.concat(element.hooks().stream(), resource.hooks().stream())
        .anyMatch(Executable::runs)) {
      refused.add("hooks");
    }
    if (resource.nextResource() != null && !resource.nextResource().isBlank()) {
      refused.add("nextResource");
    }
    if (resource.response() != null
        && "application/octet-stream".equals(resource.response().contentType())) {
      refused.add("an answer that is a file");
    }
    parameters(element, resource)
        .filter(parameter -> parameter.source().equals("request"))
        .filter(Executable::takesEffect)
        .filter(parameter -> !assigns(parameter))
        .map(parameter ->
            "the parameter '%s' (%s to %s)"
                .formatted(parameter.name(), parameter.type(), parameter.vendorType()))
        .forEach(refused::add);
    return refused;
  }

  /** Whether a parameter does more than show its value to hooks. */
  static boolean takesEffect(Parameter parameter) {
    return !WITHOUT_EFFECT.contains(String.valueOf(parameter.vendorType()));
  }

  private static Stream<Parameter> parameters(Element element, Resource resource) {
    return Stream.concat(element.parameters().stream(), resource.parameters().stream());
  }

  /** A script around a call; published definitions have some without a body, which do nothing. */
  private static boolean runs(Hook hook) {
    return !hook.type().equals("event") && hook.body() != null && !hook.body().isBlank();
  }

  private static boolean assigns(Parameter parameter) {
    String target = String.valueOf(parameter.vendorType());
    return switch (parameter.type()) {
      case "body" -> target.equals("body");
      case "value" -> TARGETS.contains(target) && Template.unknown(parameter.name()).isEmpty();
      default -> SOURCES.contains(parameter.type()) && TARGETS.contains(target);
    };
  }

  private static void refuse(Resource resource, List<String> refused) {
    if (!refused.isEmpty()) {
      throw ApiException.of(
          501,
          "%s %s cannot be called in this version, which does not carry out: %s."
              .formatted(resource.method(), resource.path(), String.join(", ", refused)));
    }
  }
}
