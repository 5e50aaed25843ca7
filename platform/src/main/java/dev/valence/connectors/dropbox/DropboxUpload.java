package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.MimeTypes;
import dev.valence.hubs.documents.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;

/**
 * Sends one file: a small one from memory in one request, a larger one in pieces that stream from
 * the caller to Dropbox, by an upload session whose last request makes the file visible.
 */
final class DropboxUpload {

  private final DropboxClient client;
  private final UploadSizes sizes;
  private final Upload upload;

  DropboxUpload(DropboxClient client, UploadSizes sizes, Upload upload) {
    this.client = client;
    this.sizes = sizes;
    this.upload = upload;
  }

  /**
   * Sends the file.
   *
   * @return Dropbox's metadata of it
   */
  JsonNode send() {
    CallerStream content = new CallerStream(upload.content());
    try {
      byte[] beginning = content.readNBytes(sizes.largestInMemory() + 1);
      return beginning.length <= sizes.largestInMemory()
          ? client.upload("/files/upload", commit(), bytes(beginning))
          : sendInPieces(
              new PieceSource(
                  new SequenceInputStream(new ByteArrayInputStream(beginning), content)));
    } catch (IOException e) {
      throw DocumentsErrors.incompleteUpload();
    } catch (EgressException e) {
      throw content.broken() ? DocumentsErrors.incompleteUpload() : e;
    }
  }

  private JsonNode sendInPieces(PieceSource source) throws IOException {
    if (!upload.overwrite()) {
      refuseTakenTarget();
    }
    // Without bytes, so that a token that has expired is renewed before any byte is read that
    // could not be read again.
    String session =
        client
            .upload("/files/upload_session/start", Map.of("close", false), bytes(new byte[0]))
            .path("session_id")
            .asText();
    long offset = 0;
    while (!source.atEnd()) {
      InputStream piece = source.piece(sizes.largestPiece());
      client.upload(
          "/files/upload_session/append_v2",
          Map.of("cursor", cursor(session, offset), "close", false),
          Body.stream(piece, -1, MimeTypes.UNKNOWN));
      offset = source.position();
    }
    return client.upload(
        "/files/upload_session/finish",
        Map.of("cursor", cursor(session, offset), "commit", commit()),
        bytes(new byte[0]));
  }

  /** Spares the caller the sending of a large file that would be refused at its end. */
  private void refuseTakenTarget() {
    JsonNode found;
    try {
      found = client.rpc("/files/get_metadata", Map.of("path", upload.target().text()));
    } catch (EndpointError e) {
      if (e.has("not_found")) {
        return;
      }
      throw e;
    }
    String words = "Found " + found.path("path_display").asText() + " in the account.";
    throw DropboxItems.folder(found)
        ? DocumentsErrors.folderExists(words)
        : DocumentsErrors.fileExists(words);
  }

  private Map<String, Object> commit() {
    return upload.overwrite()
        ? Map.of("path", upload.target().text(), "mode", "overwrite")
        // Strict: without it a file of the same content would be no conflict.
        : Map.of("path", upload.target().text(), "mode", "add", "strict_conflict", true);
  }

  private static Map<String, Object> cursor(String session, long offset) {
    return Map.of("session_id", session, "offset", offset);
  }

  private static Body bytes(byte[] content) {
    return Body.bytes(content, MimeTypes.UNKNOWN);
  }
}
