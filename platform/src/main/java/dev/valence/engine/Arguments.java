package dev.valence.engine;

import dev.valence.ceql.CeqlException;
import dev.valence.ceql.Where;
import dev.valence.model.ApiException;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The checked parameters of a call. Parameters that the resource does not declare are ignored. */
final class Arguments {

  private final Map<String, String> values;
  private final HubCall call;

  private Arguments(Map<String, String> values, HubCall call) {
    this.values = values;
    this.call = call;
  }

  /**
   * Checks what a call has sent against what its resource declares.
   *
   * @param further what is wrong with a value beyond its type
   * @throws ApiException 400 that names everything that is missing or wrong
   */
  static Arguments read(
      Route route, HubCall call, BiFunction<Parameter, String, Optional<String>> further) {
    Map<String, String> values = new HashMap<>();
    List<String> faults = new ArrayList<>();
    Resource resource = route.resource();
    for (Parameter parameter : resource.parameters()) {
      Optional<String> value =
          switch (parameter.type()) {
            case "path" -> Optional.ofNullable(route.pathValues().get(parameter.name()));
            case "query" -> call.queryValue(parameter.name());
            case "header" -> call.header(parameter.name());
            // Bodies are read where they are used.
            default -> Optional.empty();
          };
      value.ifPresent(text -> {
        values.put(parameter.name(), text);
        typeFault(parameter, text).or(() -> further.apply(parameter, text)).ifPresent(faults::add);
      });
      if (value.isEmpty() && parameter.required() && parameter.type().equals("query")) {
        faults.add("The query parameter '" + parameter.name() + "' is missing.");
      }
    }
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    return new Arguments(values, call);
  }

  /** A value. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A value of a placeholder, which is always there. */
  String required(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("There is no " + name + "."));
  }

  /** The values of a parameter that may be given repeatedly. */
  List<String> texts(String name) {
    return values.containsKey(name) ? call.queryValues(name) : List.of();
  }

  /** A value of yes or no, which is no when it was not sent. */
  boolean flag(String name) {
    return Boolean.parseBoolean(values.get(name));
  }

  /** A number, or what stands for it when it was not sent. */
  int number(String name, int otherwise) {
    return text(name)
        .map(value -> (int) Math.min(Long.parseLong(value), Integer.MAX_VALUE))
        .orElse(otherwise);
  }

  /**
   * The condition that selects among the items of a list, if there is one.
   *
   * @throws ApiException 400 for one that cannot be read, with the place of the fault
   */
  Optional<Where> where() {
    try {
      return text("where").filter(sent -> !sent.isBlank()).map(Where::parse);
    } catch (CeqlException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> typeFault(Parameter parameter, String value) {
    String name = parameter.name();
    return switch (String.valueOf(parameter.dataType())) {
      case "boolean" ->
          value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
              ? Optional.empty()
              : Optional.of("The parameter '" + name + "' must be true or false.");
      case "integer" ->
          value.matches("\\d{1,18}")
              ? Optional.empty()
              : Optional.of(
                  "The parameter '" + name + "' must be a whole number, not less than 0.");
      default -> Optional.empty();
    };
  }
}
