package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call about something in a drive.
 *
 * @param request as it came
 * @param query its options
 * @param json writes what is answered
 * @param address what it is about
 * @param url of the call as the client wrote it, without its query
 */
record DriveCall(
    Request request, QueryOptions query, DriveJson json, DriveAddress address, String url) {

  private static final Pattern BY_PATH = Pattern.compile("(?:/drives/([^/]+)|/drive)/root:?(/.*)?");

  Access access() {
    return json.access();
  }

  Drive drive() {
    return access().drive();
  }

  Resource resource() {
    return access().resource();
  }

  /** The item that the call is about. */
  Drive.Node node() {
    String itemId = address.itemId() == null ? Drive.ROOT : address.itemId();
    return drive().find(itemId, address.path()).orElseThrow(ApiException::notFound);
  }

  /** The item's action or part, and what follows it. */
  List<String> action() {
    return List.of(address.action().split("/", -1));
  }

  boolean is(String method) {
    return request.method().equals(method);
  }

  boolean reads() {
    return is("GET") || is("HEAD");
  }

  void require(String method) {
    if (!is(method) && !(method.equals("GET") && reads())) {
      throw ApiException.methodNotAllowed();
    }
  }

  /** The body; an empty object when there is none. */
  JsonNode body() throws IOException {
    if (request.body().size() == 0) {
      return Json.object();
    }
    if (!request.mediaType().equals("application/json")) {
      throw ApiException.invalidRequest(
          "Entity only allows writes with a JSON Content-Type header.");
    }
    try {
      JsonNode body = Json.MAPPER.readTree(request.body().text());
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw ApiException.invalidRequest("Unable to read JSON request payload.");
  }

  Conflict conflict(JsonNode body, Conflict byDefault) {
    return Conflict.of(resource(), query, body, byDefault);
  }

  /** What a body wants to be changed in an item. */
  Item.Change change(JsonNode body) {
    return new Item.Change(
        text(body, "name"),
        folder(body.path("parentReference")).orElse(null),
        body.path("description").isNull() ? "" : text(body, "description"),
        fileTimes(body.path("fileSystemInfo")));
  }

  /** The identifier of the folder that a reference names; empty when there is none. */
  Optional<String> folder(JsonNode reference) {
    if (reference.isMissingNode()) {
      return Optional.empty();
    }
    checkDrive(text(reference, "driveId"));
    String id = text(reference, "id");
    String path = text(reference, "path");
    if (id == null && path == null) {
      throw ApiException.invalidRequest("The parentReference needs an id or a path.");
    }
    Optional<Drive.Node> folder =
        id == null ? byPath(String.valueOf(path)) : drive().find(id, List.of());
    return Optional.of(folder.orElseThrow(ApiException::notFound).item().id());
  }

  private Optional<Drive.Node> byPath(String path) {
    Matcher form = BY_PATH.matcher(path);
    if (!form.matches()) {
      throw ApiException.invalidRequest("The path of the parentReference is not one of a drive.");
    }
    checkDrive(form.group(1));
    String names = form.group(2);
    return drive().find(Drive.ROOT, names == null ? List.of() : Names.decodePath(names));
  }

  private void checkDrive(@Nullable String id) {
    if (id != null && !id.equals(drive().id())) {
      throw ApiException.notSupported(400, "Items cannot be moved to another drive.");
    }
  }

  private static Item.@Nullable FileTimes fileTimes(JsonNode info) {
    if (!info.isObject()) {
      return null;
    }
    Instant modified = time(info, "lastModifiedDateTime");
    Instant created = time(info, "createdDateTime");
    Instant either = modified == null ? created : modified;
    return either == null
        ? null
        : new Item.FileTimes(
            created == null ? either : created, modified == null ? either : modified);
  }

  static @Nullable Instant time(JsonNode object, String name) {
    String text = text(object, name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw ApiException.invalidRequest(name + " is not a time.");
    }
  }

  /** A text of an object; null when there is none. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiException.invalidRequest(name + " is not a text.");
    }
    return value.textValue();
  }
}
