package dev.valence.hubapi;

import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubAnswer.Content;
import dev.valence.engine.HubAnswer.Empty;
import dev.valence.engine.HubAnswer.Json;
import dev.valence.engine.HubCall;
import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.http.RequestContext;
import dev.valence.instances.InstanceCaller;
import dev.valence.model.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Every call of a hub's resource, with {@code /hubs/{hub}} before it or, since the element token
 * says which hub is meant, without. The hub's name in the path is not looked at (contract, core
 * 1.1).
 */
@Path("{path:.*}")
@RunOnVirtualThread
@Access(
    Access.Level.OPEN) // a path that is nobody's is unknown, whoever asks; a hub's needs a token
public class HubCallResource {

  private static final Pattern HUB = Pattern.compile(".*?/api-v2(?:/hubs/[^/]+)?(/.*)?");

  private final Engine engine;
  private final InstanceCaller caller;
  private final RequestContext context;
  private final Paging paging;

  HubCallResource(Engine engine, InstanceCaller caller, RequestContext context, Paging paging) {
    this.engine = engine;
    this.caller = caller;
    this.context = context;
    this.paging = paging;
  }

  @GET
  @Operation(hidden = true)
  public Response get(RoutingContext routing, UriInfo uri, HttpHeaders headers) {
    return answer(routing, uri, headers, null);
  }

  @DELETE
  @Operation(hidden = true)
  public Response delete(RoutingContext routing, UriInfo uri, HttpHeaders headers) {
    return answer(routing, uri, headers, null);
  }

  @POST
  @Operation(hidden = true)
  public Response post(RoutingContext routing, UriInfo uri, HttpHeaders headers, InputStream body) {
    return answer(routing, uri, headers, body);
  }

  @PUT
  @Operation(hidden = true)
  public Response put(RoutingContext routing, UriInfo uri, HttpHeaders headers, InputStream body) {
    return answer(routing, uri, headers, body);
  }

  @PATCH
  @Operation(hidden = true)
  public Response patch(
      RoutingContext routing, UriInfo uri, HttpHeaders headers, InputStream body) {
    return answer(routing, uri, headers, body);
  }

  private Response answer(
      RoutingContext routing, UriInfo uri, HttpHeaders headers, @Nullable InputStream body) {
    HttpServerRequest request = routing.request();
    String path = Objects.requireNonNullElse(request.path(), "");
    Matcher hub = HUB.matcher(path);
    boolean named = path.contains("/api-v2/hubs/");
    if (!hub.matches() || (context.credentials().element() == null && !named)) {
      throw ApiException.of(404, "Not found.");
    }
    HubCall call =
        new HubCall(
            request.method().name(),
            Objects.requireNonNullElse(hub.group(1), "/"),
            query(uri),
            headers(headers),
            body == null ? null : body(headers, body));
    HubAnswer answer = engine.call(caller.connected(), call);
    return response(answer);
  }

  private Response response(HubAnswer answer) {
    ResponseBuilder response = Response.status(answer.status());
    answer.warningText().ifPresent(warning -> response.header("Elements-Error", warning));
    answer.returnedCount().ifPresent(count -> response.header("Elements-Returned-Count", count));
    answer
        .nextPage()
        .ifPresent(next -> response.header("Elements-Next-Page-Token", paging.token(next)));
    response.header("Elements-Element-Instance-Id", caller.instanceId());
    return switch (answer.body()) {
      case Json json -> response.type(MediaType.APPLICATION_JSON).entity(json.content()).build();
      case Content content -> stream(response, content);
      case Empty empty -> response.build();
    };
  }

  private static Response stream(ResponseBuilder response, Content content) {
    if (content.length() != null) {
      response.header(HttpHeaders.CONTENT_LENGTH, content.length());
    }
    if (content.range() != null) {
      response.header("Content-Range", content.range());
    }
    StreamingOutput body =
        out -> {
          try (InputStream source = content.content()) {
            source.transferTo(out);
          }
        };
    return response
        .type(content.type())
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(content.fileName()))
        .entity(body)
        .build();
  }

  /** The name in both forms of RFC 6266: plain for old clients, and in full. */
  private static String attachment(String fileName) {
    String plain = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
    String full = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + full;
  }

  private Map<String, List<String>> query(UriInfo uri) {
    Map<String, List<String>> query = new HashMap<>(uri.getQueryParameters());
    paging.place().ifPresent(place -> query.put("nextPage", List.of(place)));
    return query;
  }

  private static Map<String, String> headers(HttpHeaders headers) {
    Map<String, String> values = new HashMap<>();
    headers.getRequestHeaders().forEach((name, all) -> values.put(name, String.join(", ", all)));
    return values;
  }

  private static HubCall.Body body(HttpHeaders headers, InputStream content) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return new HubCall.Body(
        content, length == null ? -1 : Long.parseLong(length), type == null ? "" : type);
  }
}
