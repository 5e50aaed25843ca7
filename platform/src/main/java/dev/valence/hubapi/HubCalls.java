package dev.valence.hubapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubAnswer.Content;
import dev.valence.engine.HubAnswer.Empty;
import dev.valence.engine.HubAnswer.Json;
import dev.valence.engine.HubCall;
import dev.valence.http.Paging;
import dev.valence.http.RequestContext;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.instances.InstanceCaller;
import dev.valence.instances.InstanceCaller.LinkedFile;
import dev.valence.model.ApiException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a call of a hub's resource to the engine, and the engine's answer to the caller. */
@RequestScoped
class HubCalls {

  /** What stands before a resource: the base path, and the hub where it is named. */
  private static final Pattern PATH = Pattern.compile("/[^/]+/api-v2(?:/hubs/[^/]+)?(/.*)");

  /** What no element can take from the platform. */
  private static final Set<String> PLATFORM_ONLY = Set.of("elements", "hubs", "instances");

  /** Read once; the framework would add the charset to each answer's own. */
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

  private static final String EXPLAIN = "explain";
  private static final String CURSOR = "cursor";
  private static final String LATEST = "latest";

  private static final Logger LOG = Logger.getLogger(HubCalls.class);

  private static final int BUFFER_BYTES = 64 * 1024;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Engine engine;
  private final InstanceCaller caller;
  private final ObjectDiscovery discovery;
  private final CopyToOtherAccount copies;
  private final Paging paging;
  private final RequestContext context;
  private final ObjectMapper json;
  private final RoutingContext routing;
  private final UriInfo uri;
  private final HttpHeaders headers;
  private @Nullable String path;

  HubCalls(
      Engine engine,
      InstanceCaller caller,
      ObjectDiscovery discovery,
      CopyToOtherAccount copies,
      Paging paging,
      RequestContext context,
      ObjectMapper json,
      RoutingContext routing,
      UriInfo uri,
      HttpHeaders headers) {
    this.engine = engine;
    this.caller = caller;
    this.discovery = discovery;
    this.copies = copies;
    this.paging = paging;
    this.context = context;
    this.json = json;
    this.routing = routing;
    this.uri = uri;
    this.headers = headers;
  }

  /**
   * Whether the current call, though its path is the platform's, means a resource of a hub: its
   * element token is one of an element that has such a resource (contract, core 1.1).
   */
  boolean meantForHub() {
    String path = path();
    return !PLATFORM_ONLY.contains(path.split("/", 3)[1])
        && caller
            .element()
            .filter(element -> engine.offers(element, routing.request().method().name(), path))
            .isPresent();
  }

  /**
   * Answers the current call.
   *
   * @param body what was sent; null for nothing
   */
  Response answer(@Nullable InputStream body) {
    HttpServerRequest request = routing.request();
    ConnectedInstance instance = caller.connected();
    HubCall call =
        new HubCall(
            request.method().name(),
            path(),
            query(instance),
            headers(),
            body == null ? null : body(body));
    Optional<JsonNode> discovered = discovery.answer(instance, call);
    if (discovered.isPresent()) {
      return Response.ok(discovered.get(), MediaType.APPLICATION_JSON).build();
    }
    if (explains()) {
      return Response.ok(engine.explain(instance, call), MediaType.APPLICATION_JSON).build();
    }
    if (instance.traced()) { // also of a call that fails
      routing.response().putHeader("Elements-Trace-Id", context.requestId());
    }
    return response(copies.answer(instance, call, plain -> engine.call(instance, plain)), instance);
  }

