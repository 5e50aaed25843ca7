package dev.valence.sandbox.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people have posted to the feeds of records, and commented on. */
final class Feeds {

  /** A post in the feed of a record, which may be a file. */
  record Element(String id, String parentId, String userId, String text, Instant created) {}

  /** A comment on a post. */
  record Comment(String id, String elementId, String userId, String text, Instant created) {}

  private final Ids ids;
  private final InstantSource clock;
  private final Map<String, Element> elements = new LinkedHashMap<>();
  private final Map<String, Comment> comments = new LinkedHashMap<>();

  Feeds(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  synchronized Element post(String parentId, String userId, String text) {
    Element element = new Element(ids.next("0D5"), parentId, userId, text, clock.instant());
    elements.put(element.id(), element);
    return element;
  }

  synchronized Comment comment(String elementId, String userId, String text) {
    Comment comment = new Comment(ids.next("0D7"), elementId, userId, text, clock.instant());
    comments.put(comment.id(), comment);
    return comment;
  }

  synchronized Optional<Element> element(String id) {
    return Optional.ofNullable(elements.get(id));
  }

  synchronized Optional<Comment> comment(String id) {
    return Optional.ofNullable(comments.get(id));
  }

  /** The posts about a record, the latest first. */
  synchronized List<Element> of(String parentId) {
    List<Element> found =
        new ArrayList<>(
            elements.values().stream()
                .filter(element -> element.parentId().equals(parentId))
                .toList());
    found.sort(Comparator.comparing(Element::id).reversed());
    return found;
  }

  /** The comments on a post, the first one first. */
  synchronized List<Comment> on(String elementId) {
    return comments.values().stream()
        .filter(comment -> comment.elementId().equals(elementId))
        .toList();
  }

  synchronized void removeElement(String id) {
    elements.remove(id);
    comments.values().removeIf(comment -> comment.elementId().equals(id));
  }

  synchronized void removeComment(String id) {
    comments.remove(id);
  }

  synchronized void reset() {
    elements.clear();
    comments.clear();
  }
}
