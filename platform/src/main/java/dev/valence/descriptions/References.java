package dev.valence.descriptions;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows the references within a description. */
final class References {

  private static final int CHAIN = 20;

  private final Components components;

  /** References that name nothing, which the element could not do without. */
  private final List<String> faults = new ArrayList<>();

  References(OpenAPI api) {
    components = Objects.requireNonNullElseGet(api.getComponents(), Components::new);
  }

  List<String> faults() {
    return faults;
  }

  Optional<Parameter> parameter(Parameter parameter) {
    return follow(parameter, Parameter::get$ref, components.getParameters());
  }

  Optional<RequestBody> requestBody(@Nullable RequestBody body) {
    return follow(body, RequestBody::get$ref, components.getRequestBodies());
  }

  Optional<ApiResponse> response(@Nullable ApiResponse response) {
    return follow(response, ApiResponse::get$ref, components.getResponses());
  }

  /** The schema of a component that is referred to. */
  Optional<Schema<?>> named(String reference) {
    if (!reference.startsWith("#/components/schemas/")) {
      return Optional.empty();
    }
    String name = name(reference);
    return Optional.ofNullable(
        components.getSchemas() == null ? null : components.getSchemas().get(name));
  }

  /** The schema that another one is or refers to; a schema that says nothing when there is none. */
  Schema<?> schema(@Nullable Schema<?> schema) {
    Schema<?> found = schema;
    for (int i = 0; i < CHAIN && found != null && found.get$ref() != null; i++) {
      found = named(found.get$ref()).orElse(null);
    }
    return found == null || found.get$ref() != null ? new Schema<>() : found;
  }

  /** The properties of an object, with those of what it is made of. */
  Map<String, Schema<?>> properties(@Nullable Schema<?> schema) {
    Map<String, Schema<?>> properties = new LinkedHashMap<>();
    collect(schema, properties, Collections.newSetFromMap(new IdentityHashMap<>()));
    return properties;
  }

  private void collect(
      @Nullable Schema<?> schema, Map<String, Schema<?>> properties, Set<Schema<?>> seen) {
    Schema<?> found = schema(schema);
    if (!seen.add(found) || seen.size() > CHAIN) {
      return;
    }
    for (Schema<?> part : schemas(found.getAllOf())) {
      collect(part, properties, seen);
    }
    if (found.getProperties() != null) {
      found.getProperties().forEach(properties::put);
    }
  }

  /** The library's lists have raw types. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  static List<Schema<?>> schemas(@Nullable List list) {
    return list == null ? List.of() : (List<Schema<?>>) list;
  }

  /** The last part of a reference, decoded. */
  static String name(String reference) {
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    try {
      return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replace("~1", "/")
          .replace("~0", "~");
    } catch (IllegalArgumentException e) {
      return last;
    }
  }

  private <T> Optional<T> follow(
      @Nullable T start, Function<T, @Nullable String> reference, @Nullable Map<String, T> named) {
    T found = start;
    String last = null;
    for (int i = 0; i < CHAIN && found != null && reference.apply(found) != null; i++) {
      last = reference.apply(found);
      found = named == null ? null : named.get(name(String.valueOf(last)));
    }
    if (last != null && (found == null || reference.apply(found) != null)) {
      faults.add("$ref '" + last + "' names nothing");
      return Optional.empty();
    }
    return Optional.ofNullable(found);
  }
}
