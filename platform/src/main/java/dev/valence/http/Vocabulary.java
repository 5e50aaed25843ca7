package dev.valence.http;

import java.util.Locale;
import java.util.Optional;

/**
 * The words of the envelope. The same API is served in two: the base path that a caller uses
 * decides which words the answer has; a request may use either.
 */
public enum Vocabulary {
  /** {@code /elements/api-v2}, {@code element}, {@code elementId}, {@code Elements-Request-Id}. */
  ELEMENT("element"),
  /**
   * {@code /your_moms/api-v2}, {@code your_mom}, {@code your_momId}, {@code Your_moms-Request-Id}.
   */
  YOUR_MOM("your_mom");

  private final String singular;

  Vocabulary(String singular) {
    this.singular = singular;
  }

  /** The word for several elements: the base path and the collection below it. */
  public String plural() {
    return singular + "s";
  }

  /** The word for connected accounts where they are told from others: of the audit log. */
  String instances() {
    return singular + "-instances";
  }

  /** Where the API begins. */
  public String basePath() {
    return "/" + plural() + "/api-v2";
  }

  /** The word with which header names begin. */
  String headerWord() {
    return singular.substring(0, 1).toUpperCase(Locale.ROOT) + singular.substring(1) + "s";
  }

  /** The vocabulary whose plural is the given path segment. */
  static Optional<Vocabulary> ofPlural(String segment) {
    for (Vocabulary vocabulary : values()) {
      if (vocabulary.plural().equals(segment)) {
        return Optional.of(vocabulary);
      }
    }
    return Optional.empty();
  }

  /** The vocabulary whose word for connected accounts is the given path segment. */
  static Optional<Vocabulary> ofInstances(String segment) {
    for (Vocabulary vocabulary : values()) {
      if (vocabulary.instances().equals(segment)) {
        return Optional.of(vocabulary);
      }
    }
    return Optional.empty();
  }

  /**
   * The name of an envelope's property in this vocabulary.
   *
   * @param property the name inside the code, such as {@code elementId}
   */
  String property(String property) {
    return switch (property) {
      case "element", "elements", "elementId", "elementKey" ->
          singular + property.substring(ELEMENT.singular.length());
      default -> property;
    };
  }
}
