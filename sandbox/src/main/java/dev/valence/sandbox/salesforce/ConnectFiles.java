package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code connect/files}: the files of the user who calls.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files.htm">
 *     Connect REST API, Files Resources</a>
 */
final class ConnectFiles {

  private static final int LARGEST_BATCH = 100;
  private static final List<String> MINE = List.of("users", "me");

  private final Contents contents;
  private final ContentFolders folders;
  private final ContentBytes bytes;
  private final ConnectJson json;
  private final FileShares shares;
  private final Renditions renditions;

  ConnectFiles(
      Contents contents,
      ContentFolders folders,
      ContentBytes bytes,
      ConnectJson json,
      FileShares shares) {
    this.contents = contents;
    this.folders = folders;
    this.bytes = bytes;
    this.json = json;
    this.shares = shares;
    this.renditions = new Renditions(bytes);
  }

  Answer answer(Call call, Hosts hosts) throws IOException {
    List<String> resource = call.resource().subList(2, call.resource().size());
    if (resource.isEmpty()) {
      throw RestException.notFound();
    }
    if (resource.equals(MINE)) {
      return mine(call);
    }
    if (resource.size() == 2 && resource.getFirst().equals("batch")) {
      return batch(call, resource.get(1));
    }
    ObjectNode document =
        Ids.normalize(resource.getFirst())
            .flatMap(id -> contents.find(call.userId(), id))
            .orElseThrow(RestException::notFound);
    if (resource.size() == 1) {
      return one(call, document);
    }
    String part = resource.get(1);
    if (part.equals("file-shares")) {
      return shares.answer(call, document, resource.subList(2, resource.size()), hosts);
    }
    if (resource.size() != 2) {
      throw RestException.notFound();
    }
    InstanceApi.requireGet(call);
    ObjectNode version = version(call, document);
    return switch (part) {
      case "content" -> content(call, version);
      case "rendition" ->
          renditions.rendition(version, call.request().queryParameters().get("type"));
      case "previews" ->
          Answer.json(
              200,
              renditions.previews(
                  call.base() + "/connect/files/" + document.get("Id").textValue() + "/previews",
                  version));
      default -> throw RestException.notFound();
    };
  }

  private Answer mine(Call call) throws IOException {
    return switch (call.method()) {
      case "GET" ->
          Answer.json(
              200,
              Pages.of(call)
                  .write(
                      Json.object(),
                      "files",
                      call.base() + "/connect/files/users/me",
                      contents.ownedBy(call.userId()),
                      document -> json.file(call, document)));
      case "POST" -> {
        try (Multipart body = Multipart.read(call.request())) {
          ObjectNode input = body.json("json");
          ObjectNode document = contents.create(upload(call, body, input), call.userId());
          JsonNode folderId = input.get("parentFolderId");
          if (folderId != null && !folderId.isNull()) {
            place(call, document, folderId.asText());
          }
          yield Answer.json(201, json.file(call, document));
        }
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    };
  }

  private Answer one(Call call, ObjectNode document) throws IOException {
    String id = document.get("Id").textValue();
    return switch (call.method()) {
      case "GET" -> Answer.json(200, json.file(call, document, version(call, document)));
      case "POST" -> {
        contents.toChange(call.userId(), id);
        try (Multipart body = Multipart.read(call.request())) {
          ObjectNode changed =
              contents.addVersion(document, upload(call, body, body.json("json")), call.userId());
          yield Answer.json(201, json.file(call, changed));
        }
      }
      case "PATCH" -> {
        contents.toChange(call.userId(), id);
        change(call, document);
        yield Answer.json(200, json.file(call, contents.find(call.userId(), id).orElseThrow()));
      }
      case "DELETE" -> {
        contents.delete(contents.toChange(call.userId(), id), call.userId());
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "DELETE, GET, PATCH, POST");
    };
  }

  private void change(Call call, ObjectNode document) throws IOException {
    ObjectNode input = input(call);
    contents.describe(document, text(input, "title"), text(input, "desc"), call.userId());
    if (input.has("parentFolderId")) {
      place(call, document, text(input, "parentFolderId"));
    }
  }

  private void place(Call call, ObjectNode document, @Nullable String folderId) {
    folders.move(
        call.userId(),
        document.get("Id").textValue(),
        folderId == null ? null : folders.find(call.userId(), folderId).get("Id").textValue());
  }

  /** Describes or deletes up to a hundred files; each of them has a result of its own. */
  private Answer batch(Call call, String ids) {
    if (!call.method().equals("GET") && !call.method().equals("DELETE")) {
      throw RestException.methodNotAllowed(call.method(), "DELETE, GET");
    }
    List<String> each = List.of(ids.split(","));
    if (each.size() > LARGEST_BATCH) {
      throw new RestException(
          400, "INVALID_BATCH_SIZE", "The batch has more than " + LARGEST_BATCH + " items");
    }
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    boolean failed = false;
    for (String id : each) {
      ObjectNode result = results.addObject();
      try {
        String full = Ids.normalize(id).orElseThrow(RestException::notFound);
        if (call.method().equals("GET")) {
          ObjectNode document =
              contents.find(call.userId(), full).orElseThrow(RestException::notFound);
          result.put("statusCode", 200).set("result", json.file(call, document));
        } else {
          contents.delete(contents.toChange(call.userId(), full), call.userId());
          result.put("statusCode", 204).putNull("result");
        }
      } catch (RestException e) {
        failed = true;
        result.put("statusCode", e.status()).set("result", e.toJson());
      }
    }
    return Answer.json(200, answer.put("hasErrors", failed));
  }

  private Answer content(Call call, ObjectNode version) {
    ContentBytes.Stored stored = bytes.of(version.get("Id").textValue());
    return ByteRange.answer(
            call.request().header("range"),
            Contents.mimeType(version),
            stored.file(),
            stored.size())
        .with("Accept-Ranges", "bytes");
  }

  private ObjectNode version(Call call, ObjectNode document) {
    List<ObjectNode> versions = contents.versionsOf(document.get("Id").textValue());
    int count = versions.size();
    return versions.get(
        Pages.number(call.request().queryParameters(), "versionNumber", count, 1, count) - 1);
  }

  /** The file in a body of parts, described by its JSON or by parameters. */
  Contents.Upload upload(Call call, Multipart body, ObjectNode input) throws IOException {
    Multipart.FilePart file = body.require("fileData");
    Map<String, String> parameters = call.request().queryParameters();
    String title = input.path("title").asText(body.texts().get("title"));
    String description = input.path("desc").asText(body.texts().get("desc"));
    return new Contents.Upload(
        title == null ? parameters.get("title") : title,
        file.fileName(),
        description == null ? parameters.get("desc") : description,
        null,
        bytes.store(file.body()));
  }

  /** What a change is, from the body or from parameters. */
  static ObjectNode input(Call call) throws IOException {
    String text = call.request().body().text();
    if (!text.isBlank()) {
      return Multipart.parse(text);
    }
    ObjectNode input = Json.object();
    call.request().queryParameters().forEach(input::put);
    return input;
  }

  static @Nullable String text(ObjectNode input, String name) {
    JsonNode value = input.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }
}
