package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.egress.EgressRequest;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.model.ApiException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Copies an item and waits until the copy is whole: Microsoft answers before, and names a monitor.
 *
 * @see <a href="https://learn.microsoft.com/graph/long-running-actions-overview">Long running
 *     actions</a>
 */
final class DriveCopy {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final DriveFolders folders;

  DriveCopy(MicrosoftClient client, DriveAddress drive) {
    this.client = client;
    this.drive = drive;
    this.folders = new DriveFolders(client, drive);
  }

  /** Makes the copy and gives Microsoft's description of it. */
  JsonNode make(FileReference source, Copy copy) {
    ByPath target = copy.target();
    DriveAddress.checkNew(target);
    JsonNode item = client.get(drive.item(source));
    if (item.has("root")) {
      throw DocumentsErrors.root(null);
    }
    if (DriveItems.folder(item) && within(target, DriveItems.of(item).path())) {
      throw DocumentsErrors.intoItself(source, null);
    }
    Optional<JsonNode> present = folders.find(target);
    if (present.isPresent() && !mayReplace(item, present.get(), copy)) {
      throw DocumentsErrors.itemExists(target, null);
    }
    JsonNode parent = folders.require(target.parent().orElseThrow());
    ObjectNode body = MicrosoftClient.object().put("name", target.name());
    body.putObject("parentReference")
        .put("driveId", parent.path("parentReference").path("driveId").asText())
        .put("id", parent.path("id").asText());
    URI url =
        drive.action(
            new FileReference.ById(item.path("id").asText()),
            "copy",
            drive.onConflict(present.isPresent() ? "replace" : "fail"));
    try {
      return await(client.location("POST", url, body), target, present);
    } catch (MicrosoftError e) {
      throw e.status() == 409 ? DocumentsErrors.itemExists(target, e.getMessage()) : e;
    }
  }

  /** Whether a path is a folder's own or leads into it; case makes no difference. */
  static boolean within(ByPath path, String folder) {
    String lower = path.text().toLowerCase(Locale.ROOT) + "/";
    return lower.startsWith(folder.toLowerCase(Locale.ROOT) + "/");
  }

  private static boolean mayReplace(JsonNode item, JsonNode present, Copy copy) {
    return copy.overwrite()
        && !DriveItems.folder(present)
        && !DriveItems.folder(item)
        && !present.path("id").equals(item.path("id"));
  }

  private JsonNode await(URI monitor, ByPath target, Optional<JsonNode> before) {
    long end = System.nanoTime() + LONGEST.toNanos();
    Duration pause = SHORTEST_PAUSE;
    while (System.nanoTime() < end) {
      JsonNode state;
      try {
        state = client.unsigned(EgressRequest.of("GET", monitor));
      } catch (MicrosoftError e) {
        if (e.status() >= 500 || e.status() == 429) {
          throw e;
        }
        // It may lead on to the copy itself when that is there, which asks for a token.
        return arrived(target, before)
            .orElseThrow(() ->
                ApiException.ofProvider(
                    502, "Microsoft does not tell what became of the copy.", e.getMessage()));
      }
      switch (state.path("status").asText()) {
        case "completed" -> {
          String id = state.path("resourceId").asText();
          return client.get(drive.item(id.isEmpty() ? target : new FileReference.ById(id)));
        }
        case "failed", "deleteFailed", "cancelled" -> throw failure(state, target);
        default -> {
          sleep(pause);
          Duration longer = pause.multipliedBy(3).dividedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
      }
    }
    throw ApiException.ofProvider(
        504, "Microsoft has not finished the copy yet; it may appear later.", null);
  }

  private Optional<JsonNode> arrived(ByPath target, Optional<JsonNode> before) {
    return folders
        .find(target)
        .filter(found -> before.isEmpty() || !before.get().path("eTag").equals(found.path("eTag")));
  }

  private static ApiException failure(JsonNode state, ByPath target) {
    JsonNode error = state.path("error");
    String words = error.path("code").asText() + ": " + error.path("message").asText();
    return switch (error.path("code").asText()) {
      case "nameAlreadyExists" -> DocumentsErrors.itemExists(target, words);
      case "quotaLimitReached" -> DocumentsErrors.outOfSpace(words);
      default -> ApiException.ofProvider(502, "Microsoft could not make the copy.", words);
    };
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.of(503, "The call was stopped while Microsoft was copying.");
    }
  }
}
