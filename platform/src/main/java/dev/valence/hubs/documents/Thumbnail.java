package dev.valence.hubs.documents;

/**
 * How large a small picture is to be: the longer side has about so many pixels, as near as the
 * provider has it.
 */
public enum Thumbnail {
  SMALL(96),
  MEDIUM(256),
  LARGE(800);

  private final int pixels;

  Thumbnail(int pixels) {
    this.pixels = pixels;
  }

  public int pixels() {
    return pixels;
  }
}
