package dev.valence.app;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Declares in the API's document the placeholders of paths that stand at a class whose methods are
 * inherited: the framework looks for them at the class of the method.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public final class PathParameters implements OASFilter {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) ->
            PLACEHOLDER
                .matcher(path)
                .results()
                .map(placeholder -> placeholder.group(1))
                .forEach(name ->
                    item.getOperations()
                        .values()
                        .forEach(operation -> declare(item, operation, name))));
  }

  private static void declare(PathItem item, Operation operation, String name) {
    boolean known =
        Stream.concat(parameters(item.getParameters()), parameters(operation.getParameters()))
            .anyMatch(parameter ->
                parameter.getIn() == Parameter.In.PATH && name.equals(parameter.getName()));
    if (!known) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(name)
              .in(Parameter.In.PATH)
              .required(true)
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    }
  }

  private static Stream<Parameter> parameters(@Nullable List<Parameter> declared) {
    return Objects.requireNonNullElse(declared, List.<Parameter>of()).stream();
  }
}
