package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code connect/folders}: the folders of the user who calls, and what is in them.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_folders.htm">
 *     Connect REST API, Folders Resources</a>
 */
final class ConnectFolders {

  private final Contents contents;
  private final ContentFolders folders;
  private final ConnectFiles files;
  private final ConnectJson json;

  ConnectFolders(Contents contents, ContentFolders folders, ConnectFiles files, ConnectJson json) {
    this.contents = contents;
    this.folders = folders;
    this.files = files;
    this.json = json;
  }

  Answer answer(Call call) throws IOException {
    List<String> resource = call.resource();
    if (resource.size() < 3) {
      throw RestException.notFound();
    }
    ObjectNode folder = folders.find(call.userId(), resource.get(2));
    if (resource.size() == 3) {
      return one(call, folder);
    }
    if (resource.size() == 4 && resource.get(3).equals("items")) {
      return items(call, folder);
    }
    throw RestException.notFound();
  }

  private Answer one(Call call, ObjectNode folder) throws IOException {
    String id = folder.get("Id").textValue();
    return switch (call.method()) {
      case "GET" -> Answer.json(200, json.folder(call, folder));
      case "PATCH" -> {
        ObjectNode input = ConnectFiles.input(call);
        String parent = ConnectFiles.text(input, "parentFolderId");
        folders.change(
            call.userId(),
            folder,
            ConnectFiles.text(input, "name"),
            parent == null ? null : folders.find(call.userId(), parent).get("Id").textValue());
        yield Answer.json(200, json.folder(call, folders.find(call.userId(), id)));
      }
      case "DELETE" -> {
        folders.delete(call.userId(), folder);
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "DELETE, GET, PATCH");
    };
  }

  private Answer items(Call call, ObjectNode folder) throws IOException {
    String id = folder.get("Id").textValue();
    return switch (call.method()) {
      case "GET" ->
          Answer.json(
              200,
              Pages.of(call)
                  .write(
                      Json.object(),
                      "items",
                      call.base() + "/connect/folders/" + id + "/items",
                      folders.children(id),
                      item -> json.item(call, item)));
      case "POST" -> Answer.json(201, json.item(call, add(call, folder)));
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    };
  }

  private ObjectNode add(Call call, ObjectNode folder) throws IOException {
    if (Multipart.isIn(call.request())) {
      try (Multipart body = Multipart.read(call.request())) {
        ObjectNode input = body.json("json");
        requireType("File", ConnectFiles.text(input, "type"), call);
        ObjectNode file = input.withObject("/file");
        // The description is called so here, and desc everywhere else.
        if (file.has("description")) {
          file.set("desc", file.get("description"));
        }
        ObjectNode document = contents.create(files.upload(call, body, file), call.userId());
        folders.move(call.userId(), document.get("Id").textValue(), folder.get("Id").textValue());
        return document;
      }
    }
    ObjectNode input = ConnectFiles.input(call);
    requireType("Folder", ConnectFiles.text(input, "type"), call);
    String path = input.path("folder").path("path").asText(ConnectFiles.text(input, "folderPath"));
    String name = input.path("folder").path("name").asText(ConnectFiles.text(input, "folderName"));
    if (path == null && name == null) {
      throw new RestException(400, "INVALID_INPUT", "Either path or name is required");
    }
    if (path == null) {
      return folders.create(call.userId(), folder.get("Id").textValue(), name);
    }
    List<String> names = Arrays.stream(path.split("/")).filter(part -> !part.isBlank()).toList();
    if (names.isEmpty()) {
      throw new RestException(400, "INVALID_INPUT", "Either path or name is required");
    }
    ObjectNode parent = folders.along(call.userId(), folder, names.subList(0, names.size() - 1));
    return folders.create(call.userId(), parent.get("Id").textValue(), names.getLast());
  }

  private static void requireType(String type, @Nullable String sent, Call call) {
    Map<String, String> parameters = call.request().queryParameters();
    if (!type.equals(sent == null ? parameters.get("type") : sent)) {
      throw new RestException(
          400, "MISSING_ARGUMENT", "The item's type is required, and must be " + type + " here");
    }
  }
}
