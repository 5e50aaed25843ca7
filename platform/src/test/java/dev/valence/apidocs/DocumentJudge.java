package dev.valence.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges documents by what others made: the schemas that the OpenAPI Initiative publishes for its
 * languages, the dialect of JSON Schema for models, and Swagger's own parser. What none of them
 * looks at, the rules that the specifications say in words, is looked at here.
 */
public final class DocumentJudge {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private static final Schema SWAGGER =
      published(SpecificationVersion.DRAFT_4, "/openapi-schemas/swagger-2.0.json");
  private static final Schema OPENAPI =
      published(SpecificationVersion.DRAFT_2020_12, "/openapi-schemas/openapi-3.1.json");
  private static final Schema MODEL =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private DocumentJudge() {}

  /** Fails with all that is wrong with a document. */
  public static void isValid(JsonNode document) {
    boolean swagger = document.has("swagger");
    List<String> faults = new ArrayList<>();
    (swagger ? SWAGGER : OPENAPI)
        .validate(document)
        .forEach(error -> faults.add(error.getInstanceLocation() + " " + error.getMessage()));
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(model ->
            MODEL
                .validate(model.getValue())
                .forEach(error ->
                    faults.add(
                        model.getKey() + error.getInstanceLocation() + " " + error.getMessage())));
    SwaggerParseResult parsed = new OpenAPIParser().readContents(document.toString(), null, null);
    if (parsed.getMessages() != null) {
      faults.addAll(parsed.getMessages());
    }
    faults.addAll(faultsOfWords(document, document));
    faults.addAll(faultsOfPaths(document.path("paths")));
    assertThat(faults).as(document.toPrettyString()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths() == null ? Map.of() : parsed.getOpenAPI().getPaths())
        .hasSameSizeAs(document.path("paths"));
  }

  /** References lead to something. */
  private static List<String> faultsOfWords(JsonNode node, JsonNode document) {
    List<String> faults = new ArrayList<>();
    if (node.path("$ref").isTextual()) {
      String target = node.path("$ref").textValue();
      if (!target.startsWith("#/") || document.at(target.substring(1)).isMissingNode()) {
        faults.add("nothing at " + target);
      }
    }
    node.forEach(child -> faults.addAll(faultsOfWords(child, document)));
    return faults;
  }

  private static List<String> faultsOfPaths(JsonNode paths) {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    Set<String> shapes = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      if (!shapes.add(PLACEHOLDER.matcher(path.getKey()).replaceAll("{}"))) {
        faults.add(path.getKey() + " is another path with other names");
      }
      if (path.getKey().contains("?")) {
        faults.add(path.getKey() + " has a query");
      }
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String name = operation.getKey() + " " + path.getKey();
        if (!ids.add(operation.getValue().path("operationId").asText())) {
          faults.add(name + " has an id that is taken");
        }
        faults.addAll(faultsOfParameters(name, path.getKey(), operation.getValue()));
      }
    }
    return faults;
  }

  private static List<String> faultsOfParameters(String name, String path, JsonNode operation) {
    List<String> faults = new ArrayList<>();
    Set<String> inTemplate = new TreeSet<>();
    Matcher placeholder = PLACEHOLDER.matcher(path);
    while (placeholder.find()) {
      inTemplate.add(placeholder.group(1));
    }
    Set<String> ofPath = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    int bodies = 0;
    boolean form = false;
    for (JsonNode parameter : operation.path("parameters")) {
      String place = parameter.path("in").asText();
      bodies += place.equals("body") ? 1 : 0;
      form |= place.equals("formData");
      if (place.equals("path")) {
        ofPath.add(parameter.path("name").asText());
      }
      if (!all.add(place + " " + parameter.path("name").asText())) {
        faults.add(name + " has twice " + parameter);
      }
    }
    if (!ofPath.equals(inTemplate)) {
      faults.add(name + " declares " + ofPath);
    }
    if (bodies > 1 || (bodies == 1 && form)) {
      faults.add(name + " has more than one body");
    }
    return faults;
  }

  private static Schema published(SpecificationVersion version, String file) {
    try (InputStream schema =
        Objects.requireNonNull(DocumentJudge.class.getResourceAsStream(file), file)) {
      return SchemaRegistry.withDefaultDialect(version).getSchema(schema, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
