package dev.valence.apidocs;

import dev.valence.model.ApiException;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a document is wanted (contract, core 3.1 and platform 7.5).
 *
 * @param format the language
 * @param location where the API is reached
 * @param basic whether definitions have only what the language itself has, and no extensions
 * @param resolveReferences whether models stand where they are used, and are not referred to
 */
public record DocumentRequest(
    DocumentFormat format, ApiLocation location, boolean basic, boolean resolveReferences) {

  /**
   * Reads what a call says.
   *
   * @param query gives the value of a parameter of the query: {@code format}, {@code baseUrl},
   *     {@code basic}, {@code resolveReferences}
   * @param accept the value of the header {@code Accept}, empty without one
   * @param location where the API is reached unless {@code baseUrl} says otherwise
   * @throws ApiException 400 for a format or a base URL that is none
   */
  public static DocumentRequest of(
      Function<String, Optional<String>> query, String accept, ApiLocation location) {
    return new DocumentRequest(
        query
            .apply("format")
            .map(DocumentRequest::format)
            .orElseGet(() -> DocumentFormat.accepted(accept)),
        query.apply("baseUrl").map(location::at).orElse(location),
        isTrue(query.apply("basic")),
        isTrue(query.apply("resolveReferences")));
  }

  private static DocumentFormat format(String name) {
    return DocumentFormat.named(name)
        .orElseThrow(() -> ApiException.badRequest("format must be swagger or openapi."));
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter(text -> text.equalsIgnoreCase("true")).isPresent();
  }
}
