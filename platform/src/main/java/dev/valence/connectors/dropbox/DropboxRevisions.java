package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Revision;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of a file: those that there have been at its path, and those that it has had
 * itself.
 *
 * @param account the account
 */
record DropboxRevisions(DropboxAccount account) {

  /** Dropbox lists no more at once. */
  private static final int LARGEST_PORTION = 100;

  private static final Pattern REVISION = Pattern.compile("[0-9a-f]{9,}");

  Page<Revision> list(FileReference file, PageRequest page) {
    JsonNode now = account.file(file);
    try {
      return ExactPages.page(page, portions(DropboxItems.of(now), now.path("id").asText()));
    } catch (EndpointError e) {
      throw e.has("invalid_before_rev")
          ? DocumentsErrors.unknownPage(e.getMessage())
          : e.about(file);
    }
  }

  private Portions<Revision> portions(CloudFile file, String id) {
    return new Portions<>() {
      @Override
      public Portion<Revision> first(int limit) {
        return portion(Math.min(limit, LARGEST_PORTION), null);
      }

      @Override
      public Portion<Revision> at(String place) {
        if (!REVISION.matcher(place).matches()) {
          throw DocumentsErrors.unknownPage(null);
        }
        return portion(LARGEST_PORTION, place);
      }

      private Portion<Revision> portion(int limit, @Nullable String before) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("path", id);
        argument.put("mode", "path");
        argument.put("limit", limit);
        if (before != null) {
          argument.put("before_rev", before);
        }
        JsonNode answer = account.client().query("/files/list_revisions", argument);
        JsonNode entries = answer.path("entries");
        JsonNode last = entries.path(entries.size() - 1);
        return new Portion<>(
            entries.valueStream().map(entry -> of(file, entry)).toList(),
            answer.path("has_more").asBoolean() ? last.path("rev").asText(null) : null);
      }
    };
  }

  Revision find(FileReference file, String revisionId) {
    JsonNode now = account.file(file);
    return of(DropboxItems.of(now), ofFile(now, revisionId));
  }

  Download content(FileReference file, String revisionId, @Nullable String range) {
    JsonNode revision = ofFile(account.file(file), revisionId);
    try {
      return new DropboxContents(account).content("rev:" + revision.path("rev").asText(), range);
    } catch (EndpointError e) {
      throw e.has("not_found") ? noRevision(revisionId, e.getMessage()) : e.about(file);
    }
  }

  /** Dropbox finds a revision of whatever file by its id alone. */
  private JsonNode ofFile(JsonNode now, String revisionId) {
    if (!REVISION.matcher(revisionId).matches()) {
      throw noRevision(revisionId, null);
    }
    JsonNode found;
    try {
      found = account.client().query("/files/get_metadata", Map.of("path", "rev:" + revisionId));
    } catch (EndpointError e) {
      throw noRevision(revisionId, e.getMessage());
    }
    if (!same(now, found, "id") && !same(now, found, "path_lower")) {
      throw noRevision(revisionId, null);
    }
    return found;
  }

  private static boolean same(JsonNode one, JsonNode other, String field) {
    return one.hasNonNull(field) && one.path(field).equals(other.path(field));
  }

  private static ApiException noRevision(String id, @Nullable String words) {
    return DocumentsErrors.noPart("revision", id, words);
  }

  private static Revision of(CloudFile file, JsonNode metadata) {
    return new Revision(
        metadata.path("rev").asText(),
        file,
        metadata.path("size").asLong(),
        Times.in(metadata, "server_modified"),
        metadata);
  }
}
