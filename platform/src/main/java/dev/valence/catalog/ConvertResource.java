package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.descriptions.Descriptions;
import dev.valence.model.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makes definitions of the documents by which vendors describe their services. */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
@SecurityRequirement(name = "credentials")
public class ConvertResource {

  private final Descriptions descriptions;

  ConvertResource(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  /**
   * The definition that a document makes (contract, platform 6.1).
   *
   * @param type {@code swagger}, {@code odata} or {@code soap}; null to find out
   * @param baseUrl where the service is, for documents that do not say
   */
  @POST
  @Path("convert")
  @Operation(
      summary = "Makes an element definition of a service's description, and stores nothing.",
      description =
          "Swagger 2.0 and OpenAPI 3.0 and 3.1 in JSON or YAML, OData metadata of version 2, 3 or"
              + " 4, or WSDL 1.1; as the part 'file' of a form, or as the body itself. type is"
              + " swagger, odata or soap, and can be left out. baseUrl says where the service is,"
              + " for a description that does not.")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
      })
  public JsonNode convert(
      @QueryParam("type") @Nullable String type,
      @QueryParam("baseUrl") @Nullable String baseUrl,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Nullable InputStream body) {
    return descriptions.convert(
        Optional.ofNullable(type).filter(name -> !name.isBlank()).map(Descriptions.Type::named),
        document(contentType, body),
        Optional.ofNullable(baseUrl).filter(url -> !url.isBlank()).map(ConvertResource::url));
  }

  private static byte[] document(@Nullable String contentType, @Nullable InputStream body) {
    if (body == null) {
      throw ApiException.badRequest("The document is missing.");
    }
    try {
      return SentDocument.of(contentType, body).readNBytes(Descriptions.MAXIMUM_SIZE + 1);
    } catch (IOException e) {
      throw ApiException.badRequest("The body could not be read to its end.");
    }
  }

  private static URI url(String text) {
    String stripped = text.strip();
    if (stripped.matches("(?i)https?://[^/?#\\s]+.*")) {
      try {
        return URI.create(stripped);
      } catch (IllegalArgumentException e) {
        // told below
      }
    }
    throw ApiException.badRequest("baseUrl has to be a whole http or https URL.");
  }
}
