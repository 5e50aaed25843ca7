package dev.valence.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the API reads and writes JSON: unknown fields are ignored, wrong types are named, times are
 * ISO 8601, and the properties of our own records follow the vocabulary. Trees and maps, which hold
 * a provider's or a user's own names, are never renamed.
 */
@Singleton
class JsonCodec implements ObjectMapperCustomizer {

  private static final List<CoercionInputShape> NOT_TEXT =
      List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

  private static final int DEEPEST_REQUEST = 200;

  /** Providers' bodies are read to a depth of 1,000, and get a little around them. */
  private static final int DEEPEST_ANSWER = 2_000;

  private static final Map<Vocabulary, ObjectMapper> MAPPERS = mappers();

  /** The mapper that writes the words of a vocabulary. */
  static ObjectMapper mapper(Vocabulary vocabulary) {
    return Objects.requireNonNull(MAPPERS.get(vocabulary), vocabulary::name);
  }

  /** A record as JSON in the code's own words. */
  static String text(Object value) {
    try {
      return mapper(Vocabulary.ELEMENT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  @Override
  public void customize(ObjectMapper mapper) {
    configure(mapper);
  }

  private static Map<Vocabulary, ObjectMapper> mappers() {
    Map<Vocabulary, ObjectMapper> mappers = new EnumMap<>(Vocabulary.class);
    for (Vocabulary vocabulary : Vocabulary.values()) {
      ObjectMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
      configure(mapper);
      mapper.setPropertyNamingStrategy(
          new PropertyNamingStrategies.NamingBase() {
            private static final long serialVersionUID = 1L;

            @Override
            public String translate(String property) {
              return vocabulary.property(property);
            }
          });
      mappers.put(vocabulary, mapper);
    }
    return mappers;
  }

  @SuppressWarnings("deprecation") // a mapper that the framework has built can only be set this way
  private static void configure(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST_REQUEST).build())
        .setStreamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(DEEPEST_ANSWER).build());
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    for (CoercionInputShape shape : NOT_TEXT) { // to texts, scalars need a prohibition of their own
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    // Absent properties are left out; a null in a map says something.
    mapper.setDefaultPropertyInclusion(
        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
  }
}
