package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.apidocs.ApiLocation;
import dev.valence.apidocs.DocumentFormat;
import dev.valence.apidocs.DocumentRequest;
import dev.valence.apidocs.ElementDocument;
import dev.valence.http.PublicAddress;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers the current call with documents of what an element's instances can be asked: in Swagger
 * 2.0, or in OpenAPI 3.1 where the query or the header {@code Accept} says so.
 */
@ApplicationScoped
public class ElementDocuments {

  /**
   * The media type by which OpenAPI is asked for, with {@code version=3.1} or without a version.
   */
  public static final String OPENAPI = "application/vnd.oai.openapi+json";

  private final RequestContext context;
  private final PublicAddress address;
  private final UriInfo uri;
  private final HttpHeaders headers;

  ElementDocuments(
      RequestContext context, PublicAddress address, UriInfo uri, HttpHeaders headers) {
    this.context = context;
    this.address = address;
    this.uri = uri;
    this.headers = headers;
  }

  /**
   * The document of an element, or of the one operation that the query names.
   *
   * @throws ApiException 400 for a query that cannot be understood, 404 for an unknown operation
   */
  public Response whole(Element element, DocumentQuery query) {
    ElementDocument document = document(element, query);
    String operationId = query.operationId;
    return answer(
        operationId == null || operationId.isBlank()
            ? document.whole()
            : document.of(operationId.strip()));
  }

  /**
   * The document of one operation.
   *
   * @throws ApiException 400 for a query that cannot be understood, 404 for an unknown operation
   */
  public Response operation(Element element, String operationId, DocumentQuery query) {
    return answer(document(element, query).of(operationId));
  }

  /**
   * The models of one operation, by their names.
   *
   * @throws ApiException 400 for a query that cannot be understood, 404 for an unknown operation
   */
  public JsonNode definitions(Element element, String operationId, DocumentQuery query) {
    return document(element, query).definitionsOf(operationId);
  }

  private ElementDocument document(Element element, DocumentQuery query) {
    ApiLocation location =
        new ApiLocation(Optional.of(address.server(uri)), context.vocabulary().basePath());
    return new ElementDocument(element, DocumentRequest.of(query::value, accept(), location));
  }

  /** The answer has the media type of its language if the call has asked by that. */
  private Response answer(JsonNode document) {
    return document.has("openapi") && DocumentFormat.accepted(accept()) == DocumentFormat.OPENAPI
        ? Response.ok(document.toString(), DocumentFormat.OPENAPI.mediaType()).build()
        : Response.ok(document, MediaType.APPLICATION_JSON).build();
  }

  private String accept() {
    return Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.ACCEPT), "");
  }
}
