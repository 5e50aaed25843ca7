package dev.valence.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.FaceClient.TokenCount;
import dev.valence.sandbox.FaceClient.TokenCounts;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.Consent;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.User;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the control API that concerns one face, under {@code /_sandbox/{face}}. */
final class FaceControl {

  private interface FaceOperation {
    Answer run(FaceServer server, Request request, Map<String, String> path) throws IOException;
  }

  private record OfUser(@Nullable String user) {}

  private record OptionsPatch(
      @Nullable Long accessTokenLifetimeSeconds,
      @Nullable Boolean rotateRefreshTokens,
      @Nullable Boolean emptyPages,
      @Nullable Map<String, String> variants) {}

  private final Map<String, FaceServer> facesByName = new LinkedHashMap<>();

  FaceControl(List<FaceServer> faces) {
    faces.forEach(server -> facesByName.put(server.face().name(), server));
  }

  void addTo(ControlApi api, Router router) {
    add(api, router, HttpMethod.GET, "/users", (server, request, path) -> users(server));
    add(api, router, HttpMethod.POST, "/users", FaceControl::createUser);
    add(api, router, HttpMethod.PUT, "/users/:id/files", FaceControl::putFile);
    add(api, router, HttpMethod.GET, "/users/:id/files", FaceControl::getFile);
    add(api, router, HttpMethod.GET, "/users/:id/tree", FaceControl::tree);
    add(api, router, HttpMethod.POST, "/users/:id/records/:type", FaceControl::createRecord);
    add(api, router, HttpMethod.GET, "/users/:id/records/:type", FaceControl::allRecords);
    add(api, router, HttpMethod.PUT, "/apps/:clientId", FaceControl::registerApp);
    add(api, router, HttpMethod.GET, "/consent", (server, request, path) -> consent(server));
    add(api, router, HttpMethod.PUT, "/consent", FaceControl::changeConsent);
    add(api, router, HttpMethod.GET, "/tokens", (server, request, path) -> tokens(server));
    add(api, router, HttpMethod.POST, "/tokens/expire", FaceControl::expire);
    add(api, router, HttpMethod.POST, "/tokens/revoke", FaceControl::revoke);
    add(api, router, HttpMethod.GET, "/options", (server, request, path) -> options(server));
    add(api, router, HttpMethod.PATCH, "/options", FaceControl::changeOptions);
    add(api, router, HttpMethod.GET, "/faults", (server, request, path) -> faults(server));
    add(api, router, HttpMethod.POST, "/faults", FaceControl::addFault);
    add(api, router, HttpMethod.DELETE, "/faults", FaceControl::clearFaults);
    add(api, router, HttpMethod.POST, "/faults/release", FaceControl::releaseHolds);
    add(api, router, HttpMethod.GET, "/limit", (server, request, path) -> limit(server));
    add(api, router, HttpMethod.PUT, "/limit", FaceControl::changeLimit);
    add(api, router, HttpMethod.DELETE, "/limit", FaceControl::endLimit);
  }

  private void add(
      ControlApi api, Router router, HttpMethod method, String path, FaceOperation operation) {
    api.add(
        router,
        method,
        "/_sandbox/:face" + path,
        (request, parameters) -> {
          FaceServer server = facesByName.get(parameters.get("face"));
          if (server == null) {
            throw new ControlException(404, "there is no face " + parameters.get("face"));
          }
          return operation.run(server, request, parameters);
        });
  }

  private static Answer users(FaceServer server) {
    return Answer.json(200, server.face().state().users().all());
  }

  private static Answer createUser(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    NewUser user = ControlInput.read(request, NewUser.class);
    return Answer.json(201, server.face().state().users().create(user));
  }

  private static Answer putFile(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    return Answer.json(
        200,
        files(server).put(user(server.face(), path.get("id")), filePath(request), request.body()));
  }

  private static Answer getFile(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    String wanted = filePath(request);
    Path file =
        files(server)
            .find(user(server.face(), path.get("id")), wanted)
            .orElseThrow(() -> new ControlException(404, "there is no file at " + wanted));
    return Answer.file(200, "application/octet-stream", file, 0, Files.size(file));
  }

  private static Answer tree(FaceServer server, Request request, Map<String, String> path) {
    return Answer.json(200, files(server).tree(user(server.face(), path.get("id"))));
  }

  private static Answer createRecord(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    JsonNode sent = ControlInput.read(request, JsonNode.class);
    User user = user(server.face(), path.get("id"));
    FaceRecords records = records(server);
    String type = path.getOrDefault("type", "");
    if (sent instanceof ObjectNode fields) {
      return Answer.json(201, records.create(user, type, fields));
    }
    if (!(sent instanceof ArrayNode)) {
      throw new ControlException(400, "the body must be a JSON object, or a list of them");
    }
    List<ObjectNode> created = new ArrayList<>();
    for (JsonNode each : sent) {
      if (!(each instanceof ObjectNode fields)) {
        throw new ControlException(400, "the body must be a JSON object, or a list of them");
      }
      created.add(records.create(user, type, fields));
    }
    return Answer.json(201, created);
  }

