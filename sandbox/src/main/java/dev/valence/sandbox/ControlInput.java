package dev.valence.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the JSON bodies of the control API; what is wrong with one is said by name. */
final class ControlInput {

  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private ControlInput() {}

  static <T> T read(Request request, Class<T> type) throws IOException {
    String text = request.body().text();
    try {
      T value = READER.forType(type).readValue(text.isBlank() ? "{}" : text);
      if (value == null) {
        throw new ControlException(400, "the body must be a JSON object");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new ControlException(400, "unknown field: " + e.getPropertyName());
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause();
      throw new ControlException(
          400, String.valueOf(cause == null ? e.getOriginalMessage() : cause.getMessage()));
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(reference -> String.valueOf(reference.getFieldName()))
              .collect(Collectors.joining("."));
      throw new ControlException(
          400, (field.isEmpty() ? "the body" : field) + " must be " + expected(e));
    } catch (JsonProcessingException e) {
      throw new ControlException(400, "the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String expected(JsonMappingException e) {
    Class<?> type =
        e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (type == null) {
      return "valid";
    }
    return switch (type) {
      case Class<?> kind when kind.isEnum() -> {
        ArrayNode names = Json.MAPPER.valueToTree(kind.getEnumConstants());
        yield "one of " + names;
      }
      case Class<?> kind when kind.isRecord() -> "a JSON object";
      case Class<?> kind when kind.isArray() || Iterable.class.isAssignableFrom(kind) -> "a list";
      default -> "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    };
  }
}
