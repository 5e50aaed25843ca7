package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.UploadSource;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * Sends one file: a small one from memory in one request, a larger one in pieces by an upload
 * session, whose last piece makes the file visible.
 *
 * <p>What Microsoft has stored is compared with what was sent, unless its size is another:
 * Microsoft itself adds properties to the documents of Office when they arrive. How many bytes
 * came, it has counted.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-createuploadsession">Upload large
 *     files</a>
 */
final class DriveUpload {

  /** A piece of a file, of twelve of the units of which Microsoft wants it to be a multiple. */
  static final int PIECE = 12 * 320 * 1024;

  /** Files up to this size are sent from memory, in one request. */
  static final int LARGEST_IN_MEMORY = 1024 * 1024;

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final Upload upload;

  DriveUpload(MicrosoftClient client, DriveAddress drive, Upload upload) {
    this.client = client;
    this.drive = drive;
    this.upload = upload;
  }

  /** Sends the file and gives Microsoft's description of it. */
  JsonNode send() {
    DriveAddress.checkNew(upload.target());
    UploadSource source = new UploadSource(upload.content());
    byte[] beginning = source.piece(LARGEST_IN_MEMORY + 1);
    try {
      return beginning.length <= LARGEST_IN_MEMORY
          ? sendSmall(beginning)
          : sendLarge(new SequenceInputStream(new ByteArrayInputStream(beginning), source), source);
    } catch (MicrosoftError e) {
      throw e.status() == 409 || e.has("nameAlreadyExists") ? inTheWay(e.getMessage()) : e;
    }
  }

  private JsonNode sendSmall(byte[] content) {
    URI url = drive.part(upload.target(), "content" + drive.onConflict(behavior()));
    return verified(
        client.put(url, content, upload.overwrite()),
        QuickXorHash.text(new QuickXorHash().digest(content)),
        content.length);
  }

  private JsonNode verified(JsonNode stored, String checksum, long size) {
    String theirs = DriveItems.checksum(stored);
    boolean changed =
        theirs != null && !theirs.equals(checksum) && stored.path("size").asLong() == size;
    if (changed) {
      takeBack(new FileReference.ById(stored.path("id").asText()));
      throw DocumentsErrors.changedOnTheWay("'" + upload.target().text() + "'");
    }
    return stored;
  }

  /** Brings back what was there before, or nothing. */
  private void takeBack(FileReference file) {
    JsonNode before = client.get(drive.part(file, "versions")).path("value").path(1).path("id");
    if (before.isTextual()) {
      String restore = drive.dialect().action("restoreVersion");
      client.act("POST", drive.part(file, "versions/" + before.asText() + "/" + restore));
    } else {
      client.act("DELETE", drive.item(file));
    }
  }

  private String behavior() {
    return upload.overwrite() ? "replace" : "fail";
  }

  private JsonNode sendLarge(InputStream whole, UploadSource source) {
    refuseTakenTarget();
    UploadSource content = new UploadSource(whole);
    byte[] first = content.piece(PIECE);
    if (first.length < PIECE) {
      return sendInPieces(first, content, first.length);
    }
    Long size = upload.size();
    if (size != null && size > PIECE) {
      return sendInPieces(first, content, size);
    }
    // Microsoft wants to know the size with the first piece.
    try (Spool spool =
        Spool.of(new SequenceInputStream(new ByteArrayInputStream(first), content))) {
      UploadSource known = new UploadSource(spool.content());
      return sendInPieces(known.piece(PIECE), known, spool.size());
    } catch (IOException e) {
      throw source.broken() ? DocumentsErrors.incompleteUpload() : new UncheckedIOException(e);
    }
  }

  private JsonNode sendInPieces(byte[] first, UploadSource content, long size) {
    ObjectNode body = MicrosoftClient.object();
    body.putObject("item").put(drive.dialect().conflictBehavior(), behavior());
    UploadPieces pieces =
        UploadPieces.of(
            client,
            client.postOrRepeat(drive.action(upload.target(), "createUploadSession", ""), body),
            size);
    try {
      byte[] piece = first;
      for (long position = 0; ; ) {
        boolean last = position + piece.length == size;
        if ((!last && piece.length < PIECE) || (last && longer(content))) {
          throw otherSize(size);
        }
        Optional<JsonNode> stored = pieces.send(position, piece, () -> arrived(pieces));
        if (stored.isPresent()) {
          return verified(stored.get(), pieces.checksum(), size);
        }
        position += piece.length;
        piece = content.piece((int) Math.min(PIECE, size - position));
      }
    } catch (RuntimeException e) {
      pieces.cancel();
      throw e;
    }
  }

  private static boolean longer(UploadSource content) {
    return content.piece(1).length > 0;
  }

  private static ApiException otherSize(long size) {
    return ApiException.badRequest(
        "The file is not of the size of "
            + size
            + " bytes that its request announced; nothing was stored. The parameter 'size' tells"
            + " the true one.");
  }

  /** The file, if it is there as it was sent: the answer that says so may have been lost. */
  private Optional<JsonNode> arrived(UploadPieces pieces) {
    return folders()
        .find(upload.target())
        .filter(found -> pieces.checksum().equals(DriveItems.checksum(found)));
  }

  /** Spares the caller the sending of a large file that would be refused at its end. */
  private void refuseTakenTarget() {
    Optional<JsonNode> found = folders().find(upload.target());
    if (found.isPresent() && (!upload.overwrite() || DriveItems.folder(found.get()))) {
      throw taken(found.get(), "Found " + found.get().path("name").asText() + " in the drive.");
    }
  }

  private ApiException inTheWay(String words) {
    return folders()
        .find(upload.target())
        .map(found -> taken(found, words))
        .orElseGet(() -> DocumentsErrors.parentIsFile(upload.target(), words));
  }

  private static ApiException taken(JsonNode found, String words) {
    return DriveItems.folder(found)
        ? DocumentsErrors.folderExists(words)
        : DocumentsErrors.fileExists(words);
  }

  private DriveFolders folders() {
    return new DriveFolders(client, drive);
  }
}
