package dev.valence.connectors;

import dev.valence.engine.ItemRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is kept of the items of an account that is not in a database. */
final class ItemsInMemory implements ItemRecords {

  private final Map<String, Note> notes = new HashMap<>();

  @Override
  public Map<String, Note> notes(Collection<String> itemIds) {
    return itemIds.stream()
        .filter(notes::containsKey)
        .distinct()
        .collect(Collectors.toMap(id -> id, notes::get));
  }

  @Override
  public void note(String itemId, Note note) {
    notes.put(itemId, note);
  }

  @Override
  public ContentLink contentLink(String itemId, @Nullable Instant expires) {
    return new ContentLink(
        "https://valence.example.com/content/" + itemId,
        expires == null ? Instant.now().plus(Duration.ofHours(1)) : expires);
  }

  @Override
  public void endContentLinks(String itemId) {
    // Nobody follows them here.
  }
}
