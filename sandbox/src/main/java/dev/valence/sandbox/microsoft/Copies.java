package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies, which are made after their call has been answered, and the addresses that tell how far
 * they are.
 *
 * @see <a href="https://learn.microsoft.com/graph/long-running-actions-overview">Long running
 *     actions</a>
 */
final class Copies implements OpenDoor {

  /** The variant of how many milliseconds a copy takes. */
  static final String MILLIS = "copyMillis";

  /** The variant of the status with which a monitor tells that a copy is there. */
  static final String END = "copyEnd";

  private static final String PATH = "/_api/v2.0/monitor/";

  /** A copy under way, or what became of it. */
  private static final class Job {

    private final long startNanos = System.nanoTime();
    private final Duration duration;
    private volatile @Nullable String resourceId;
    private volatile @Nullable ApiException failure;

    Job(Duration duration) {
      this.duration = duration;
    }

    double percentage() {
      double passed = System.nanoTime() - startNanos;
      return Math.clamp(Math.round(passed * 1000 / duration.toNanos()) / 10.0, 0, 99.9);
    }
  }

  private final FaceState state;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  Copies(FaceState state) {
    this.state = state;
  }

  void reset() {
    jobs.clear();
  }

  /** Begins a copy. */
  Answer start(DriveCall call) throws IOException {
    call.require("POST");
    JsonNode body = call.body();
    Item source = call.node().item();
    String folderId = call.folder(body.path("parentReference")).orElse(source.parentId());
    if (folderId == null) {
      throw ApiException.invalidRequest("The root cannot be copied.");
    }
    String wanted = DriveCall.text(body, "name");
    String name = Objects.requireNonNullElse(wanted, source.name());
    Names.check(name);
    Conflict conflict = call.conflict(body, Conflict.FAIL);
    String millis = state.options().variants().getOrDefault(MILLIS, "0");
    Job job = new Job(Duration.ofMillis(Math.max(1, Long.parseLong(millis))));
    String id = UUID.randomUUID().toString();
    jobs.put(id, job);
    Thread.ofVirtual()
        .start(() -> run(job, () -> call.drive().copy(source.id(), folderId, name, conflict)));
    return Answer.empty(202).with("Location", call.json().sharepoint() + PATH + id);
  }

  private static void run(Job job, Supplier<Drive.Node> copy) {
    try {
      Thread.sleep(job.duration);
      job.resourceId = copy.get().item().id();
    } catch (ApiException e) {
      job.failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isFor(Request request) {
    return request.path().startsWith(PATH);
  }

  @Override
  public Answer answer(Request request) {
    if (!request.method().equals("GET")) {
      throw ApiException.methodNotAllowed();
    }
    Job job = jobs.get(request.path().substring(PATH.length()));
    if (job == null) {
      throw ApiException.notFound();
    }
    ObjectNode body = Json.object().put("operation", "ItemCopy");
    ApiException failure = job.failure;
    if (failure != null) {
      body.put("status", "failed")
          .putObject("error")
          .put("code", failure.code())
          .put("message", String.valueOf(failure.getMessage()));
      return Answer.json(200, body);
    }
    String resourceId = job.resourceId;
    if (resourceId == null) {
      return Answer.json(
          202, body.put("percentageComplete", job.percentage()).put("status", "inProgress"));
    }
    body.put("percentageComplete", 100.0).put("resourceId", resourceId).put("status", "completed");
    boolean elsewhere = "303".equals(state.options().variants().get(END));
    return elsewhere
        ? Answer.json(303, body).with("Location", "/_api/v2.0/drive/items/" + resourceId)
        : Answer.json(200, body);
  }
}
