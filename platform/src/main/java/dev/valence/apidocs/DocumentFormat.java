package dev.valence.apidocs;

import java.util.Locale;
import java.util.Optional;

/** The languages in which documents are written. */
public enum DocumentFormat {
  /** Swagger 2.0, which is what clients of this API read (contract, platform 7.5). */
  SWAGGER("application/json"),
  /** OpenAPI 3.1. */
  OPENAPI("application/vnd.oai.openapi+json;version=3.1");

  private static final String OPENAPI_TYPE = "application/vnd.oai.openapi";

  private final String mediaType;

  DocumentFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The media type by which a request can ask for it. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of that name, {@code swagger} or {@code openapi}, in any case. */
  static Optional<DocumentFormat> named(String name) {
    for (DocumentFormat format : values()) {
      if (format.name().equalsIgnoreCase(name.strip())) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The format that the value of a header {@code Accept} asks for. */
  public static DocumentFormat accepted(String accept) {
    String types = accept.toLowerCase(Locale.ROOT).replace(" ", "");
    // The same media type with version=2.0 means Swagger.
    return types.contains(OPENAPI_TYPE) && !types.contains("version=2") ? OPENAPI : SWAGGER;
  }
}
