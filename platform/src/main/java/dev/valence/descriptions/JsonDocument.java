package dev.valence.descriptions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ApiException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads JSON and YAML of strangers: nesting, aliases and the number of values are bounded before a
 * parser of descriptions sees them.
 */
final class JsonDocument {

  private static final int NESTING = 150;

  /** Values of all kinds; a description of 12 MB has half a million. */
  private static final int VALUES = 4_000_000;

  /** Aliases of collections, by which a small document can become a large one. */
  private static final int ALIASES = 500;

  /** The YAML parser takes a time that grows with the square of a line's length. */
  private static final int LINE = 250_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(NESTING)
                          .maxTokenCount(2L * VALUES)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private int values;

  private JsonDocument() {}

  /**
   * The tree of a document.
   *
   * @throws ApiException 400 when it is neither JSON nor YAML, or exceeds a limit
   */
  static ObjectNode read(String text) {
    JsonNode tree = text.stripLeading().startsWith("{") ? json(text) : yaml(text);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest(
        "The document is neither OpenAPI, Swagger, OData metadata nor WSDL.");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      JsonLocation place = e.getLocation();
      String where =
          place == null
              ? ""
              : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
      throw ApiException.badRequest(
          "The document is no JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private static JsonNode yaml(String text) {
    if (text.lines().anyMatch(line -> line.length() > LINE)) {
      throw ApiException.badRequest(
          "The document has a line that is longer than " + LINE + " characters.");
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(NESTING);
    options.setMaxAliasesForCollections(ALIASES);
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(unused),
            unused,
            options,
            new TextualResolver());
    try {
      return new JsonDocument().tree(yaml.load(text), 0);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String where =
          mark == null
              ? ""
              : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
      throw ApiException.badRequest("The document is no YAML" + where + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw ApiException.badRequest("The document is no YAML: " + e.getMessage());
    }
  }

  /** What aliases share is written out here, and counted. */
  private JsonNode tree(@Nullable Object value, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (depth > NESTING || ++values > VALUES) {
      throw ApiException.badRequest(
          depth > NESTING
              ? "The document is nested too deeply."
              : "The document has too many values, its aliases written out.");
    }
    return switch (value) {
      case null -> nodes.nullNode();
      case Map<?, ?> map -> {
        ObjectNode object = nodes.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), tree(item, depth + 1)));
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = nodes.arrayNode(list.size());
        list.forEach(item -> array.add(tree(item, depth + 1)));
        yield array;
      }
      case Set<?> set -> tree(List.copyOf(set), depth);
      case Boolean truth -> nodes.booleanNode(truth);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case BigInteger number -> nodes.numberNode(number);
      case Double number when !Double.isFinite(number) -> nodes.textNode(number.toString());
      case Double number -> nodes.numberNode(BigDecimal.valueOf(number).stripTrailingZeros());
      default -> nodes.textNode(value.toString());
    };
  }

  /** Dates stay texts, as in JSON. */
  private static final class TextualResolver extends Resolver {

    @Override
    public void addImplicitResolver(Tag tag, Pattern text, @Nullable String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, text, first, limit);
      }
    }
  }
}
