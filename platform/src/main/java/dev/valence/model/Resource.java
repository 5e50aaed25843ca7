package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that an element offers, and how it becomes the vendor's (contract, core 2.7).
 *
 * @param id the resource's number, where it has one
 * @param description what the call does
 * @param operationId the name in API documents
 * @param kind who executes it: {@code eb} the engine by this declaration, {@code connector} the
 *     element's connector, {@code java} nobody here
 * @param type when it runs: {@code api} on call, or a step of an instance's life such as {@code
 *     onProvision}
 * @param method the HTTP method of the unified call
 * @param path the path of the unified call, with the hub: {@code /hubs/documents/files/{id}}
 * @param vendorMethod the HTTP method of the vendor's call
 * @param vendorPath appended to {@code base.url}, or a whole URL; absent means {@code base.url}
 * @param parameters what becomes what, in order; the later one wins for the same target
 * @param hooks the scripts around the call
 * @param rootKey {@code request|response}: what wraps the body, what the answer is unwrapped from
 * @param paginationType who pages: {@code VENDOR_SUPPORTED}, {@code VENDOR_NOT_SUPPORTED}, {@code
 *     NO_PAGINATION}
 * @param nextPageKey where the vendor's answer has the cursor of the next page
 * @param nextResource the resource that runs next, {@code METHOD:/path}
 * @param objectName the object that the resource belongs to
 * @param formulaId the formula that runs instead of a vendor call
 * @param response what the caller gets
 * @param model the shape of the bodies
 * @param tryitoutDisable whether documents leave out the form for trying
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Resource(
    @Nullable Long id,
    @Nullable String description,
    @Nullable String operationId,
    String kind,
    String type,
    String method,
    String path,
    @Nullable String vendorMethod,
    @Nullable String vendorPath,
    List<Parameter> parameters,
    List<Hook> hooks,
    @Nullable String rootKey,
    @Nullable String paginationType,
    @Nullable String nextPageKey,
    @Nullable String nextResource,
    @Nullable String objectName,
    @Nullable Long formulaId,
    @Nullable ResponseDescription response,
    @Nullable ModelDescription model,
    boolean tryitoutDisable) {

  /** The kind of a resource that an element's connector answers. */
  public static final String OF_CONNECTOR = "connector";

  public Resource {
    parameters = List.copyOf(Objects.requireNonNullElse(parameters, List.of()));
    hooks = List.copyOf(Objects.requireNonNullElse(hooks, List.of()));
  }

  /**
   * A resource that connectors answer, as a hub's contract declares it.
   *
   * @param operationId the name in API documents
   * @param description what the call does
   * @param method the HTTP method
   * @param path the path, with the hub
   * @param parameters what a caller can say
   * @param paginationType who pages, as for {@link #paginationType()}
   * @param response what the caller gets
   */
  public static Resource ofConnector(
      String operationId,
      String description,
      String method,
      String path,
      List<Parameter> parameters,
      String paginationType,
      ResponseDescription response) {
    return new Resource(
        null,
        description,
        operationId,
        OF_CONNECTOR,
        "api",
        method,
        path,
        null,
        null,
        parameters,
        List.of(),
        null,
        paginationType,
        null,
        null,
        null,
        null,
        response,
        null,
        false);
  }
}
