package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.Pieces;
import dev.valence.connectors.UploadSource;
import dev.valence.egress.EgressException;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.ApiException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends one file: a small one in one request, a larger one in pieces, by an upload session whose
 * last request makes the file visible. Each piece is in memory while it is sent, and is sent again
 * when that fails; the next is read and hashed meanwhile. Dropbox compares each with a hash of it,
 * and the whole is compared once more.
 */
final class DropboxUpload {

  private static final String SESSION = "/files/upload_session/";

  private final DropboxClient client;
  private final int pieceSize;
  private final Upload upload;
  private final ContentHash whole = new ContentHash();
  private @Nullable String hash;

  /**
   * @param pieceSize how many bytes go into one request
   */
  DropboxUpload(DropboxClient client, int pieceSize, Upload upload) {
    this.client = client;
    this.pieceSize = pieceSize;
    this.upload = upload;
  }

  /**
   * Sends the file.
   *
   * @return Dropbox's metadata of it
   */
  JsonNode send() {
    JsonNode stored;
    try (Pieces<Piece> pieces =
        new Pieces<>(new UploadSource(upload.content()), pieceSize, upload.size(), this::piece)) {
      Piece first = pieces.next();
      stored =
          first.length() < pieceSize ? sendAtOnce(first.content()) : sendInPieces(first, pieces);
    }
    String hash = stored.path("content_hash").asText();
    if (!hash.isEmpty() && !hash.equals(hash())) {
      throw DocumentsErrors.changedOnTheWay("'" + upload.target().text() + "'");
    }
    return stored;
  }

  /** The hash of all that was read. */
  private String hash() {
    if (hash == null) {
      hash = ContentHash.text(whole.digest());
    }
    return hash;
  }

  /**
   * Bytes that are sent in one request.
   *
   * @param content the bytes; none at the end
   * @param hash theirs
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would double memory
  private record Piece(byte[] content, String hash) {

    int length() {
      return content.length;
    }
  }

  private Piece piece(byte[] content) {
    return new Piece(content, whole.add(content));
  }

  private JsonNode sendAtOnce(byte[] content) {
    Map<String, Object> argument = with(commit(true), hash());
    if (upload.overwrite()) {
      return client.upload("/files/upload", argument, content);
    }
    try {
      return client.uploadOnce("/files/upload", argument, content);
    } catch (EgressException | ApiException e) {
      if (!mayHaveWorked(e)) {
        throw e;
      }
      // What is there by now with the same content is what has just been stored.
      return client.upload("/files/upload", with(commit(false), hash()), content);
    }
  }

  private JsonNode sendInPieces(Piece first, Pieces<Piece> pieces) {
    if (!upload.overwrite()) {
      refuseTakenTarget();
    }
    String session =
        client
            .upload(SESSION + "start", with(Map.of("close", false), first.hash()), first.content())
            .path("session_id")
            .asText();
    long offset = first.length();
    for (Piece piece = pieces.next(); piece.length() > 0; piece = pieces.next()) {
      append(session, offset, piece);
      offset += piece.length();
    }
    return finish(session, offset);
  }

  /** Adds a piece, or what is missing of it when its answer, or some of the piece, was lost. */
  private void append(String session, long offset, Piece piece) {
    long end = offset + piece.length();
    long from = offset;
    boolean stalled = false;
    while (true) {
      byte[] rest =
          from == offset
              ? piece.content()
              : Arrays.copyOfRange(piece.content(), (int) (from - offset), piece.length());
      String hash = from == offset ? piece.hash() : ContentHash.of(rest);
      try {
        client.upload(
            SESSION + "append_v2",
            with(Map.of("cursor", cursor(session, from), "close", false), hash),
            rest);
        return;
      } catch (EndpointError e) {
        long correct = e.correctOffset().orElseThrow(() -> e);
        if (correct == end) {
          return;
        }
        if (correct <= from || correct > end) {
          throw e;
        }
        from = correct;
      } catch (EgressException e) {
        if (stalled || e.kind() != EgressException.Kind.TIMEOUT) {
          throw e;
        }
        stalled = true;
      }
    }
  }

  private JsonNode finish(String session, long size) {
    Map<String, Object> argument = Map.of("cursor", cursor(session, size), "commit", commit(true));
    try {
      return client.uploadOnce(SESSION + "finish", argument, new byte[0]);
    } catch (EgressException | ApiException e) {
      if (!mayHaveWorked(e)) {
        throw e;
      }
      return finishAgain(argument, e);
    }
  }

  /** Ends a session whose end may have been lost on its way there or back. */
  private JsonNode finishAgain(Map<String, Object> argument, RuntimeException first) {
    try {
      return client.upload(SESSION + "finish", argument, new byte[0]);
    } catch (EndpointError e) {
      JsonNode stored = storedByNow();
      if (stored == null) {
        first.addSuppressed(e);
        throw e.has("lookup_failed") ? first : e;
      }
      return stored;
    }
  }

  /** The file at the target when it has the content that was sent. */
  private @Nullable JsonNode storedByNow() {
    JsonNode found;
    try {
      found = client.query("/files/get_metadata", Map.of("path", upload.target().text()));
    } catch (EndpointError e) {
      return null;
    }
    return found.path("content_hash").asText().equals(hash()) ? found : null;
  }

  /** Spares the caller the sending of a large file that would be refused at its end. */
  private void refuseTakenTarget() {
    JsonNode found;
    try {
      found = client.query("/files/get_metadata", Map.of("path", upload.target().text()));
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

  /**
   * How the file is to be stored.
   *
   * @param strict whether a file of the same content is in the way, too
   */
  private Map<String, Object> commit(boolean strict) {
    return upload.overwrite()
        ? Map.of("path", upload.target().text(), "mode", "overwrite")
        : Map.of("path", upload.target().text(), "mode", "add", "strict_conflict", strict);
  }

  /** Whether Dropbox may have done what it did not say it has. */
  private static boolean mayHaveWorked(RuntimeException failure) {
    return failure instanceof EgressException broken
        ? broken.kind() == EgressException.Kind.BROKEN
            || broken.kind() == EgressException.Kind.TIMEOUT
        : failure instanceof ApiException told && told.status() == 502;
  }

  private static Map<String, Object> with(Map<String, Object> argument, String hash) {
    Map<String, Object> hashed = new LinkedHashMap<>(argument);
    hashed.put("content_hash", hash);
    return hashed;
  }

  private static Map<String, Object> cursor(String session, long offset) {
    return Map.of("session_id", session, "offset", offset);
  }
}
