package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.MimeTypes;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one Salesforce user, which are in no folders: all of them are the root's.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files.htm">
 *     Connect REST API, Files Resources</a>
 */
final class SalesforceFiles implements DocumentsHub {

  /** The id of the only folder, as Salesforce calls it. */
  private static final String ROOT = "root";

  /** The most files that Salesforce gives at once. */
  private static final int PORTION = 100;

  /** Ten portions: a call should not take more. */
  private static final int LARGEST_PAGE = 1000;

  /** The Connect API ends times with Z, the REST API with +0000. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT);

  private final SalesforceClient client;

  SalesforceFiles(SalesforceClient client) {
    this.client = client;
  }

  @Override
  public void ping() {
    try {
      client.ping();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  @Override
  public int maximumPageSize() {
    return LARGEST_PAGE;
  }

  /** A page begins at a number of files, so that its size may change on the way. */
  @Override
  public Page<CloudFile> list(FileReference folder, PageRequest request) {
    requireRoot(folder);
    int position = request.nextPage().map(SalesforceFiles::position).orElse(0);
    List<CloudFile> items = new ArrayList<>();
    while (true) {
      JsonNode portion = portion(position / PORTION);
      List<JsonNode> files = SalesforceClient.items(portion, "files");
      int from = Math.min(position % PORTION, files.size());
      int to = Math.min(files.size(), from + request.size() - items.size());
      files.subList(from, to).stream().map(SalesforceFiles::file).forEach(items::add);
      boolean read = to == files.size();
      if (read && (files.isEmpty() || portion.path("nextPageUrl").asText("").isEmpty())) {
        return new Page<>(items, null);
      }
      // A portion may have fewer files than it has places, of files that the user may not see.
      position = read ? (position / PORTION + 1) * PORTION : position + to - from;
      if (items.size() == request.size()) {
        return new Page<>(items, String.valueOf(position));
      }
    }
  }

  private JsonNode portion(int number) {
    try {
      return client.get(
          "/connect/files/users/me",
          Map.of("page", String.valueOf(number), "pageSize", String.valueOf(PORTION)),
          Map.of());
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  private static void requireRoot(FileReference folder) {
    boolean root =
        switch (folder) {
          case FileReference.ByPath path -> path.root();
          case FileReference.ById id -> id.text().equals(ROOT);
        };
    if (!root) {
      throw ApiException.badRequest(
          "There is no folder '" + folder.text() + "': the files are in no folders but '/'.");
    }
  }

  private static int position(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw DocumentsErrors.unknownPage(null);
    }
    return Integer.parseInt(text);
  }

  private static CloudFile file(JsonNode file) {
    String name = name(file);
    return CloudFile.plain(
        file.path("id").asText(),
        null,
        name,
        "/" + name,
        false,
        file.path("contentSize").asLong(),
        time(file.path("createdDate")),
        time(file.path("contentModifiedDate")),
        ROOT,
        Map.of("mimeType", file.path("mimeType").asText(MimeTypes.ofName(name))),
        file);
  }

  /** The title has the extension only where whoever stored the file put it there. */
  private static String name(JsonNode file) {
    String name = file.path("name").asText();
    String extension = file.path("fileExtension").asText("");
    return extension.isEmpty()
            || name.toLowerCase(Locale.ROOT).endsWith("." + extension.toLowerCase(Locale.ROOT))
        ? name
        : name + "." + extension;
  }

  private static @Nullable Instant time(JsonNode text) {
    try {
      return text.isTextual() ? OffsetDateTime.parse(text.asText(), TIME).toInstant() : null;
    } catch (DateTimeParseException e) {
      return null; // one odd time is no reason to withhold a list
    }
  }
}
