package dev.valence.catalog;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a caller can say of a document (contract, core 2.1 and 3.1). */
public class DocumentQuery {

  @QueryParam("format")
  @Parameter(description = "swagger for Swagger 2.0, openapi for OpenAPI 3.1; swagger without it.")
  @Nullable String format;

  @QueryParam("baseUrl")
  @Parameter(description = "The URL of the server that the document names.")
  @Nullable String baseUrl;

  @QueryParam("basic")
  @Parameter(description = "Whether definitions are without extensions.")
  @Nullable String basic;

  @QueryParam("resolveReferences")
  @Parameter(description = "Whether models stand where they are used.")
  @Nullable String resolveReferences;

  @QueryParam("operationId")
  @Parameter(description = "The only operation that the document has.")
  @Nullable String operationId;

  /** The value of a parameter by its name, if it was sent. */
  Optional<String> value(String name) {
    return Optional.ofNullable(
            switch (name) {
              case "format" -> format;
              case "baseUrl" -> baseUrl;
              case "basic" -> basic;
              case "resolveReferences" -> resolveReferences;
              default -> null;
            })
        .filter(value -> !value.isBlank());
  }
}
