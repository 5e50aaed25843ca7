package dev.valence.sandbox;

import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.SandboxClock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls the faces have received, the latest ones within a bound of number and memory. */
final class CallLog {

  private static final int MAX_CALLS = 10_000;
  private static final long MAX_BODY_BYTES = 64 * 1024;
  private static final long MAX_TOTAL_CHARACTERS = 8L * 1024 * 1024;

  /** A call whose answer is to be filled in. */
  final class Entry {
    private Call call;
    private final long characters;

    private Entry(Call call) {
      this.call = call;
      this.characters = characters(call);
    }

    void answered(int status) {
      synchronized (CallLog.this) {
        call =
            new Call(
                call.time(),
                call.face(),
                call.method(),
                call.host(),
                call.path(),
                call.query(),
                call.headers(),
                status,
                call.requestBytes(),
                call.body());
      }
    }
  }

  private final SandboxClock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long totalCharacters;

  CallLog(SandboxClock clock) {
    this.clock = clock;
  }

  Entry received(String face, Request request) throws IOException {
    Entry entry =
        new Entry(
            new Call(
                clock.instant(),
                face,
                request.method(),
                request.host(),
                request.path(),
                request.query(),
                request.headers(),
                null,
                request.body().size(),
                text(request)));
    synchronized (this) {
      entries.addLast(entry);
      totalCharacters += entry.characters;
      while (entries.size() > MAX_CALLS || totalCharacters > MAX_TOTAL_CHARACTERS) {
        totalCharacters -= entries.removeFirst().characters;
      }
    }
    return entry;
  }

  /** The calls in the order they came; null for any face or path. */
  synchronized List<Call> calls(@Nullable String face, @Nullable String path) {
    return entries.stream()
        .map(entry -> entry.call)
        .filter(call -> face == null || call.face().equals(face))
        .filter(call -> path == null || call.path().equals(path))
        .toList();
  }

  synchronized void clear() {
    entries.clear();
    totalCharacters = 0;
  }

  private static @Nullable String text(Request request) throws IOException {
    String type = request.mediaType();
    boolean isText =
        type.equals("application/x-www-form-urlencoded")
            || type.equals("application/json")
            || type.endsWith("+json");
    return isText && request.body().size() <= MAX_BODY_BYTES ? request.body().text() : null;
  }

  private static long characters(Call call) {
    long count = (long) call.path().length() + call.query().length();
    for (var header : call.headers().entrySet()) {
      count += (long) header.getKey().length() + header.getValue().length();
    }
    String body = call.body();
    return body == null ? count : count + body.length();
  }
}
