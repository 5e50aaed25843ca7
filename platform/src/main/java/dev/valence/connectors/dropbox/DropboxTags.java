package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tags of items, which Dropbox keeps in lower case.
 *
 * @param client the way to Dropbox
 */
record DropboxTags(DropboxClient client) {

  /** What Dropbox takes for a tag. */
  private static final Pattern TAG = Pattern.compile("\\w{1,32}", Pattern.UNICODE_CHARACTER_CLASS);

  private static final int LARGEST_PORTION = 100;

  /** The tags of items, in the order of the items. */
  List<List<String>> of(List<CloudFile> items) {
    List<List<String>> all = new ArrayList<>();
    for (int start = 0; start < items.size(); start += LARGEST_PORTION) {
      all.addAll(portion(items.subList(start, Math.min(items.size(), start + LARGEST_PORTION))));
    }
    return all;
  }

  private List<List<String>> portion(List<CloudFile> items) {
    // The root has none, nor can it be asked about.
    List<String> paths =
        items.stream().map(CloudFile::path).filter(path -> !path.equals("/")).toList();
    if (paths.isEmpty()) {
      return items.stream().map(item -> List.<String>of()).toList();
    }
    JsonNode found;
    try {
      found = client.query("/files/tags/get", Map.of("paths", paths)).path("paths_to_tags");
    } catch (EndpointError e) {
      // One of them is gone since the list was read; the others still have theirs.
      if (items.size() > 1) {
        return items.stream().map(item -> portion(List.of(item)).getFirst()).toList();
      }
      if (e.has("not_found")) {
        return List.of(List.of());
      }
      throw e.about(new FileReference.ByPath(items.getFirst().path()));
    }
    List<List<String>> tags = new ArrayList<>();
    int index = 0;
    for (CloudFile item : items) {
      tags.add(item.path().equals("/") ? List.of() : texts(found.path(index++).path("tags")));
    }
    return tags;
  }

  private static List<String> texts(JsonNode tags) {
    return tags.valueStream()
        .map(tag -> tag.path("tag_text").asText())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** Gives an item these tags and no others. */
  void set(CloudFile item, List<String> tags) {
    FileReference.ByPath reference = new FileReference.ByPath(item.path());
    Set<String> wanted = new LinkedHashSet<>();
    for (String tag : tags) {
      if (!TAG.matcher(tag).matches()) {
        throw ApiException.badRequest(
            "Dropbox takes tags of at most 32 letters, digits and underscores, not '" + tag + "'.");
      }
      wanted.add(tag.toLowerCase(Locale.ROOT));
    }
    List<String> present = of(List.of(item)).getFirst();
    try {
      present.stream()
          .filter(tag -> !wanted.contains(tag))
          .forEach(tag -> change("remove", item, tag));
      wanted.stream()
          .filter(tag -> !present.contains(tag))
          .forEach(tag -> change("add", item, tag));
    } catch (EndpointError e) {
      throw e.has("too_many_tags")
          ? ApiException.ofProvider(
              400, "Dropbox keeps no more than 20 tags of an item.", e.getMessage())
          : e.about(reference);
    }
  }

  private void change(String how, CloudFile item, String tag) {
    client.rpc("/files/tags/" + how, Map.of("path", item.path(), "tag_text", tag));
  }
}
