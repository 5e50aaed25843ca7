package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressRequest;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vendor's request of a call: parameters are assigned, the element's before the
 * resource's, and the later one wins for the same target (contract, element format 6).
 *
 * @param element the element
 * @param route the resource with what its placeholders stand for
 * @param call the call
 * @param pages what stands for the parameters that name a page
 * @param body what the caller has sent; null for nothing
 */
record Mapping(
    Element element, Route route, HubCall call, Map<String, String> pages, @Nullable JsonNode body)
    implements SigningSender.Draft {

  private static final String JSON = "application/json";

  /**
   * The request, not yet signed.
   *
   * @throws ApiException 400 that names everything that is missing; 501 for a conversion
   */
  @Override
  public EgressRequest with(Function<String, Optional<String>> configuration) {
    Map<String, String> query = new LinkedHashMap<>();
    Map<String, String> path = new HashMap<>();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", JSON);
    boolean sendsBody = false;
    List<String> faults = new ArrayList<>();
    for (Parameter parameter : assignments().toList()) {
      if (parameter.type().equals("body")) {
        sendsBody = body != null;
        if (body == null && parameter.required()) {
          faults.add("The body is missing.");
        }
        continue;
      }
      Optional<String> value = value(parameter, configuration);
      if (value.isEmpty() && parameter.required()) {
        faults.add(missing(parameter));
      }
      String target = Objects.requireNonNull(parameter.vendorName()).strip();
      value.ifPresent(text -> {
        refuseConversion(parameter);
        switch (String.valueOf(parameter.vendorType())) {
          case "query" -> query.put(target, text);
          case "header" -> headers.put(target, text);
          default -> path.put(target, inPath(parameter, text, faults));
        }
      });
    }
    String url =
        VendorUrl.join(
            base(configuration, faults), Objects.requireNonNullElse(resource().vendorPath(), ""));
    VendorUrl.placeholders(url).stream()
        .filter(placeholder -> !path.containsKey(placeholder))
        .forEach(placeholder ->
            implicit(placeholder)
                .ifPresentOrElse(
                    text -> path.put(placeholder, segment(placeholder, text, faults)),
                    () -> faults.add("'" + placeholder + "' of the URL has no value.")));
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults.stream().distinct().toList());
    }
    EgressRequest request = request(url, path, query, headers);
    return sendsBody
        ? request.withBody(
            EgressRequest.Body.text(
                RootKey.of(resource()).wrap(Objects.requireNonNull(body)).toString(), JSON))
        : request;
  }

  private Resource resource() {
    return route.resource();
  }

  private EgressRequest request(
      String url,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers) {
    try {
      return new EgressRequest(
          Objects.requireNonNullElse(resource().vendorMethod(), resource().method()),
          VendorUrl.of(url, path, query),
          headers,
          null);
    } catch (IllegalArgumentException e) {
      // The exception repeats the URL, which may hold a token.
      throw ApiException.badRequest("The values of the call and of the instance make no URL.");
    }
  }

  private Stream<Parameter> assignments() {
    return Stream.concat(element.parameters().stream(), resource().parameters().stream())
        .filter(parameter -> parameter.source().equals("request"))
        .filter(Executable::takesEffect);
  }

  private Optional<String> value(
      Parameter parameter, Function<String, Optional<String>> configuration) {
    String name = parameter.name();
    return switch (parameter.type()) {
      case "query" ->
          Pages.concerns(parameter) ? Optional.ofNullable(pages.get(name)) : call.queryValue(name);
      case "path" -> Optional.ofNullable(route.pathValues().get(name));
      case "header" -> call.header(name);
      case "configuration" -> configuration.apply(name);
      default -> Optional.of(Template.fill(name, configuration));
    };
  }

  private static String missing(Parameter parameter) {
    return parameter.type().equals("configuration")
        ? "The instance's configuration lacks '" + parameter.name() + "'."
        : "The " + parameter.type() + " parameter '" + parameter.name() + "' is missing.";
  }

  private static void refuseConversion(Parameter parameter) {
    String name = String.valueOf(parameter.vendorName());
    String converter =
        name.startsWith("converter:")
            ? name.substring("converter:".length())
            : parameter.converter();
    if (converter != null && !converter.isBlank()) {
      throw ApiException.of(
          501, "'%s' cannot be converted: there is no %s.".formatted(parameter.name(), converter));
    }
  }

  /** What the definition and the configuration say is encoded by them where it has to be. */
  private static String inPath(Parameter parameter, String text, List<String> faults) {
    return switch (parameter.type()) {
      case "configuration", "value" -> text;
      default -> segment(parameter.name(), text, faults);
    };
  }

  /** A caller's value stays one segment of the path, and never leads out of it. */
  private static String segment(String name, String text, List<String> faults) {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      faults.add("'" + text + "' cannot stand for '" + name + "' in a path.");
    }
    return VendorUrl.encoded(text);
  }

  private String base(Function<String, Optional<String>> configuration, List<String> faults) {
    Optional<String> base = configuration.apply("base.url").map(String::strip);
    if (base.isEmpty() && !VendorUrl.absolute(resource().vendorPath())) {
      faults.add("The instance's configuration lacks 'base.url'.");
    }
    return base.orElse("");
  }

  /** A placeholder that no parameter names, and that the caller's path has too. */
  private Optional<String> implicit(String placeholder) {
    boolean hidden =
        resource().parameters().stream()
            .filter(parameter -> parameter.type().equals("path"))
            .filter(parameter -> parameter.name().equals(placeholder))
            .anyMatch(parameter -> "no-op".equals(parameter.vendorType()));
    return hidden ? Optional.empty() : Optional.ofNullable(route.pathValues().get(placeholder));
  }
}
