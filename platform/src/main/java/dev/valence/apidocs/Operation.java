package dev.valence.apidocs;

import dev.valence.model.ModelDescription;
import dev.valence.model.Resource;
import java.util.Optional;

/**
 * A resource as documents have it.
 *
 * @param resource the resource
 * @param id the operation's id, which no other one of the element has
 * @param own the resource's path with its own placeholders
 * @param template the path in the document, which all resources of one shape share
 * @param models what the resource says of its bodies
 */
record Operation(
    Resource resource, String id, ResourcePath own, ResourcePath template, Models.Scopes models) {

  /** Whether documents have it without being asked for it by its id. */
  boolean isPublic() {
    return !resource.type().equals("apiNoDocumentation");
  }

  /** Another name of the operation, such as {@code GET-contacts} (contract, platform 7.5). */
  String alias() {
    return resource.method()
        + "-"
        + own.text().substring(1).replaceAll("[{}]", "").replace('/', '-');
  }

  /** The model of what is sent: the one that the resource names, or that its body has as a type. */
  Optional<Models.Model> sent() {
    ModelDescription described = resource.model();
    return models
        .request()
        .find(described == null ? null : described.requestName())
        .or(() ->
            resource.parameters().stream()
                .filter(parameter -> parameter.type().equals("body"))
                .findFirst()
                .flatMap(body -> models.request().find(body.dataType())));
  }

  boolean isCalled(String idOrAlias) {
    return id.equals(idOrAlias) || alias().equals(idOrAlias);
  }
}
