package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Links to items and permissions of people, by items. */
final class Sharing {

  /** The variant of whether links may be for everybody. */
  static final String ANONYMOUS_LINKS = "anonymousLinks";

  private static final int ID_BYTES = 24;
  private static final Set<String> ROLES = Set.of("read", "write");

  private final FaceState state;
  private final InstantSource clock;
  private final Map<String, List<Permission>> permissions = new ConcurrentHashMap<>();
  private final Map<String, Shared> shared = new ConcurrentHashMap<>();

  /** What a link is to. */
  record Shared(User owner, String itemId) {}

  Sharing(FaceState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  void reset() {
    permissions.clear();
    shared.clear();
  }

  Answer createLink(DriveCall call) throws IOException {
    call.require("POST");
    JsonNode body = call.body();
    boolean anonymousAllowed = !"forbidden".equals(state.options().variants().get(ANONYMOUS_LINKS));
    String type = Objects.requireNonNullElse(DriveCall.text(body, "type"), "view");
    String wanted = DriveCall.text(body, "scope");
    String scope =
        Objects.requireNonNullElse(wanted, anonymousAllowed ? "anonymous" : "organization");
    String password = DriveCall.text(body, "password");
    Instant end = end(body);
    // Others, such as embed, are of personal drives.
    if (!Set.of("view", "edit").contains(type)) {
      throw ApiException.invalidRequest("The link type " + type + " is not supported.");
    }
    if (!Set.of("anonymous", "organization").contains(scope)) {
      throw ApiException.invalidRequest("The link scope " + scope + " is not supported.");
    }
    if (scope.equals("anonymous") && !anonymousAllowed) {
      throw ApiException.accessDenied();
    }
    Drive.Node node = call.node();
    Optional<Permission> present =
        own(node.item().id()).stream()
            .filter(one -> same(one, type, scope, password != null, end))
            .findFirst();
    Permission permission =
        present.orElseGet(() ->
            new Permission(
                newId(),
                List.of(type.equals("edit") ? "write" : "read"),
                null,
                new Permission.Link(type, scope, "E" + newId(), password != null),
                end));
    if (present.isEmpty()) {
      listOf(node.item().id()).add(permission);
      shared.put(
          Objects.requireNonNull(permission.link()).token(),
          new Shared(call.access().user(), node.item().id()));
    }
    return Answer.json(
        present.isEmpty() ? 201 : 200, new PermissionJson(call.json(), state).of(permission, node));
  }

  private static boolean same(
      Permission permission, String type, String scope, boolean password, @Nullable Instant end) {
    Permission.Link link = permission.link();
    return link != null
        && link.type().equals(type)
        && link.scope().equals(scope)
        && link.password() == password
        && Objects.equals(permission.end(), end);
  }

  /** What a link is to that everybody may follow; empty when there is none, or none any more. */
  Optional<Shared> open(String token) {
    return Optional.ofNullable(shared.get(token))
        .filter(one ->
            own(one.itemId()).stream()
                .map(Permission::link)
                .anyMatch(link ->
                    link != null
                        && link.token().equals(token)
                        && link.scope().equals("anonymous")
                        && !link.password()));
  }

  Answer invite(DriveCall call) throws IOException {
    call.require("POST");
    JsonNode body = call.body();
    Drive.Node node = call.node();
    List<String> roles = roles(body.path("roles"));
    Instant end = end(body);
    List<String> emails = body.path("recipients").findValuesAsText("email");
    if (emails.isEmpty() || emails.stream().anyMatch(email -> email.indexOf('@') < 1)) {
      throw ApiException.invalidRequest("The recipients need addresses.");
    }
    ObjectNode answer = Json.object();
    ArrayNode value = answer.putArray("value");
    for (String email : emails) {
      listOf(node.item().id()).removeIf(one -> email.equalsIgnoreCase(one.email()));
      Permission permission = new Permission(newId(), roles, email, null, end);
      listOf(node.item().id()).add(permission);
      value.add(new PermissionJson(call.json(), state).of(permission, node));
    }
    return Answer.json(200, answer);
  }

  /** Answers a call for the permissions of an item, or for one of them. */
  Answer permissions(DriveCall call) throws IOException {
    List<String> parts = call.action();
    Drive.Node node = call.node();
    PermissionJson json = new PermissionJson(call.json(), state);
    if (parts.size() == 1) {
      call.require("GET");
      ObjectNode body = Json.object();
      ArrayNode value = body.putArray("value").add(json.owner());
      own(node.item().id()).forEach(one -> value.add(json.of(one, node)));
      for (int depth = node.path().size() - 1; depth > 0; depth--) {
        call.drive()
            .find(Drive.ROOT, node.path().subList(0, depth))
            .ifPresent(above ->
                own(above.item().id()).forEach(one -> value.add(json.inherited(one, above))));
      }
      return Answer.json(200, body);
    }
    String id = Names.decode(parts.get(1));
    if (id.equals(PermissionJson.OWNER)) {
      call.require("GET");
      return Answer.json(200, json.owner());
    }
    Permission permission =
        own(node.item().id()).stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(ApiException::notFound);
    return switch (call.request().method()) {
      case "GET" -> Answer.json(200, json.of(permission, node));
      case "DELETE" -> {
        listOf(node.item().id()).remove(permission);
        yield Answer.empty(204);
      }
      case "PATCH" -> Answer.json(200, json.of(change(call, node, permission), node));
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private Permission change(DriveCall call, Drive.Node node, Permission permission)
      throws IOException {
    JsonNode body = call.body();
    if (body.has("roles") && permission.link() != null) {
      throw ApiException.notSupported(400, "The role of a link cannot be changed.");
    }
    Permission changed =
        new Permission(
            permission.id(),
            body.has("roles") ? roles(body.path("roles")) : permission.roles(),
            permission.email(),
            permission.link(),
            body.has("expirationDateTime") ? end(body) : permission.end());
    List<Permission> all = listOf(node.item().id());
    all.remove(permission);
    all.add(changed);
    return changed;
  }

  private static List<String> roles(JsonNode roles) {
    List<String> names = new ArrayList<>();
    roles.forEach(role -> names.add(role.asText()));
    if (names.isEmpty() || !ROLES.containsAll(names)) {
      throw ApiException.invalidRequest("The roles are read and write.");
    }
    return names;
  }

  private @Nullable Instant end(JsonNode body) {
    Instant end = DriveCall.time(body, "expirationDateTime");
    if (end != null && !end.isAfter(clock.instant())) {
      throw ApiException.invalidRequest("The expirationDateTime is not in the future.");
    }
    return end;
  }

  private List<Permission> own(String itemId) {
    return permissions.getOrDefault(itemId, List.of()).stream()
        .filter(one -> one.standsAt(clock.instant()))
        .toList();
  }

  private List<Permission> listOf(String itemId) {
    return permissions.computeIfAbsent(itemId, _ -> new CopyOnWriteArrayList<>());
  }

  private static String newId() {
    return Secrets.random(ID_BYTES);
  }
}
