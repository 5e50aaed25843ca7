package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The function that waits for changes in a folder; its cursor is all the right that it needs. */
final class LongpollRoutes {

  private static final long SHORTEST_SECONDS = 30;
  private static final long LONGEST_SECONDS = 480;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final DropboxFiles files;
  private final InstantSource clock;

  LongpollRoutes(DropboxFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  Map<String, Route> routes() {
    return Map.of("files/list_folder/longpoll", Route.open(this::poll));
  }

  private Answer poll(Arguments arguments, Request request) throws IOException {
    String text = arguments.text("cursor", PathRules.NOT_EMPTY);
    Long timeout = arguments.optionalInteger("timeout", SHORTEST_SECONDS, LONGEST_SECONDS);
    arguments.end();
    Cursor cursor = Cursor.read(text);
    FileTree tree = cursor == null ? null : files.treeOf(cursor.epoch());
    if (cursor == null || tree == null) {
      throw ApiException.EndpointError.of(List.of("reset"));
    }
    // By the sandbox's clock, so that nobody has to wait when it is put forward.
    Instant end = clock.instant().plusSeconds(timeout == null ? SHORTEST_SECONDS : timeout);
    while (!changed(tree, cursor)) {
      if (!clock.instant().isBefore(end)) {
        return Answer.json(200, Json.object().put("changes", false));
      }
      pause();
    }
    return Answer.json(200, Json.object().put("changes", true));
  }

  private static boolean changed(FileTree tree, Cursor cursor) {
    return !cursor.complete()
        || !tree.changes(cursor.folder(), cursor.recursive(), cursor.sequence(), 1)
            .entries()
            .isEmpty();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the sandbox is closing", e);
    }
  }
}
