package dev.valence.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Valence itself keeps of the files and folders of an instance: what their vendor has no place
 * for, and links to their content. An item is known by the id that stays when it is moved.
 */
public interface ItemRecords {

  /** Keeps nothing. */
  ItemRecords NONE =
      new ItemRecords() {
        @Override
        public Map<String, Note> notes(Collection<String> itemIds) {
          return Map.of();
        }

        @Override
        public void note(String itemId, Note note) {
          // Nothing is kept.
        }

        @Override
        public @Nullable ContentLink contentLink(String itemId, @Nullable Instant expires) {
          return null;
        }

        @Override
        public void endContentLinks(String itemId) {
          // There are none.
        }
      };

  /**
   * What is kept of an item.
   *
   * @param tags its tags
   * @param description what is said of it; null for nothing
   * @param properties further texts
   */
  record Note(List<String> tags, @Nullable String description, Map<String, String> properties) {

    public static final Note EMPTY = new Note(List.of(), null, Map.of());

    public Note {
      tags = List.copyOf(tags);
      properties = Map.copyOf(properties);
    }
  }

  /**
   * A link by which anybody gets a file's content.
   *
   * @param url where
   * @param expires until when
   */
  record ContentLink(String url, Instant expires) {}

  /** The notes of those items that have one. */
  Map<String, Note> notes(Collection<String> itemIds);

  /** Keeps a note in the place of the item's former one; an empty one leaves nothing. */
  void note(String itemId, Note note);

  /**
   * A link to a file's content.
   *
   * @param expires until when; null for the usual time
   * @return null when there are none
   */
  @Nullable ContentLink contentLink(String itemId, @Nullable Instant expires);

  /** Ends all links to a file's content. */
  void endContentLinks(String itemId);
}
