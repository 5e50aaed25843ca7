package dev.valence.hubapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.apidocs.ApiLocation;
import dev.valence.apidocs.DocumentRequest;
import dev.valence.apidocs.ElementObjects;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubCall;
import dev.valence.http.PublicAddress;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what every element can be asked about its objects, where it does not say otherwise itself
 * (contract, core 3.12): {@code GET /objects}, {@code /objects/{name}/metadata} and {@code
 * /objects/{name}/docs}.
 */
@RequestScoped
class ObjectDiscovery {

  private static final Pattern PATH = Pattern.compile("/objects(?:/([^/]+)/(metadata|docs))?/?");

  private final Engine engine;
  private final RequestContext context;
  private final PublicAddress address;
  private final UriInfo uri;
  private final HttpHeaders headers;

  ObjectDiscovery(
      Engine engine,
      RequestContext context,
      PublicAddress address,
      UriInfo uri,
      HttpHeaders headers) {
    this.engine = engine;
    this.context = context;
    this.address = address;
    this.uri = uri;
    this.headers = headers;
  }

  /**
   * Answers a call, if it is such a question.
   *
   * @throws ApiException 404 for an object that the element has not
   */
  Optional<JsonNode> answer(ConnectedInstance instance, HubCall call) {
    Matcher path = PATH.matcher(call.path());
    if (!call.method().equals("GET")
        || !path.matches()
        || engine.offers(instance.element(), call.method(), call.path())) {
      return Optional.empty();
    }
    ElementObjects objects = ElementObjects.of(instance.element());
    String name = path.group(1);
    if (name == null) {
      return Optional.of(objects.list(header("Elements-Version")));
    }
    Optional<JsonNode> answer =
        path.group(2).equals("metadata")
            ? objects.metadata(name, said("customFieldsOnly"))
            : objects.document(
                name,
                DocumentRequest.of(this::query, header(HttpHeaders.ACCEPT), location()),
                said("discovery") ? discovered(instance, call, name) : null);
    return Optional.of(answer.orElseThrow(() -> ApiException.notFound("object", name)));
  }

  /** What the vendor says of the object, where the element has a resource that asks it. */
  private @Nullable JsonNode discovered(ConnectedInstance instance, HubCall call, String name) {
    String path = "/objects/" + name + "/metadata";
    if (!engine.offers(instance.element(), "GET", path)) {
      return null;
    }
    HubAnswer answer =
        engine.call(instance, new HubCall("GET", path, call.query(), call.headers(), null));
    return answer.body() instanceof HubAnswer.Json(JsonNode content) ? content : null;
  }

  private ApiLocation location() {
    return new ApiLocation(Optional.of(address.server(uri)), context.vocabulary().basePath());
  }

  private boolean said(String name) {
    return query(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  private Optional<String> query(String name) {
    return Objects.requireNonNullElse(uri.getQueryParameters().get(name), List.<String>of())
        .stream()
        .findFirst()
        .filter(value -> !value.isBlank());
  }

  private String header(String name) {
    return Objects.requireNonNullElse(headers.getHeaderString(name), "");
  }
}
