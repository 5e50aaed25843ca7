package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.salesforce.SalesforceFiles.Document;
import dev.valence.sandbox.salesforce.SalesforceFiles.Version;
import java.net.URLConnection;
import java.util.List;
import java.util.Locale;
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

  private static final int USUAL_PAGE = 25;
  private static final int MAX_PAGE = 100;
  private static final String MINE = "/connect/files/users/me";

  private final SalesforceFiles files;
  private final RecordStore records;

  ConnectFiles(SalesforceFiles files, RecordStore records) {
    this.files = files;
    this.records = records;
  }

  Answer answer(Call call) {
    List<String> resource = call.resource();
    if (resource.size() < 3 || !resource.get(1).equals("files")) {
      throw RestException.notFound();
    }
    InstanceApi.requireGet(call);
    if (resource.subList(2, resource.size()).equals(List.of("users", "me"))) {
      return list(call);
    }
    Document document =
        Ids.normalize(resource.get(2))
            .flatMap(id -> files.find(call.userId(), id))
            .orElseThrow(RestException::notFound);
    Version version = version(call, document);
    if (resource.size() == 3) {
      return Answer.json(200, describe(call, document, version));
    }
    if (resource.size() == 4 && resource.get(3).equals("content")) {
      return Answer.file(200, mimeType(document), version.bytes(), 0, version.size());
    }
    throw RestException.notFound();
  }

  private Answer list(Call call) {
    Map<String, String> parameters = call.request().queryParameters();
    int page = number(parameters, "page", 0, 0, Integer.MAX_VALUE / MAX_PAGE);
    int pageSize = number(parameters, "pageSize", USUAL_PAGE, 1, MAX_PAGE);
    List<Document> all = files.of(call.userId());
    int start = Math.min(all.size(), page * pageSize);
    int end = Math.min(all.size(), start + pageSize);
    ObjectNode answer = Json.object().put("currentPageUrl", pageUrl(call, page, pageSize));
    ArrayNode list = answer.putArray("files");
    for (Document document : all.subList(start, end)) {
      list.add(describe(call, document, document.latest()));
    }
    answer
        .put("nextPageUrl", end < all.size() ? pageUrl(call, page + 1, pageSize) : null)
        .put("previousPageUrl", page > 0 ? pageUrl(call, page - 1, pageSize) : null);
    return Answer.json(200, answer);
  }

  private static String pageUrl(Call call, int page, int pageSize) {
    return call.base() + MINE + "?page=" + page + "&pageSize=" + pageSize;
  }

  private static Version version(Call call, Document document) {
    int count = document.versions().size();
    return document
        .versions()
        .get(number(call.request().queryParameters(), "versionNumber", count, 1, count) - 1);
  }

  private static int number(
      Map<String, String> parameters, String name, int usual, int least, int most) {
    String sent = parameters.get(name);
    if (sent == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(sent);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number out of range is.
    }
    throw new RestException(
        400, "ILLEGAL_QUERY_PARAMETER_VALUE", "Illegal value '" + sent + "' for " + name);
  }

  private ObjectNode describe(Call call, Document document, Version version) {
    int number = document.versions().indexOf(version) + 1;
    String url = call.base() + "/connect/files/" + document.id();
    String extension = extension(document);
    String changed = Times.connect(version.created());
    ObjectNode file =
        Json.object()
            .put("id", document.id())
            .put("type", "File")
            .put("url", url + "?versionNumber=" + number)
            .put("name", document.name())
            .put("title", document.name())
            .putNull("description")
            .put("checksum", version.md5())
            .put("contentSize", version.size())
            .put("contentVersionId", version.id())
            .put("contentModifiedDate", changed)
            .put("createdDate", Times.connect(document.versions().getFirst().created()))
            .put("modifiedDate", changed)
            .put("systemModstamp", changed)
            .put("downloadUrl", url + "/content?versionNumber=" + number)
            .put("fileExtension", extension)
            .put("fileType", fileType(extension))
            .put("mimeType", mimeType(document))
            .put("isMajorVersion", true)
            .put("origin", "Content")
            .put("publishStatus", "PrivateAccess")
            .put("sharingOption", "Allowed")
            .put("sharingPrivacy", "None")
            .put("sharingRole", "Owner")
            .put("versionNumber", Integer.toString(number))
            .putNull("parentFolder");
    file.set("owner", owner(call, document.ownerId()));
    return file;
  }

  private ObjectNode owner(Call call, String userId) {
    ObjectNode user = records.userRecord(userId);
    ObjectNode owner = Json.object();
    owner.set("displayName", user.get("Name"));
    owner.set("firstName", user.get("FirstName"));
    owner.put("id", userId).put("isActive", true);
    owner.set("lastName", user.get("LastName"));
    owner.set("name", user.get("Name"));
    return owner
        .put("type", "User")
        .put("url", call.base() + "/chatter/users/" + userId)
        .put("userType", "Internal");
  }

  private static @Nullable String extension(Document document) {
    int dot = document.name().lastIndexOf('.');
    return dot < 0 ? null : document.name().substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String fileType(@Nullable String extension) {
    return extension == null || extension.isEmpty()
        ? "Unknown"
        : extension.substring(0, 1).toUpperCase(Locale.ROOT) + extension.substring(1);
  }

  private static String mimeType(Document document) {
    String guess = URLConnection.guessContentTypeFromName(document.name());
    return guess == null ? "application/octet-stream" : guess;
  }
}
