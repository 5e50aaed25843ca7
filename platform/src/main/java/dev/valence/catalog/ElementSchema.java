package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The JSON Schema of element definitions: the reference of the format, which says what is right and
 * what is meant by what is left out.
 */
final class ElementSchema {

  private static final String FILE = "/schema/element.schema.json";

  private final JsonNode document;
  private final Schema schema;

  ElementSchema() {
    try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(FILE), FILE)) {
      byte[] text = file.readAllBytes();
      document = new JsonMapper().readTree(text);
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(text, StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema itself. */
  JsonNode document() {
    return document;
  }

  /** Everything that is wrong with a definition. */
  List<Fault> faults(JsonNode definition) {
    return schema
        .validate(
            definition, context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)))
        .stream()
        .map(ElementSchema::fault)
        .toList();
  }

  /** Fills in what a definition leaves out. */
  void fillDefaults(JsonNode definition) {
    schema.walk(
        definition,
        false,
        context ->
            context.walkConfig(config ->
                config.applyDefaultsStrategy(strategy -> strategy.applyPropertyDefaults(true))));
  }

  private static Fault fault(Error error) {
    JsonPointer where = JsonPointer.compile(error.getInstanceLocation().toString());
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          new Fault(where.appendProperty(error.getProperty()), "no such field");
      case "required" -> new Fault(where, "'" + error.getProperty() + "' is missing");
      default -> new Fault(where, error.getMessage());
    };
  }
}