  /** Answers with the file that a link leads to. */
  Response linkedFile(String token) {
    LinkedFile file = caller.linked(token);
    HubCall call =
        new HubCall("GET", "/files/" + encoded(file.itemId()), Map.of(), headers(), null);
    return Response.fromResponse(response(engine.call(file.instance(), call), file.instance()))
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  /** Whether the caller wants to know what would be sent, and have nothing sent. */
  private boolean explains() {
    return "true".equalsIgnoreCase(uri.getQueryParameters().getFirst(EXPLAIN));
  }

  /** Asks nothing that could fail: the answer may hold an open file. */
  private Response response(HubAnswer answer, ConnectedInstance instance) {
    ResponseBuilder response = Response.status(answer.status());
    answer.warningText().ifPresent(warning -> response.header("Elements-Error", warning));
    answer.returnedCount().ifPresent(count -> response.header("Elements-Returned-Count", count));
    answer.totalCount().ifPresent(count -> response.header("Elements-Total-Count", count));
    answer
        .nextPage()
        .ifPresent(next -> response.header("Elements-Next-Page-Token", paging.token(next)));
    answer
        .changesCursor()
        .ifPresent(cursor -> response.header("Elements-Changes-Cursor", paging.token(cursor)));
    response.header("Elements-Element-Instance-Id", instance.instanceId());
    return switch (answer.body()) {
      case Json json -> response.type(JSON).entity(written(json.content())).build();
      case Content content -> stream(response, content);
      case Empty empty -> response.build();
    };
  }

  /** Here rather than by the framework, which would write a text first. */
  private byte[] written(JsonNode content) {
    try {
      return json.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written.", e);
    }
  }

  private Response stream(ResponseBuilder response, Content content) {
    if (content.range() != null) {
      response.header("Content-Range", content.range());
    }
    return response
        .type(content.type())
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(content.fileName()))
        .entity(
            (StreamingOutput)
                out -> {
                  closeWithCaller(content);
                  copy(content, out);
                })
        .build();
  }

  /**
   * Closes a file when its caller has gone, which nobody notices who waits for the provider. The
   * framework has taken the handlers that would tell, for its own waiting.
   */
  private void closeWithCaller(Content content) {
    HttpServerResponse response = routing.response();
    Thread.startVirtualThread(() -> {
      try (InputStream _ = content.content()) {
        while (!response.ended() && !response.closed()) {
          Thread.sleep(BETWEEN_LOOKS);
        }
      } catch (IOException e) {
        LOG.debug("A provider's answer could not be closed.", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /**
   * Passes a file on as it arrives. Its length is announced with the first bytes and not before, so
   * that a provider that fails before them can still be answered for; after them the connection is
   * cut, since a part must not be taken for the whole.
   */
  private void copy(Content content, OutputStream out) throws IOException {
    try (InputStream source = content.content()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int read = source.read(buffer);
      if (content.length() != null) {
        announce(content.length());
      }
      while (read >= 0) {
        out.write(buffer, 0, read);
        read = source.read(buffer);
      }
    } catch (RuntimeException e) { // the provider's side; the caller's throws IOException
      if (routing.response().headWritten()) {
        routing.response().reset();
      }
      throw ApiException.ofProvider(502, "The file broke off before its end.", null, e);
    }
  }

  /**
   * The framework sends in chunks all that streams, also when the length is known; together the two
   * are forbidden and read by each client in its own way (RFC 9112, 6.2).
   */
  private void announce(long length) {
    HttpServerResponse response = routing.response();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
    routing.addHeadersEndHandler(done -> response.headers().remove("Transfer-Encoding"));
  }

  /** The name in both forms of RFC 6266: plain for old clients, and in full. */
  private static String attachment(String fileName) {
    String plain = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(fileName);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The path of the current call below the hub. */
  private String path() {
    String known = path;
    if (known == null) {
      Matcher matcher = PATH.matcher(Objects.requireNonNullElse(routing.request().path(), ""));
      known = matcher.matches() ? matcher.group(1) : "/";
      path = known;
    }
    return known;
  }

  private Map<String, List<String>> query(ConnectedInstance instance) {
    Map<String, List<String>> query = new HashMap<>(uri.getQueryParameters());
    query.remove(EXPLAIN);
    paging.place().ifPresent(place -> query.put("nextPage", List.of(place)));
    if (listsChanges(instance) && !LATEST.equalsIgnoreCase(first(query, CURSOR))) {
      paging.place(CURSOR).ifPresent(place -> query.put(CURSOR, List.of(place)));
    }
    return query;
  }

  /** Whether the call is of a list of changes, whose cursors are tokens as those of pages are. */
  private boolean listsChanges(ConnectedInstance instance) {
    return path().equals("/changes")
        && instance.element().connector() != null
        && instance.element().hub().equals(DocumentsContract.HUB);
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
  }

  private Map<String, String> headers() {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> header : routing.request().headers()) {
      values.merge(header.getKey(), header.getValue(), (first, second) -> first + ", " + second);
    }
    return values;
  }

  private HubCall.Body body(InputStream content) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return new HubCall.Body(
        content, length == null ? -1 : Long.parseLong(length), type == null ? "" : type);
  }
}
