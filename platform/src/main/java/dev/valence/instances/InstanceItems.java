package dev.valence.instances;

import dev.valence.engine.ItemRecords;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the files and folders of an instance.
 *
 * @param instance the instance
 * @param notes the notes of all instances
 * @param links the links of all instances
 * @param apiUrl where the API begins, for the URLs of links
 */
record InstanceItems(
    Instance instance, ItemNoteRepository notes, ContentLinks links, Supplier<String> apiUrl)
    implements ItemRecords {

  /** The path below the API's of a link to a file's content, before its token. */
  static final String PATH = "/content/";

  @Override
  public Map<String, Note> notes(Collection<String> itemIds) {
    return notes.find(instance, itemIds);
  }

  @Override
  public void note(String itemId, Note note) {
    if (note.equals(Note.EMPTY)) {
      notes.delete(instance, itemId);
    } else {
      notes.put(instance, itemId, note);
    }
  }

  @Override
  public ContentLink contentLink(String itemId, @Nullable Instant expires) {
    ContentLinks.Made made = links.make(instance, itemId, expires);
    return new ContentLink(apiUrl.get() + PATH + made.token(), made.expires());
  }

  @Override
  public void endContentLinks(String itemId) {
    links.end(instance, itemId);
  }
}
