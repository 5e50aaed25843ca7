package dev.valence.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/** Puts the examples of {@code openapi-examples.yaml} into the API's document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class DocumentExamples implements OASFilter {

  private static final String FILE = "/openapi-examples.yaml";
  private static final String BASE = "/elements/api-v2";

  private record Example(@Nullable Object request, @Nullable Object answer) {}

  @Override
  public void filterOpenAPI(OpenAPI document) {
    read()
        .forEach((route, example) -> {
          String[] methodAndPath = route.split(" ", 2);
          Operation operation =
              Optional.ofNullable(document.getPaths().getPathItem(BASE + methodAndPath[1]))
                  .map(PathItem::getOperations)
                  .map(all -> all.get(PathItem.HttpMethod.valueOf(methodAndPath[0])))
                  .orElseThrow(() -> new IllegalStateException(FILE + ": no route " + route));
          if (example.request() != null) {
            put(operation.getRequestBody().getContent(), example.request());
          }
          var answer = operation.getResponses().getAPIResponse("200");
          if (answer.getContent() == null || answer.getContent().getMediaTypes().isEmpty()) {
            answer.setContent(
                OASFactory.createContent()
                    .addMediaType("application/json", OASFactory.createMediaType()));
          }
          put(answer.getContent(), example.answer());
        });
  }

  private static void put(Content content, @Nullable Object example) {
    for (MediaType type : content.getMediaTypes().values()) {
      type.setExample(example);
    }
  }

  private static Map<String, Example> read() {
    try (InputStream file =
        Objects.requireNonNull(DocumentExamples.class.getResourceAsStream(FILE))) {
      return new YAMLMapper().readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
