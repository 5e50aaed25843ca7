package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.UploadSource;
import dev.valence.egress.EgressException;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.MimeTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one file in the parts of one request: a small one from memory, a larger one as it comes.
 * Salesforce makes the file, or the version, when the request is whole.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/intro_input.htm">
 *     Uploading Binary Files</a>
 */
final class SalesforceUpload {

  /** Where a file goes. */
  sealed interface Target {

    /** A folder, or the root, in which it is a new file. */
    record Folder(Place place) implements Target {}

    /** A file, of which it is the new version. */
    record File(String id) implements Target {}
  }

  private final SalesforceClient client;
  private final SalesforceTree tree;
  private final int largestInMemory;

  /**
   * @param largestInMemory the largest file in bytes that is read before it is sent
   */
  SalesforceUpload(SalesforceClient client, SalesforceTree tree, int largestInMemory) {
    this.client = client;
    this.tree = tree;
    this.largestInMemory = largestInMemory;
  }

  /**
   * Sends a file.
   *
   * @param content the bytes, read once
   * @param target where to; asked for when the file is known to be small and whole, or large
   * @param name how it is called there
   * @param description what is said of it; null for nothing
   * @return the file as the Connect API describes it
   */
  JsonNode send(
      InputStream content, Supplier<Target> target, String name, @Nullable String description) {
    UploadSource source = new UploadSource(content);
    byte[] beginning = source.piece(largestInMemory + 1);
    Target where = target.get();
    FileParts parts = parts(where, name, description);
    CountedInput counted =
        new CountedInput(new SequenceInputStream(new ByteArrayInputStream(beginning), source));
    JsonNode answer;
    try {
      answer =
          client.upload(
              resource(where),
              beginning.length <= largestInMemory
                  ? parts.inMemory(counted.readAllBytes())
                  : parts.streamed(counted));
    } catch (IOException e) {
      throw DocumentsErrors.incompleteUpload();
    } catch (EgressException e) {
      if (source.broken()) {
        throw DocumentsErrors.incompleteUpload();
      }
      answer = lost(where, name, counted).orElseThrow(() -> e);
    } catch (SalesforceError e) {
      if (!e.mayHaveActed()) {
        throw e;
      }
      answer = lost(where, name, counted).orElseThrow(() -> e);
    }
    JsonNode file = answer.has("file") ? answer.path("file") : answer;
    if (!holds(file, counted)) {
      if (where instanceof Target.Folder) {
        client.delete("/connect/files/" + file.path("id").asText());
      }
      throw DocumentsErrors.changedOnTheWay("'" + name + "'");
    }
    return file;
  }

  /** The file whose answer was lost on the way, if Salesforce has the whole of it. */
  private Optional<JsonNode> lost(Target target, String name, CountedInput sent) {
    if (!sent.ended()) {
      return Optional.empty();
    }
    try {
      return (switch (target) {
            case Target.File file -> Optional.of(tree.describe(file.id()));
            case Target.Folder folder -> tree.child(folder.place(), name).map(CloudFile::raw);
          })
          .filter(file -> file.has("checksum") && holds(file, sent));
    } catch (SalesforceError | EgressException e) {
      return Optional.empty(); // what went wrong first is what is told
    }
  }

  /** Whether a file has the bytes that were sent. */
  private static boolean holds(JsonNode file, CountedInput sent) {
    String checksum = file.path("checksum").asText("");
    return file.path("contentSize").asLong() == sent.count()
        && (checksum.isEmpty() || checksum.equalsIgnoreCase(sent.md5()));
  }

  private static String resource(Target target) {
    return switch (target) {
      case Target.File file -> "/connect/files/" + file.id();
      case Target.Folder folder ->
          folder.place().root()
              ? "/connect/files/users/me"
              : "/connect/folders/" + folder.place().id() + "/items";
    };
  }

  /** What is said of the file, and the file. */
  private static FileParts parts(Target target, String name, @Nullable String description) {
    ObjectNode file = JsonNodeFactory.instance.objectNode().put("title", name);
    if (description != null) {
      file.put("desc", description);
    }
    ObjectNode json = file;
    if (target instanceof Target.Folder folder && !folder.place().root()) {
      json = JsonNodeFactory.instance.objectNode().put("type", "File");
      json.set("file", file);
    }
    return new FileParts("json", json, "fileData", name, MimeTypes.ofName(name));
  }
}
