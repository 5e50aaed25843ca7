package dev.valence.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of an instance that it made: by answers, and where none came by what it sent.
 * Only its client writes it.
 */
final class Account {

  /** What has become of an instance, as far as its client was told. */
  enum Status {
    /** Asked for, and no answer came. */
    PERHAPS_MADE,
    MADE,
    /** To be deleted, and no answer came. */
    PERHAPS_DELETED,
    DELETED,
    /** The platform said that nothing came of it. */
    REFUSED
  }

  private final String application;
  private final Set<String> names = new LinkedHashSet<>();
  private volatile Status status = Status.PERHAPS_MADE;
  private volatile @Nullable JsonNode instance;

  /**
   * @param application the key by which its application is known to the provider, its own alone
   */
  Account(String application) {
    this.application = application;
    names.add(application);
  }

  String application() {
    return application;
  }

  Status status() {
    return status;
  }

  void status(Status next) {
    status = next;
  }

  /** Whether the instance is there, or may be. */
  boolean isThere() {
    return status != Status.DELETED && status != Status.REFUSED;
  }

  /** The instance, once the client knows it. */
  @Nullable JsonNode instance() {
    return instance;
  }

  void made(JsonNode found) {
    instance = found;
    status = Status.MADE;
  }

  /** The names that it may have. */
  synchronized Set<String> names() {
    return Set.copyOf(names);
  }

  /** It was asked to have this name, and may have it. */
  synchronized void mayHave(String name) {
    names.add(name);
  }

  /** It has this name. */
  synchronized void has(String name) {
    names.clear();
    names.add(name);
  }
}
