package dev.valence.engine;

import dev.valence.engine.ItemRecords.Note;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags, descriptions and properties of items: the vendor's where it keeps them, otherwise Valence's
 * own, as long as the instance has {@code document.tagging} (contract, core 6.1).
 */
record ItemNotes(DocumentsAccount account) {

  /**
   * What a caller wants to be kept of an item; null for what is to stay as it is.
   *
   * @param tags the tags
   * @param description what is said of it; empty for nothing
   * @param properties further texts; an empty one takes the property away
   */
  record Wanted(
      @Nullable List<String> tags,
      @Nullable String description,
      @Nullable Map<String, String> properties) {

    boolean nothing() {
      return tags == null && description == null && properties == null;
    }
  }

  /** The item with what is known of it. */
  CloudFile of(CloudFile item) {
    return of(List.of(item)).getFirst();
  }

  /** The items with what is known of them, in their order. */
  List<CloudFile> of(List<CloudFile> items) {
    if (!account.tagging() || items.isEmpty()) {
      return items;
    }
    Map<String, Note> notes =
        account.records().notes(items.stream().map(CloudFile::lastingId).toList());
    List<List<String>> vendorTags =
        account.has(DocumentsFeature.TAGS) ? account.hub().tags(items) : List.of();
    List<CloudFile> known = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      CloudFile item = items.get(i);
      Note note = notes.getOrDefault(item.lastingId(), Note.EMPTY);
      CloudFile noted =
          item.withTags(vendorTags.isEmpty() ? note.tags() : vendorTags.get(i))
              .withProperties(note.properties());
      known.add(
          account.has(DocumentsFeature.DESCRIPTION)
              ? noted
              : noted.withDescription(note.description()));
    }
    return known;
  }

  /**
   * Keeps what is wanted, save for a description that the vendor has already been given.
   *
   * @return the item with all that is known of it
   */
  CloudFile keep(CloudFile item, Wanted wanted) {
    if (!account.tagging() || wanted.nothing()) {
      return of(item);
    }
    boolean vendorTags = account.has(DocumentsFeature.TAGS);
    if (vendorTags && wanted.tags() != null) {
      account.hub().retag(item, wanted.tags());
    }
    String id = item.lastingId();
    Note before = account.records().notes(List.of(id)).getOrDefault(id, Note.EMPTY);
    List<String> tags = vendorTags || wanted.tags() == null ? before.tags() : wanted.tags();
    String description =
        wanted.description() == null || account.has(DocumentsFeature.DESCRIPTION)
            ? before.description()
            : wanted.description().isEmpty() ? null : wanted.description();
    Note after = new Note(tags, description, merged(before.properties(), wanted.properties()));
    if (!after.equals(before)) {
      account.records().note(id, after);
    }
    return of(item);
  }

  /** What of it is lost, as a sentence for {@code Elements-Error}; null for nothing. */
  @Nullable String lost(Wanted wanted) {
    if (account.tagging()) {
      return null;
    }
    List<String> lost = new ArrayList<>();
    if (wanted.tags() != null && !wanted.tags().isEmpty()) {
      lost.add("tags");
    }
    if (wanted.properties() != null && !wanted.properties().isEmpty()) {
      lost.add("properties");
    }
    if (wanted.description() != null && !account.has(DocumentsFeature.DESCRIPTION)) {
      lost.add("description");
    }
    return lost.isEmpty()
        ? null
        : "Not kept, since document.tagging is false: " + String.join(", ", lost) + ".";
  }

  private static Map<String, String> merged(
      Map<String, String> before, @Nullable Map<String, String> wanted) {
    if (wanted == null) {
      return before;
    }
    Map<String, String> all = new HashMap<>(before);
    all.putAll(wanted);
    all.values().removeIf(String::isEmpty);
    return all;
  }
}
