package dev.valence.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
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

/** Puts the examples of {@code openapi-examples.yaml}, and summaries, into the API's document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public final class DocumentExamples implements OASFilter {

  private static final String FILE = "/openapi-examples.yaml";
  private static final String BASE = "/elements/api-v2";

  /**
   * The example of a route.
   *
   * @param summary what the route does, where its code is that of other routes as well
   * @param requestOf the route whose request is the example
   * @param answerOf the route whose answer is the example
   * @param listOf the route whose answer is the only item of the example
   */
  private record Example(
      @Nullable String summary,
      @Nullable Object request,
      @Nullable Object answer,
      @Nullable String requestOf,
      @Nullable String answerOf,
      @Nullable String listOf) {

    @Nullable Object request(Map<String, Example> all) {
      return requestOf == null ? request : of(all, requestOf).request();
    }

    @Nullable Object answer(Map<String, Example> all) {
      if (listOf != null) {
        return List.of(Objects.requireNonNull(of(all, listOf).answer()));
      }
      return answerOf == null ? answer : of(all, answerOf).answer();
    }

    private static Example of(Map<String, Example> all, String route) {
      return Objects.requireNonNull(all.get(route), route);
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Map<String, Example> examples = read();
    examples.forEach((route, example) -> {
      String[] methodAndPath = route.split(" ", 2);
      Operation operation =
          Optional.ofNullable(document.getPaths().getPathItem(BASE + methodAndPath[1]))
              .map(PathItem::getOperations)
              .map(all -> all.get(PathItem.HttpMethod.valueOf(methodAndPath[0])))
              .orElseThrow(() -> new IllegalStateException(FILE + ": no route " + route));
      if (example.summary() != null) {
        operation.setSummary(example.summary());
      }
      Object request = example.request(examples);
      if (request != null) {
        put(operation.getRequestBody().getContent(), request);
      }
      Object content = example.answer(examples);
      if (content == null) {
        return;
      }
      var answer = operation.getResponses().getAPIResponse("200");
      if (answer.getContent() == null || answer.getContent().getMediaTypes().isEmpty()) {
        answer.setContent(
            OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType()));
      }
      put(answer.getContent(), content);
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
