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
import java.util.regex.Pattern;
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

  /** The caller's credentials are for this platform alone. */
  private static final String CREDENTIALS = "Authorization";

  /** What a header can hold (RFC 9110, 5.5). */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");

  /** What the vendor gets so far, and what is wrong. */
  private static final class Assigned {

    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private final Map<String, String> path = new HashMap<>();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> faults = new ArrayList<>();
    private @Nullable JsonNode body;

    private Assigned() {
      headers.put("Accept", JSON);
    }
  }

  /**
   * The request, not yet signed.
   *
   * @throws ApiException 400 that names everything that is missing; 501 for a conversion
   */
  @Override
  public EgressRequest with(Function<String, Optional<String>> configuration) {
    Assigned assigned = new Assigned();
    assignments().forEach(parameter -> assign(parameter, configuration, assigned));
    String url =
        VendorUrl.join(
            base(configuration, assigned.faults),
            Objects.requireNonNullElse(resource().vendorPath(), ""));
    VendorUrl.placeholders(url).forEach(placeholder -> assignImplicitly(placeholder, assigned));
    if (!assigned.faults.isEmpty()) {
      throw ApiException.badRequest(assigned.faults.stream().distinct().toList());
    }
    EgressRequest request = request(url, assigned);
    return assigned.body == null
        ? request
        : request.withBody(
            EgressRequest.Body.text(RootKey.of(resource()).wrap(assigned.body).toString(), JSON));
  }

  private void assign(
      Parameter parameter, Function<String, Optional<String>> configuration, Assigned assigned) {
    if (parameter.type().equals("body")) {
      assigned.body = body;
      if (body == null && parameter.required()) {
        assigned.faults.add("The body is missing.");
      }
      return;
    }
    Optional<String> value = value(parameter, configuration);
    if (value.isEmpty()) {
      if (parameter.required()) {
        assigned.faults.add(missing(parameter));
      }
      return;
    }
    refuseConversion(parameter);
    String target = Objects.requireNonNull(parameter.vendorName()).strip();
    switch (String.valueOf(parameter.vendorType())) {
      case "query" -> assigned.query.put(target, all(parameter, value.get()));
      case "header" -> assigned.headers.put(target, inHeader(target, value.get(), assigned.faults));
      default -> assigned.path.put(target, inPath(parameter, value.get(), assigned.faults));
    }
  }

  /** A placeholder that no parameter names stands for the one of the caller's path. */
  private void assignImplicitly(String placeholder, Assigned assigned) {
    if (!assigned.path.containsKey(placeholder)) {
      implicit(placeholder)
          .ifPresentOrElse(
              text -> assigned.path.put(placeholder, segment(placeholder, text, assigned.faults)),
              () -> assigned.faults.add("'" + placeholder + "' of the URL has no value."));
    }
  }

  private Resource resource() {
    return route.resource();
  }

  private EgressRequest request(String url, Assigned assigned) {
    try {
      return new EgressRequest(
          Objects.requireNonNullElse(resource().vendorMethod(), resource().method()),
          VendorUrl.of(url, assigned.path, assigned.query),
          assigned.headers,
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
      case "header" -> CREDENTIALS.equalsIgnoreCase(name) ? Optional.empty() : call.header(name);
      case "configuration" -> configuration.apply(name);
      default -> Optional.of(Template.fill(name, configuration));
    };
  }

  /** A list in a caller's query is a parameter that is there several times. */
  private List<String> all(Parameter parameter, String value) {
    return parameter.type().equals("query") && !Pages.concerns(parameter)
        ? call.queryValues(parameter.name())
        : List.of(value);
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

  private static String inHeader(String name, String text, List<String> faults) {
    if (!HEADER_VALUE.matcher(text).matches()) {
      faults.add("The value for the header '" + name + "' holds characters that it cannot hold.");
    }
    return text;
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

  /** What stands for a placeholder in the caller's path, unless it is for hooks alone. */
  private Optional<String> implicit(String placeholder) {
    boolean hidden =
        resource().parameters().stream()
            .filter(parameter -> parameter.type().equals("path"))
            .filter(parameter -> parameter.name().equals(placeholder))
            .anyMatch(parameter -> "no-op".equals(parameter.vendorType()));
    return hidden ? Optional.empty() : Optional.ofNullable(route.pathValues().get(placeholder));
  }
}
