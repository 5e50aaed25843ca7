package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is done in the background: it is still in progress when it is asked about the first time.
 */
final class Jobs {

  private record Job(String userId, ObjectNode result) {}

  private static final int ID_BYTES = 40;

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /**
   * The answer to a call that has been done, at once or as if it were still being done.
   *
   * @param result the fields of the result
   */
  Answer launched(User user, ObjectNode result, boolean inBackground) {
    if (!inBackground) {
      return complete(result);
    }
    String id = "dbjid:" + Secrets.random(ID_BYTES);
    jobs.put(id, new Job(user.id(), result));
    return Answer.json(200, Json.object().put(".tag", "async_job_id").put("async_job_id", id));
  }

  /** Answers a call that asks for the state of a job. */
  Answer check(User user, Arguments arguments) {
    String id = arguments.text("async_job_id", PathRules.NOT_EMPTY);
    arguments.end();
    Job job = jobs.get(id);
    if (job == null || !job.userId().equals(user.id())) {
      throw ApiException.EndpointError.of(List.of("invalid_async_job_id"));
    }
    return firstQuestion(id)
        ? Answer.json(200, Json.object().put(".tag", "in_progress"))
        : complete(job.result());
  }

  private synchronized boolean firstQuestion(String id) {
    return asked.add(id);
  }

  synchronized void reset() {
    jobs.clear();
    asked.clear();
  }

  private static Answer complete(ObjectNode result) {
    ObjectNode complete = Json.object().put(".tag", "complete");
    complete.setAll(result);
    return Answer.json(200, complete);
  }
}
