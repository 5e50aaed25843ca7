package dev.valence.hubapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.catalog.PlatformElements;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Adds the uniform resources of the hubs, which are data, to the API's document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class HubDocumentation implements OASFilter {

  private static final String BASE = "/elements/api-v2";
  private static final String FAILURE = "ErrorBody";
  private static final String CREDENTIALS = "credentials";
  private static final String MULTIPART = "multipart";
  private static final String FORM = "form";
  private static final String BODY = "body";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getInfo().getLicense().identifier(document.getInfo().getLicense().getName());
    document.getComponents().addSchema(FAILURE, failureSchema());
    Arc.container()
        .select(PlatformElements.class)
        .get()
        .hubResources()
        .forEach((hub, resources) -> {
          document.addTag(
              OASFactory.createTag()
                  .name("Hub " + hub)
                  .description("Calls that carry an element token."));
          resources.forEach(resource -> add(document, hub, resource));
        });
  }

  private static void add(OpenAPI document, String hub, Resource resource) {
    String path = BASE + resource.path();
    PathItem item = document.getPaths().getPathItem(path);
    if (item == null) {
      item = OASFactory.createPathItem();
      document.getPaths().addPathItem(path, item);
    }
    item.setOperation(
        PathItem.HttpMethod.valueOf(resource.method().toUpperCase(Locale.ROOT)),
        operation(hub, resource));
  }

  private static Operation operation(String hub, Resource resource) {
    Operation operation =
        OASFactory.createOperation()
            .operationId(hub + "_" + resource.operationId())
            .summary(resource.description())
            .addTag("Hub " + hub)
            .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(CREDENTIALS))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("200", response(resource))
                    .addAPIResponse("default", failure()));
    Schema form = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    for (Parameter parameter : resource.parameters()) {
      if (parameter.type().equals(MULTIPART) || parameter.type().equals(FORM)) {
        form.addProperty(parameter.name(), field(parameter));
      } else if (parameter.type().equals(BODY)) {
        operation.requestBody(body(parameter));
      } else {
        operation.addParameter(parameter(parameter));
      }
    }
    if (form.getProperties() != null) {
      operation.requestBody(
          OASFactory.createRequestBody()
              .required(true)
              .content(
                  OASFactory.createContent()
                      .addMediaType(
                          "multipart/form-data", OASFactory.createMediaType().schema(form))));
    }
    return operation;
  }

  /** A field of a form: a text, or a file. */
  private static Schema field(Parameter parameter) {
    Schema field =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.STRING)
            .description(parameter.description());
    return parameter.type().equals(MULTIPART) ? field.format("binary") : field;
  }

  private static RequestBody body(Parameter parameter) {
    MediaType json =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT));
    if (parameter.sampleData() != null) {
      json.example(example(parameter.sampleData()));
    }
    return OASFactory.createRequestBody()
        .required(parameter.required())
        .content(OASFactory.createContent().addMediaType("application/json", json));
  }

  private static org.eclipse.microprofile.openapi.models.parameters.Parameter parameter(
      Parameter parameter) {
    return OASFactory.createParameter()
        .name(parameter.name())
        .in(In.valueOf(parameter.type().toUpperCase(Locale.ROOT)))
        .required(parameter.required())
        .description(parameter.description())
        .schema(OASFactory.createSchema().addType(schemaType(parameter.dataType())));
  }

  private static Schema.SchemaType schemaType(@Nullable String dataType) {
    return switch (dataType == null ? "string" : dataType) {
      case "boolean" -> Schema.SchemaType.BOOLEAN;
      case "integer" -> Schema.SchemaType.INTEGER;
      default -> Schema.SchemaType.STRING;
    };
  }

  private static APIResponse response(Resource resource) {
    APIResponse response = OASFactory.createAPIResponse().description("It worked.");
    if (resource.response() == null || resource.response().sampleData() == null) {
      return response;
    }
    MediaType content = OASFactory.createMediaType();
    String sample = resource.response().sampleData();
    if (!sample.isEmpty()) {
      content.example(example(sample));
    }
    return response.content(
        OASFactory.createContent().addMediaType(resource.response().contentType(), content));
  }

  private static Object example(String sample) {
    try {
      return JSON.readValue(sample, Object.class);
    } catch (JsonProcessingException notJson) {
      return sample;
    }
  }

  private static Schema failureSchema() {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .required(List.of("requestId", "message"))
        .addProperty("requestId", text)
        .addProperty("message", text)
        .addProperty("providerMessage", text);
  }

  private static APIResponse failure() {
    return OASFactory.createAPIResponse()
        .description("It failed; providerMessage has the provider's words.")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/json",
                    OASFactory.createMediaType().schema(OASFactory.createSchema().ref(FAILURE))));
  }
}
