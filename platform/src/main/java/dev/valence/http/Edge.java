package dev.valence.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What happens to every call before a resource sees it: its id, its vocabulary, its path in the
 * words of the code, cross-origin headers, and a line in the log without query and credentials.
 */
@ApplicationScoped
class Edge {

  /** The contract's literal, in its order (core 1.4). */
  private static final String EXPOSED_HEADERS =
      "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, "
          + "Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition";

  private static final String PREFIX = "Elements-";
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS";
  private static final String PREFLIGHT_SECONDS = "86400";
  private static final String DOCUMENT = "/elements/api-docs";
  private static final int TIMEOUT = 408;
  private static final int FIRST = 1_000;
  private static final int LAST = 1_000_000;

  /** Whoever has such a path has the file behind it. */
  private static final Pattern LINK = Pattern.compile("(/api-v2/+content/+).*");

  /** A part of such paths; looking for it is much cheaper than the pattern. */
  private static final String LINKED = "/content/";

  private static final Logger LOG = Logger.getLogger("dev.valence.access");

  void everyCall(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  void unknownPaths(@Observes Router router) {
    router.route().order(LAST).handler(context -> answerError(context, 404, "Not found."));
    router
        .route()
        .order(LAST)
        .failureHandler(context -> {
          int status = context.statusCode() < 400 ? 500 : context.statusCode();
          if (status >= 500) {
            log(context.failure());
          }
          answerError(context, status, "The call could not be answered.");
        });
  }

  private static void log(@Nullable Throwable failure) {
    if (failure instanceof IOException) {
      LOG.debug("The caller has gone.", failure);
    } else if (failure != null) {
      LOG.error("A call failed", failure);
    }
  }

  private void enter(RoutingContext context) {
    Optional<Call> known = Call.of(context);
    if (known.isPresent()) { // routed again after its path was put into our words
      writeHeaders(context, known.get()); // routing again forgets what was to be written
      context.next();
      return;
    }
    HttpServerRequest request = context.request();
    String rawPath = Objects.requireNonNullElse(request.path(), "/");
    Optional<RequestPath> path = RequestPath.of(rawPath);
    begin(context, path.map(RequestPath::vocabulary).orElse(Vocabulary.ELEMENT));
    CallerConnection.began(request);
    context.addEndHandler(answered -> {
      CallerConnection.ended(request);
      if (context.response().getStatusCode() == TIMEOUT) { // the rest may never come
        request.connection().close();
      }
    });
    Optional<RequestCheck.Refusal> refusal = RequestCheck.refusal(request);
    if (refusal.isPresent()) {
      if (refusal.get().last()) {
        context.response().putHeader("Connection", "close");
        context.addEndHandler(answered -> request.connection().close());
      }
      answerError(context, refusal.get().status(), refusal.get().message());
    } else if (preflight(request)) {
      context.response().setStatusCode(200).end();
    } else if (path.isPresent() && !path.get().path().equals(rawPath)) {
      String query = request.query();
      context.reroute(path.get().path() + (query == null ? "" : "?" + query));
    } else if (rawPath.equals(DOCUMENT) && !asksForYaml(request)) {
      context.reroute(DOCUMENT + ".json");
    } else {
      context.next();
    }
  }

  private Call begin(RoutingContext context, Vocabulary vocabulary) {
    Call call = new Call(newId(), vocabulary);
    call.attach(context);
    MDC.put("requestId", call.requestId());
    writeHeaders(context, call);
    logAtEnd(context);
    return call;
  }

  /** The API's document is JSON (contract, core 1.1); the framework would write YAML. */
  private static boolean asksForYaml(HttpServerRequest request) {
    String accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
    return accept.contains("yaml") || request.query() != null;
  }

  private static String newId() {
    byte[] id = new byte[12]; // no secret, so it need not be hard to guess
    ThreadLocalRandom.current().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static void writeHeaders(RoutingContext context, Call call) {
    MultiMap asked = context.request().headers();
    boolean crossOrigin = asked.contains("Origin");
    boolean preflight = preflight(context.request());
    String askedHeaders = asked.get("Access-Control-Request-Headers");
    context.addHeadersEndHandler(done -> {
      HttpServerResponse response = context.response();
      response.putHeader("Elements-Request-Id", call.requestId());
      String exposed = EXPOSED_HEADERS;
      if (call.vocabulary() != Vocabulary.ELEMENT) {
        exposed += ", " + exposedTwins(call.vocabulary());
        addTwins(response.headers(), call.vocabulary());
      }
      if (crossOrigin) {
        response.putHeader("Access-Control-Allow-Origin", "*");
        response.putHeader("Access-Control-Expose-Headers", exposed);
      }
      if (preflight) {
        response.putHeader("Access-Control-Allow-Methods", METHODS);
        response.putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        if (askedHeaders != null) {
          response.putHeader("Access-Control-Allow-Headers", askedHeaders);
        }
      }
    });
  }

  /** Under the other base path each header of ours is there in both words. */
  private static void addTwins(MultiMap headers, Vocabulary vocabulary) {
    for (String name : List.copyOf(headers.names())) {
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) { // HTTP/2 has small letters
        headers.set(
            vocabulary.headerWord() + "-" + name.substring(PREFIX.length()), headers.getAll(name));
      }
    }
  }

  private static String exposedTwins(Vocabulary vocabulary) {
    return EXPOSED_HEADERS
        .replace(PREFIX, vocabulary.headerWord() + "-")
        .replace(", Content-Disposition", "");
  }

  private static boolean preflight(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method())
        && request.headers().contains("Origin")
        && request.headers().contains("Access-Control-Request-Method");
  }

  private static void logAtEnd(RoutingContext context) {
    long start = System.nanoTime();
    HttpServerRequest request = context.request();
    String method = request.method().name();
    String path = withoutLink(Objects.requireNonNullElse(request.path(), "/"));
    String caller = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    context.addEndHandler(ended ->
        LOG.info(
            method
                + " "
                + path
                + " "
                + context.response().getStatusCode()
                + " in "
                + (System.nanoTime() - start) / 1_000_000
                + " ms from "
                + caller
                + (ended.failed() ? ", cut off" : "")));
  }

  private static String withoutLink(String path) {
    return path.contains(LINKED) ? LINK.matcher(path).replaceFirst("$1…") : path;
  }

  private void answerError(RoutingContext context, int status, String message) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    Call call = Call.of(context).orElseGet(() -> begin(context, Vocabulary.ELEMENT));
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .end(JsonCodec.text(new ErrorBody(call.requestId(), message, null)));
  }
}
