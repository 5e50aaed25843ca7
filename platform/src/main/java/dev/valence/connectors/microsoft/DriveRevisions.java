package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Revision;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of files were before.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveRevisions(MicrosoftClient client, DriveAddress drive) {

  Page<Revision> list(FileReference file, PageRequest page) {
    CloudFile now = DriveItems.of(item(file));
    DrivePages<Revision> pages =
        new DrivePages<>(
            client,
            drive,
            top -> drive.part(file, "versions"),
            answer ->
                answer.path("value").valueStream().map(version -> revision(now, version)).toList());
    return ExactPages.page(page, pages);
  }

  Revision get(FileReference file, String id) {
    CloudFile now = DriveItems.of(item(file));
    return revision(now, version(file, id));
  }

  Download content(FileReference file, String id, @Nullable String range) {
    JsonNode item = item(file);
    version(file, id);
    DriveDownload download = new DriveDownload(client, drive);
    List<JsonNode> newest =
        client.get(drive.part(file, "versions")).path("value").valueStream().limit(1).toList();
    if (!newest.isEmpty() && newest.getFirst().path("id").asText().equals(id)) {
      // Of the newest one Microsoft gives the content only as that of the file.
      return download.content(item, range);
    }
    return download.open(
        client.location("GET", drive.part(file, "versions/" + id + "/content"), null),
        item.path("name").asText(),
        DriveItems.mimeType(item),
        range);
  }

  private JsonNode version(FileReference file, String id) {
    // Microsoft counts them: 1.0, 2.0 and, of a draft, 2.1.
    if (!id.matches("\\d{1,9}\\.\\d{1,9}")) {
      throw DocumentsErrors.noPart("revision", id, null);
    }
    try {
      return client.get(drive.part(file, "versions/" + id));
    } catch (MicrosoftError e) {
      throw e.status() == 404 ? DocumentsErrors.noPart("revision", id, e.getMessage()) : e;
    }
  }

  private JsonNode item(FileReference file) {
    JsonNode item = client.get(drive.item(file));
    ItemKind.FILE.require(file, DriveItems.folder(item));
    return item;
  }

  private static Revision revision(CloudFile now, JsonNode version) {
    return new Revision(
        version.path("id").asText(),
        now,
        version.path("size").asLong(),
        Times.in(version, "lastModifiedDateTime"),
        version);
  }
}
