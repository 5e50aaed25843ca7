package dev.valence.descriptions;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the body of a call becomes the vendor's. */
final class RequestBodies {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private static final String JSON = "application/json";

  /**
   * A body.
   *
   * @param parameters what has to be assigned
   * @param schema what it looks like; null where it is no object of JSON's kind
   */
  record Body(List<Assignment> parameters, @Nullable Schema<?> schema) {}

  private final References references;

  RequestBodies(References references) {
    this.references = references;
  }

  /** What a description says of a body; empty for none. */
  Optional<Body> of(@Nullable RequestBody described) {
    RequestBody body = references.requestBody(described).orElse(null);
    if (body == null || body.getContent() == null || body.getContent().isEmpty()) {
      return Optional.empty();
    }
    boolean required = Boolean.TRUE.equals(body.getRequired());
    String type = chosen(body.getContent());
    MediaType media = body.getContent().get(type);
    Schema<?> schema =
        media == null || media.getSchema() == null ? new Schema<>() : media.getSchema();
    String text = body.getDescription();
    String plain = plain(type);
    List<Assignment> parameters = new ArrayList<>();
    if (json(plain) || (type.equals("*/*") && !binary(schema))) {
      parameters.add(Assignment.body(required, "object", text));
      if (!plain.equals(JSON) && !type.contains("*")) {
        parameters.add(Assignment.header("Content-Type", type));
      }
      return Optional.of(new Body(parameters, schema));
    }
    if (plain.equals(MULTIPART)) {
      parts(schema, parameters);
      parameters.add(Assignment.header("Content-Type", MULTIPART));
      return Optional.of(new Body(parameters, null));
    }
    if (plain.equals(FORM)) {
      parameters.add(
          new Assignment("body", "body", "form", "body", required, "object", text, null));
      parameters.add(Assignment.header("Content-Type", FORM));
      return Optional.of(new Body(parameters, schema));
    }
    // The caller's bytes as they are.
    boolean words = plain.startsWith("text/") || xml(plain);
    parameters.add(Assignment.body(required, words ? "string" : "file", text));
    parameters.add(
        Assignment.header("Content-Type", type.contains("*") ? "application/octet-stream" : type));
    return Optional.of(new Body(parameters, null));
  }

  private void parts(Schema<?> schema, List<Assignment> parameters) {
    Map<String, Schema<?>> properties = references.properties(schema);
    List<String> required =
        Optional.ofNullable(references.schema(schema).getRequired()).orElse(List.of());
    properties.forEach((name, property) -> {
      Schema<?> found = references.schema(property);
      Schema<?> item =
          SwaggerModels.type(found).equals("array") ? references.schema(found.getItems()) : found;
      String dataType = binary(item) ? "file" : CallParameters.dataType(found);
      parameters.add(
          new Assignment(
              "multipart",
              name,
              "multipart",
              name,
              required.contains(name),
              dataType,
              found.getDescription(),
              null));
    });
    if (properties.isEmpty()) {
      parameters.add(
          new Assignment(
              "multipart", "file", "multipart", "file", false, "file", "The file", null));
    }
  }

  /** JSON first, then forms, then whatever comes first. */
  private static String chosen(Content content) {
    return content.keySet().stream()
        .min(Comparator.comparingInt(RequestBodies::rank))
        .orElseThrow();
  }

  private static int rank(String type) {
    String plain = plain(type);
    if (plain.equals(JSON)) {
      return 0;
    }
    if (json(plain)) {
      return 1;
    }
    return switch (plain) {
      case MULTIPART -> 2;
      case FORM -> 3;
      case "*/*" -> 4;
      default -> xml(plain) ? 5 : plain.startsWith("text/") ? 6 : 7;
    };
  }

  static boolean json(String plain) {
    return plain.equals(JSON) || plain.endsWith("+json") || plain.equals("application/*");
  }

  static boolean xml(String plain) {
    return plain.endsWith("/xml") || plain.endsWith("+xml");
  }

  /** A media type without its parameters. */
  static String plain(String type) {
    return type.replaceFirst(";.*$", "").strip().toLowerCase(Locale.ROOT);
  }

  private boolean binary(Schema<?> schema) {
    Schema<?> found = references.schema(schema);
    return "binary".equals(found.getFormat())
        || "file".equals(found.getType())
        || (found.getContentMediaType() != null && found.getContentEncoding() == null);
  }
}
