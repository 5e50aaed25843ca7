package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The uploads that have begun and not been finished. */
final class UploadSessions {

  private static final Duration LIFETIME = Duration.ofDays(7);
  private static final int ID_BYTES = 48;

  private final DropboxFiles files;
  private final InstantSource clock;
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

  UploadSessions(DropboxFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /** A new session, which is not kept yet. */
  UploadSession create(User user, boolean concurrent) {
    return concurrent
        ? new ConcurrentUpload(user.id(), clock.instant(), files.newFile())
        : new SequentialUpload(user.id(), clock.instant(), files.newFile());
  }

  /** Keeps a session and gives its identifier. */
  String keep(UploadSession upload) {
    String id = "pid_upload_session:" + Secrets.random(ID_BYTES);
    sessions.put(id, upload);
    return id;
  }

  /** The session of a user with an identifier; null when there is none or its time is over. */
  @Nullable UploadSession find(User user, String id) {
    UploadSession found = sessions.get(id);
    return found == null
            || !found.userId().equals(user.id())
            || clock.instant().isAfter(found.started().plus(LIFETIME))
        ? null
        : found;
  }

  void remove(String id) {
    sessions.remove(id);
  }

  void reset() {
    sessions.clear();
  }
}