  private static Answer allRecords(FaceServer server, Request request, Map<String, String> path) {
    User user = user(server.face(), path.get("id"));
    return Answer.json(200, records(server).all(user, path.getOrDefault("type", "")));
  }

  private static FaceFiles files(FaceServer server) {
    return server
        .face()
        .files()
        .orElseThrow(() -> new ControlException(404, server.face().name() + " keeps no files"));
  }

  private static FaceRecords records(FaceServer server) {
    return server
        .face()
        .records()
        .orElseThrow(() -> new ControlException(404, server.face().name() + " keeps no records"));
  }

  private static Answer registerApp(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    Apps.Registration registration = ControlInput.read(request, Apps.Registration.class);
    server.face().state().apps().register(path.getOrDefault("clientId", ""), registration);
    return Answer.empty(204);
  }

  private static Answer consent(FaceServer server) {
    return Answer.json(200, server.face().state().consent().policy());
  }

  private static Answer changeConsent(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    Consent.Policy policy = ControlInput.read(request, Consent.Policy.class);
    if (policy.user() != null) {
      checkUser(server.face(), policy.user());
    }
    server.face().state().consent().policy(policy);
    return consent(server);
  }

  private static Answer tokens(FaceServer server) {
    Tokens tokens = server.face().state().tokens();
    return Answer.json(
        200,
        new TokenCounts(
            count(tokens.liveAccessTokenHashes()), count(tokens.liveRefreshTokenHashes())));
  }

  private static TokenCount count(List<String> hashes) {
    return new TokenCount(hashes.size(), hashes);
  }

  private static Answer expire(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    String user = chosenUser(server, request);
    return Answer.json(200, Map.of("expired", server.face().state().tokens().expire(user)));
  }

  private static Answer revoke(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    String user = chosenUser(server, request);
    return Answer.json(200, Map.of("revoked", server.face().state().tokens().revoke(user)));
  }

  private static @Nullable String chosenUser(FaceServer server, Request request)
      throws IOException {
    String id = ControlInput.read(request, OfUser.class).user();
    if (id != null) {
      checkUser(server.face(), id);
    }
    return id;
  }

  private static Answer options(FaceServer server) {
    return Answer.json(200, server.face().state().options());
  }

  private static Answer changeOptions(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    OptionsPatch patch = ControlInput.read(request, OptionsPatch.class);
    FaceOptions now = server.face().state().options();
    Long lifetime = patch.accessTokenLifetimeSeconds();
    Boolean rotate = patch.rotateRefreshTokens();
    Boolean emptyPages = patch.emptyPages();
    server
        .face()
        .state()
        .options(
            new FaceOptions(
                lifetime == null ? now.accessTokenLifetimeSeconds() : lifetime,
                rotate == null ? now.rotateRefreshTokens() : rotate,
                emptyPages == null ? now.emptyPages() : emptyPages,
                variants(now, patch.variants())));
    return options(server);
  }

  private static Map<String, String> variants(
      FaceOptions now, @Nullable Map<String, String> changes) {
    Map<String, String> variants = new HashMap<>(now.variants());
    if (changes != null) {
      changes.forEach((name, value) -> {
        if (!variants.containsKey(name)) {
          throw new ControlException(400, "variants: there is no variant " + name);
        }
        variants.put(name, value);
      });
    }
    return variants;
  }

  private static Answer faults(FaceServer server) {
    return Answer.json(200, server.calls().faults().standing());
  }

  private static Answer addFault(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    Fault fault = ControlInput.read(request, Fault.class);
    server.calls().faults().add(fault);
    return Answer.json(201, fault);
  }

  private static Answer clearFaults(FaceServer server, Request request, Map<String, String> path) {
    server.calls().faults().clear();
    return Answer.empty(204);
  }

  private static Answer releaseHolds(FaceServer server, Request request, Map<String, String> path) {
    server.calls().faults().release();
    return Answer.empty(204);
  }

  private static Answer limit(FaceServer server) {
    FaceClient.LimitStanding standing = server.calls().limiter().standing();
    if (standing == null) {
      throw new ControlException(404, server.face().name() + " has no limit");
    }
    return Answer.json(200, standing);
  }

  private static Answer changeLimit(FaceServer server, Request request, Map<String, String> path)
      throws IOException {
    server.calls().limiter().limit(ControlInput.read(request, CallLimit.class));
    return limit(server);
  }

  private static Answer endLimit(FaceServer server, Request request, Map<String, String> path) {
    server.calls().limiter().limit(null);
    return Answer.empty(204);
  }

  private static String filePath(Request request) {
    String path = request.queryParameters().get("path");
    if (path == null || !path.startsWith("/")) {
      throw new ControlException(400, "the query parameter path must start with /");
    }
    return path;
  }

  private static User user(Face face, @Nullable String id) {
    return face.state()
        .users()
        .find(String.valueOf(id))
        .orElseThrow(() -> new ControlException(404, "there is no user " + id));
  }

  private static void checkUser(Face face, String id) {
    if (face.state().users().find(id).isEmpty()) {
      throw new ControlException(400, "user: there is no user " + id);
    }
  }
}
