package dev.valence.sandbox.face;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes that a {@code Range} header asks for (RFC 9110, 14.2), if it asks for one range. */
public sealed interface ByteRange {

  /** All bytes: there is no header, or one that is to be ignored. */
  record Whole() implements ByteRange {}

  /** From the first to the last byte, both included. */
  record Part(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }
  }

  /** There are no such bytes. */
  record Unsatisfiable() implements ByteRange {}

  /** The header with one range. */
  Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Reads a header, or null, for that many bytes. */
  static ByteRange parse(@Nullable String header, long size) {
    Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || matcher.group().equals("bytes=-")) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      long suffix = Math.min(Long.parseLong(last), size);
      return suffix == 0 ? new Unsatisfiable() : new Part(size - suffix, size - 1);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return new Whole();
    }
    return from >= size ? new Unsatisfiable() : new Part(from, to);
  }

  /** The answer with the wanted bytes of a file. */
  static Answer answer(@Nullable String header, String contentType, Path file, long size) {
    return switch (parse(header, size)) {
      case Whole whole -> Answer.file(200, contentType, file, 0, size);
      case Part part ->
          Answer.file(206, contentType, file, part.first(), part.length())
              .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
      case Unsatisfiable unsatisfiable ->
          Answer.empty(416).with("Content-Range", "bytes */" + size);
    };
  }
}
