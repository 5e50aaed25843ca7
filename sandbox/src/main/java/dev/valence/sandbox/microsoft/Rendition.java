package dev.valence.sandbox.microsoft;

/**
 * What a download address gives of a file.
 *
 * @param kind the kind
 * @param name which one of the kind; empty where there is one only
 */
record Rendition(Kind kind, String name) {

  enum Kind {
    /** The bytes as they are. */
    CONTENT,
    /** The bytes as they were, by the identifier of the revision. */
    REVISION,
    /** A small image, by the name of its size. */
    THUMBNAIL,
    /** The text as a document to print. */
    PDF
  }

  static final Rendition CONTENT = new Rendition(Kind.CONTENT, "");
  static final Rendition PDF = new Rendition(Kind.PDF, "");

  static Rendition revision(String id) {
    return new Rendition(Kind.REVISION, id);
  }

  static Rendition thumbnail(String size) {
    return new Rendition(Kind.THUMBNAIL, size);
  }
}
