package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses that give the bytes of a file for four hours to everybody who knows them. */
final class TemporaryLinks {

  static final String HOST = "dl.dropboxusercontent.com";

  private static final String PREFIX = "/cd/0/get/";
  private static final String SUFFIX = "/file";
  private static final Duration LIFETIME = Duration.ofHours(4);
  private static final int KEY_BYTES = 60;

  private record Link(FileEntry file, Instant end) {}

  private final Addresses addresses;
  private final InstantSource clock;
  private final Map<String, Link> links = new ConcurrentHashMap<>();

  TemporaryLinks(Addresses addresses, InstantSource clock) {
    this.addresses = addresses;
    this.clock = clock;
  }

  /** A new address for a file, for a client that has made a request. */
  String url(FileEntry file, Request request) {
    String key = Secrets.random(KEY_BYTES);
    links.put(key, new Link(file, clock.instant().plus(LIFETIME)));
    return addresses.seenBy(request, HOST) + PREFIX + key + SUFFIX;
  }

  static boolean isFor(Request request) {
    return request.path().startsWith(PREFIX) && request.path().endsWith(SUFFIX);
  }

  Answer answer(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Answer.methodNotAllowed("GET, HEAD");
    }
    String path = request.path();
    Link link = links.get(path.substring(PREFIX.length(), path.length() - SUFFIX.length()));
    if (link == null) {
      return Answer.text(404, "There is nothing at this address.");
    }
    if (!clock.instant().isBefore(link.end())) {
      return Answer.text(410, "This address has expired.");
    }
    return attachment(link.file(), request);
  }

  /** The bytes of a file for a browser. */
  static Answer attachment(FileEntry file, Request request) {
    String name = PathRules.encoded(PathRules.name(file.path()));
    return ByteRange.answer(
            request.header("range"),
            "application/binary",
            file.content().file(),
            file.content().size())
        .with(
            Map.of(
                "Accept-Ranges", "bytes",
                "ETag", "W/\"" + file.revision() + "\"",
                "Content-Disposition", "attachment; filename*=UTF-8''" + name));
  }

  void reset() {
    links.clear();
  }
}
