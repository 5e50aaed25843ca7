package dev.valence.descriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ApiException;
import io.swagger.parser.util.SwaggerDeserializer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.converter.SwaggerConverter;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads Swagger 2.0, OpenAPI 3.0 and 3.1 into one model. */
final class OpenApiReader {

  /** What holds data, in which a reference is a text like others. */
  private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "const");

  /** What holds parts by names of their own, such as a response that is called default. */
  private static final Pattern NAMED =
      Pattern.compile(
          ".*/(properties|patternProperties|\\$defs|definitions|schemas|responses|parameters"
              + "|requestBodies|headers|pathItems|paths)");

  /** In Swagger 2.0 the bare name of a definition is a reference too. */
  private static final Pattern BARE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * Remarks of the parsers on what bears on no call: what they do not know, texts, and the shapes
   * of bodies, which only document.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          ".* is (unexpected|repeated)$|.*Declared path parameter .* needs to be defined.*"
              + "|.*\\b(schemas?|responses|callbacks|webhooks|examples?|links|headers|tags|pathItems"
              + "|description|summary|externalDocs|license|contact|version|termsOfService)\\b.*",
          Pattern.DOTALL);

  /** Schemas that are known by their names and need not be there. */
  private static final Pattern JSON_SCHEMA =
      Pattern.compile("https?://json-schema\\.org/draft[-/][a-z0-9/-]+schema#?");

  /** What a parser compares in pairs, and how many of it there may be. */
  private static final Map<String, Integer> LIMITS =
      Map.of("parameters", 500, "properties", 2000, "required", 2000);

  private OpenApiReader() {}

  /**
   * The description in the words of OpenAPI 3.
   *
   * @throws ApiException 400 that names every fault
   */
  static OpenAPI read(ObjectNode document) {
    boolean swagger = document.has("swagger");
    String field = swagger ? "swagger" : "openapi";
    String version = document.path(field).asText();
    if (!version.matches(swagger ? "2(\\.0)?" : "3\\.[01](\\..*)?")) {
      throw ApiException.badRequest(
          version.isEmpty()
              ? "The document is neither OpenAPI, Swagger, OData metadata nor WSDL."
              : "Version %s of %s is not read, only Swagger 2.0, OpenAPI 3.0 and 3.1."
                  .formatted(version, swagger ? "Swagger" : "OpenAPI"));
    }
    document.put(field, swagger ? "2.0" : version); // YAML may have a number
    List<String> faults = references(document, swagger);
    if (!faults.isEmpty()) {
      throw Descriptions.refused(faults);
    }
    SwaggerParseResult result = swagger ? swagger(document) : openApi(document);
    return checked(result);
  }

  private static SwaggerParseResult swagger(ObjectNode document) {
    return new SwaggerConverter().convert(new SwaggerDeserializer().deserialize(document));
  }

  private static SwaggerParseResult openApi(ObjectNode document) {
    ParseOptions options = new ParseOptions(); // resolves nothing
    options.setInferSchemaType(false);
    return new OpenAPIV3Parser().parseJsonNode("", document, options);
  }

  private static OpenAPI checked(SwaggerParseResult result) {
    OpenAPI api = result.getOpenAPI();
    List<String> faults =
        Stream.ofNullable(result.getMessages())
            .flatMap(List::stream)
            .filter(Objects::nonNull)
            .filter(message -> !HARMLESS.matcher(message).matches())
            .collect(Collectors.toCollection(ArrayList::new));
    if (api != null) {
      if (api.getInfo() == null || api.getInfo().getTitle() == null) {
        faults.add("attribute info.title is missing");
      }
      if (api.getPaths() == null || api.getPaths().isEmpty()) {
        faults.add("there are no paths");
      }
    }
    if (api == null || !faults.isEmpty()) {
      throw Descriptions.refused(faults.isEmpty() ? List.of("it is empty") : faults);
    }
    return api;
  }

  /** A part of the document, with its place. */
  private record Part(String place, JsonNode node) {}

  /** References that lead out of the document, and lists that are too long. */
  private static List<String> references(ObjectNode document, boolean swagger) {
    List<String> faults = new ArrayList<>();
    Deque<Part> open = new ArrayDeque<>(List.of(new Part("", document)));
    while (!open.isEmpty()) {
      Part part = open.pop();
      JsonNode reference = part.node().path("$ref");
      if (reference.isTextual() && leadsOut(reference.asText(), swagger)) {
        faults.add(
            "%s: $ref '%s' leads out of the document, and nothing else is fetched"
                .formatted(part.place(), reference.asText()));
      }
      LIMITS.forEach((name, limit) -> {
        JsonNode many = part.node().path(name);
        boolean components = name.equals("parameters") && many.isObject();
        if (!components && many.size() > limit) {
          faults.add(part.place() + ": has more than " + limit + " " + name);
        }
      });
      int index = 0;
      for (JsonNode item : part.node().isArray() ? part.node() : List.<JsonNode>of()) {
        if (item.isContainerNode()) {
          open.push(new Part(part.place() + "/" + index, item));
        }
        index++;
      }
      for (Map.Entry<String, JsonNode> field : part.node().properties()) {
        boolean data = DATA.contains(field.getKey()) && !NAMED.matcher(part.place()).matches();
        if (field.getValue().isContainerNode() && !data && !field.getKey().startsWith("x-")) {
          open.push(new Part(part.place() + "/" + field.getKey(), field.getValue()));
        }
      }
    }
    return faults;
  }

  private static boolean leadsOut(String reference, boolean swagger) {
    return !reference.startsWith("#")
        && !JSON_SCHEMA.matcher(reference).matches()
        && !(swagger && BARE_NAME.matcher(reference).matches());
  }
}
