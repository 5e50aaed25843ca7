package dev.valence.hubapi;

import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubAnswer.Content;
import dev.valence.engine.HubAnswer.Empty;
import dev.valence.engine.HubAnswer.Json;
import dev.valence.engine.HubCall;
import dev.valence.http.Paging;
import dev.valence.instances.InstanceCaller;
import dev.valence.model.ApiException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
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
import org.jspecify.annotations.Nullable;

/** Takes a call of a hub's resource to the engine, and the engine's answer to the caller. */
@RequestScoped
class HubCalls {

  /** What stands before a resource: the base path, and the hub where it is named. */
  private static final Pattern PATH = Pattern.compile("/[^/]+/api-v2(?:/hubs/[^/]+)?(/.*)");

  private final Engine engine;
  private final InstanceCaller caller;
  private final Paging paging;
  private final HttpServerRequest request;
  private final UriInfo uri;
  private final HttpHeaders headers;

  HubCalls(
      Engine engine,
      InstanceCaller caller,
      Paging paging,
      HttpServerRequest request,
      UriInfo uri,
      HttpHeaders headers) {
    this.engine = engine;
    this.caller = caller;
    this.paging = paging;
    this.request = request;
    this.uri = uri;
    this.headers = headers;
  }

  /**
   * Answers the current call.
   *
   * @param body what was sent; null for nothing
   */
  Response answer(@Nullable InputStream body) {
    Matcher path = PATH.matcher(Objects.requireNonNullElse(request.path(), ""));
    HubCall call =
        new HubCall(
            request.method().name(),
            path.matches() ? path.group(1) : "/",
            query(),
            headers(),
            body == null ? null : body(body));
    return response(engine.call(caller.connected(), call));
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

  private Response stream(ResponseBuilder response, Content content) {
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
          } catch (RuntimeException e) { // the provider's side; the caller's throws IOException
            if (request.response().headWritten()) {
              request.response().reset(); // a part must not be taken for the whole
            }
            throw ApiException.ofProvider(502, "The file broke off before its end.", null, e);
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

  private Map<String, List<String>> query() {
    Map<String, List<String>> query = new HashMap<>(uri.getQueryParameters());
    paging.place().ifPresent(place -> query.put("nextPage", List.of(place)));
    return query;
  }

  private Map<String, String> headers() {
    Map<String, String> values = new HashMap<>();
    headers.getRequestHeaders().forEach((name, all) -> values.put(name, String.join(", ", all)));
    return values;
  }

  private HubCall.Body body(InputStream content) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return new HubCall.Body(
        content, length == null ? -1 : Long.parseLong(length), type == null ? "" : type);
  }
}
