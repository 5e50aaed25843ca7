package dev.valence.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.valence.catalog.Definitions;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads definitions, and parts of them, from bodies in JSON and YAML. */
final class DefinitionReader {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loaderOptions(yamlLimits())
                  .streamReadConstraints(Definitions.limits())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private DefinitionReader() {}

  private static LoaderOptions yamlLimits() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Definitions.LARGEST);
    return options;
  }

  /**
   * Reads an object.
   *
   * @param contentType what the body is written in: YAML if it says so, else JSON
   * @throws ApiException 400 that says where the body is wrong; 413 for one that is too large
   */
  static ObjectNode object(@Nullable InputStream body, @Nullable String contentType) {
    if (read(body, contentType) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("The body is not an object.");
  }

  /**
   * Reads a list of objects; a single one is a list of one.
   *
   * @throws ApiException as for {@link #object}
   */
  static List<ObjectNode> objects(@Nullable InputStream body, @Nullable String contentType) {
    JsonNode read = read(body, contentType);
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode item : read.isArray() ? read : Definitions.JSON.createArrayNode().add(read)) {
      if (!(item instanceof ObjectNode object)) {
        throw ApiException.badRequest("The body is not a list of objects.");
      }
      objects.add(object);
    }
    return objects;
  }

  private static JsonNode read(@Nullable InputStream body, @Nullable String contentType) {
    boolean yaml =
        Objects.requireNonNullElse(contentType, "").toLowerCase(Locale.ROOT).contains("yaml");
    try {
      byte[] bytes = body == null ? new byte[0] : body.readNBytes(Definitions.LARGEST + 1);
      if (bytes.length > Definitions.LARGEST) {
        throw ApiException.of(413, "The body is larger than " + Definitions.LARGEST + " bytes.");
      }
      if (bytes.length == 0) {
        throw ApiException.badRequest("The body is missing.");
      }
      if (!yaml) {
        return Definitions.JSON.readTree(bytes);
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      refuseAliases(text);
      return YAML.readTree(text);
    } catch (StreamConstraintsException e) {
      throw ApiException.badRequest("The body is nested too deeply, or a number is too long.");
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null || e.getLocation().getLineNr() < 1
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw ApiException.badRequest(
          "The body is not valid " + (yaml ? "YAML" : "JSON") + place + ".");
    } catch (IOException e) {
      throw ApiException.badRequest("The request broke off.");
    }
  }

  /** An alias would be a copy of what may hold copies itself, so that a few lines fill a memory. */
  private static void refuseAliases(String text) throws IOException {
    try (YAMLParser parser = YAML.getFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw ApiException.badRequest(
              "The body has an alias of YAML at line "
                  + parser.currentTokenLocation().getLineNr()
                  + ". Write out what it stands for.");
        }
      }
    }
  }
}
