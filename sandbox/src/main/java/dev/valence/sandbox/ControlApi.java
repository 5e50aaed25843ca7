package dev.valence.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.SandboxClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The part of the control API that concerns the sandbox as a whole, and the routing of it all. */
final class ControlApi {

  /** Handles one call of the control API. */
  interface Operation {
    Answer run(Request request, Map<String, String> pathParameters) throws IOException;
  }

  private record Advance(long advanceSeconds) {}

  private final List<FaceServer> faces;
  private final int controlPort;
  private final SandboxClock clock;
  private final CallLog log;
  private final CertificateAuthority authority;
  private final Exchanges exchanges;

  ControlApi(
      List<FaceServer> faces,
      int controlPort,
      SandboxClock clock,
      CallLog log,
      CertificateAuthority authority,
      Exchanges exchanges) {
    this.faces = List.copyOf(faces);
    this.controlPort = controlPort;
    this.clock = clock;
    this.log = log;
    this.authority = authority;
    this.exchanges = exchanges;
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    add(router, HttpMethod.GET, "/_sandbox/elements", (request, path) -> elements());
    add(router, HttpMethod.GET, "/_sandbox/faces", (request, path) -> faces());
    add(
        router,
        HttpMethod.GET,
        "/_sandbox/ca.pem",
        (request, path) -> Answer.of(200, "application/x-pem-file", authority.certificatePem()));
    add(router, HttpMethod.GET, "/_sandbox/clock", (request, path) -> clock());
    add(router, HttpMethod.POST, "/_sandbox/clock", (request, path) -> advance(request));
    add(router, HttpMethod.GET, "/_sandbox/calls", (request, path) -> calls(request));
    add(router, HttpMethod.DELETE, "/_sandbox/calls", (request, path) -> clearCalls());
    add(router, HttpMethod.POST, "/_sandbox/reset", (request, path) -> reset());
    new FaceControl(faces).addTo(this, router);
    router.errorHandler(404, context -> refuse(context, 404, "there is nothing at this path"));
    router.errorHandler(405, context -> refuse(context, 405, "this method is not allowed here"));
    return router;
  }

  void add(Router router, HttpMethod method, String path, Operation operation) {
    router
        .route(method, path)
        .handler(context ->
            exchanges.receive(
                context.request(),
                (request, reply) -> reply.send(guarded(operation, request, context.pathParams()))));
  }

  private static Answer guarded(
      Operation operation, Request request, Map<String, String> pathParameters) throws IOException {
    try {
      return operation.run(request, pathParameters);
    } catch (ControlException e) {
      return error(e.status(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, Map.of("error", message));
  }

  private void refuse(RoutingContext context, int status, String message) {
    exchanges.receive(context.request(), (request, reply) -> reply.send(error(status, message)));
  }

  private Answer elements() {
    ObjectNode all = Json.object();
    for (FaceServer server : faces) {
      server
          .face()
          .elements()
          .forEach((key, settings) -> {
            ObjectNode element = all.putObject(key);
            ObjectNode configuration = element.putObject("configuration");
            settings.forEach(configuration::put);
            ArrayNode hosts = element.putArray("hosts");
            server.addresses().forEach(address -> hosts.add(address.httpUrl().getAuthority()));
          });
    }
    return Answer.json(200, all);
  }

  private Answer faces() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (FaceServer server : faces) {
      for (FaceAddress address : server.addresses()) {
        ObjectNode face = Json.MAPPER.valueToTree(address);
        all.add(face.put("proxy", controlPort));
      }
    }
    return Answer.json(200, all);
  }

  private Answer clock() {
    return Answer.json(
        200,
        Json.object()
            .put("now", clock.instant().toString())
            .put("offsetSeconds", clock.offset().toSeconds()));
  }

  private Answer advance(Request request) throws IOException {
    clock.advance(Duration.ofSeconds(ControlInput.read(request, Advance.class).advanceSeconds()));
    return clock();
  }

  private Answer calls(Request request) {
    Map<String, String> query = request.queryParameters();
    return Answer.json(200, log.calls(query.get("face"), query.get("path")));
  }

  private Answer clearCalls() {
    log.clear();
    return Answer.empty(204);
  }

  private Answer reset() throws IOException {
    clock.reset();
    for (FaceServer server : faces) {
      server.calls().faults().clear();
      server.calls().limiter().limit(null);
      server.face().reset();
    }
    log.clear();
    return Answer.empty(204);
  }
}
