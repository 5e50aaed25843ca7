package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that arrives in pieces. Every operation is atomic. */
final class UploadSession {

  /**
   * Where a piece belongs, as its {@code Content-Range} says.
   *
   * @param last the last byte, included
   * @param total the size of the whole file
   */
  record Place(long first, long last, long total) {

    private static final Pattern FORM =
        Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");

    static Place parse(@Nullable String header) {
      Matcher form = FORM.matcher(header == null ? "" : header.strip());
      if (!form.matches()) {
        throw ApiException.invalidRequest("The Content-Range header is missing or malformed.");
      }
      Place place =
          new Place(
              Long.parseLong(form.group(1)),
              Long.parseLong(form.group(2)),
              Long.parseLong(form.group(3)));
      if (place.last() < place.first() || place.last() >= place.total()) {
        throw ApiException.invalidRequest("The Content-Range header is not a range of the file.");
      }
      return place;
    }

    long length() {
      return last - first + 1;
    }

    boolean ends() {
      return last == total - 1;
    }
  }

  private static final long PIECE_UNIT_BYTES = 320L * 1024;
  private static final long MAX_PIECE_BYTES = 60L * 1024 * 1024;

  private final User user;
  private final String startId;
  private final List<String> path;
  private final WriteRules rules;
  private final Instant end;
  private final Path file;
  private long received;
  private long total = -1;

  UploadSession(
      User user, String startId, List<String> path, WriteRules rules, Instant end, Path file) {
    this.user = user;
    this.startId = startId;
    this.path = List.copyOf(path);
    this.rules = rules;
    this.end = end;
    this.file = file;
  }

  User user() {
    return user;
  }

  String startId() {
    return startId;
  }

  List<String> path() {
    return path;
  }

  WriteRules rules() {
    return rules;
  }

  Instant end() {
    return end;
  }

  Path file() {
    return file;
  }

  /** Where the next piece begins. */
  synchronized long received() {
    return received;
  }

  /** Whether the last piece has arrived. */
  synchronized boolean complete() {
    return received == total;
  }

  /** Adds the piece that comes next. */
  synchronized void add(Place place, Body piece) throws IOException {
    check(place, piece.size());
    try (InputStream in = piece.open();
        OutputStream out =
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      in.transferTo(out);
    }
    total = place.total();
    received += piece.size();
  }

  private void check(Place place, long size) {
    if (size != place.length()) {
      throw ApiException.invalidRequest("The Content-Length does not match the Content-Range.");
    }
    if (size > MAX_PIECE_BYTES) {
      throw ApiException.tooLarge();
    }
    if (total >= 0 && place.total() != total) {
      throw ApiException.invalidRequest("The size of the file is not that of the pieces before.");
    }
    if (place.first() < received) {
      throw ApiException.invalidRange(
          "fragmentOverlap", "The uploaded fragment overlaps with data that has been received.");
    }
    if (place.first() > received) {
      throw ApiException.invalidRange(
          "fragmentOutOfOrder", "The uploaded fragment is not the one that comes next.");
    }
    if (!place.ends() && size % PIECE_UNIT_BYTES != 0) {
      throw ApiException.invalidRequest(
          "A fragment that is not the last one must be a multiple of 320 KiB.");
    }
  }
}
