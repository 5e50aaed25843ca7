package dev.valence.descriptions;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the parameters of an operation become a resource's. */
final class CallParameters {

  /** What OpenAPI says elsewhere, so that parameters of these names mean nothing. */
  private static final Set<String> NO_HEADERS = Set.of("accept", "content-type", "authorization");

  private final References references;
  private final Map<String, String> placeholders;

  /**
   * For one call.
   *
   * @param placeholders the names that the placeholders of its path have in the definition
   */
  CallParameters(References references, Map<String, String> placeholders) {
    this.references = references;
    this.placeholders = placeholders;
  }

  /** What assigns a parameter; several where an object becomes several. */
  List<Assignment> of(Parameter parameter) {
    return switch (parameter.getIn()) {
      case "path" -> path(parameter);
      case "query" -> query(parameter);
      case "header" ->
          NO_HEADERS.contains(parameter.getName().toLowerCase(Locale.ROOT))
              ? List.of()
              : List.of(same(parameter, "header", parameter.getName(), ""));
      case "cookie" ->
          List.of(
              new Assignment(
                  "header",
                  "Cookie",
                  "header",
                  "Cookie",
                  false,
                  "string",
                  "Cookies that the vendor reads, written name=value; "
                      + "the description has them one by one",
                  null));
      default -> List.of();
    };
  }

  /** Placeholders of the path that the description forgot to declare. */
  List<Assignment> undeclared(List<Assignment> declared) {
    Set<String> known =
        declared.stream()
            .filter(assignment -> assignment.vendorType().equals("path"))
            .map(Assignment::vendorName)
            .collect(Collectors.toSet());
    return placeholders.values().stream()
        .filter(name -> !known.contains(name))
        .map(name -> new Assignment("path", name, "path", name, true, "string", null, null))
        .toList();
  }

  private List<Assignment> path(Parameter parameter) {
    String name = placeholders.get(parameter.getName());
    if (name == null) { // one that the path does not have
      return List.of();
    }
    return List.of(
        new Assignment(
            "path",
            name,
            "path",
            name,
            true,
            dataType(schema(parameter)),
            parameter.getDescription(),
            sample(parameter)));
  }

  private List<Assignment> query(Parameter parameter) {
    String name = parameter.getName();
    Schema<?> schema = schema(parameter);
    Parameter.StyleEnum style = parameter.getStyle();
    boolean form = style == null || style == Parameter.StyleEnum.FORM;
    boolean explode = parameter.getExplode() == null ? form : parameter.getExplode();
    if (parameter.getContent() != null) {
      return List.of(same(parameter, "query", name, "JSON, written as a text"));
    }
    if (SwaggerModels.type(schema).equals("array")) {
      if (style == Parameter.StyleEnum.DEEPOBJECT) {
        return List.of(same(parameter, "query", name + "[]", "may be there several times"));
      }
      return List.of(
          same(parameter, "query", name, explode ? "may be there several times" : listed(style)));
    }
    Map<String, Schema<?>> members = members(schema);
    if (members.isEmpty() || (form && !explode)) {
      return List.of(same(parameter, "query", name, ""));
    }
    List<Assignment> assignments = new ArrayList<>();
    boolean deep = style == Parameter.StyleEnum.DEEPOBJECT;
    if (deep && !SwaggerModels.type(schema).equals("object")) {
      assignments.add(same(parameter, "query", name, "")); // a plain value will do as well
    }
    members.forEach((member, property) -> {
      String own = deep ? name + "[" + member + "]" : member;
      Schema<?> found = references.schema(property);
      assignments.add(
          new Assignment(
              "query",
              own,
              "query",
              own,
              Boolean.TRUE.equals(parameter.getRequired())
                  && schema.getRequired() != null
                  && schema.getRequired().contains(member),
              dataType(found),
              found.getDescription(),
              null));
    });
    return assignments;
  }

  /** The members of an object, also of one that is only one of several possible values. */
  private Map<String, Schema<?>> members(Schema<?> schema) {
    Map<String, Schema<?>> members = references.properties(schema);
    if (!members.isEmpty()) {
      return members;
    }
    return Stream.of(schema.getAnyOf(), schema.getOneOf())
        .map(References::schemas)
        .flatMap(List::stream)
        .map(references::properties)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(Map.of());
  }

  private static String listed(Parameter.@Nullable StyleEnum style) {
    return switch (style) {
      case SPACEDELIMITED -> "several values are separated by blanks";
      case PIPEDELIMITED -> "several values are separated by |";
      case null, default -> "several values are separated by commas";
    };
  }

  private Assignment same(Parameter parameter, String place, String vendorName, String remark) {
    String text = parameter.getDescription() == null ? "" : parameter.getDescription().strip();
    Schema<?> schema = schema(parameter);
    boolean written = !remark.isEmpty() && !remark.contains("times");
    return new Assignment(
        place,
        parameter.getName(),
        place,
        vendorName,
        Boolean.TRUE.equals(parameter.getRequired()),
        written ? "string" : dataType(schema),
        remark.isEmpty() ? text : text.isEmpty() ? "(" + remark + ")" : text + " (" + remark + ")",
        sample(parameter));
  }

  private Schema<?> schema(Parameter parameter) {
    return references.schema(parameter.getSchema());
  }

  private static @Nullable String sample(Parameter parameter) {
    Object example = parameter.getExample();
    return example instanceof String || example instanceof Number || example instanceof Boolean
        ? example.toString()
        : null;
  }

  static String dataType(Schema<?> schema) {
    String type = SwaggerModels.type(schema);
    return switch (String.valueOf(schema.getFormat())) {
      case "date" -> "date";
      case "date-time" -> "dateTime";
      default -> type.isEmpty() || type.equals("object") ? "string" : type;
    };
  }
}
