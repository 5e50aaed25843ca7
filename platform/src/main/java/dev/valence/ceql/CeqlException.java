package dev.valence.ceql;

/** A query that cannot be read or translated. The message can be shown to whoever wrote it. */
public final class CeqlException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int position;

  /**
   * @param position where in the query, from 1; 0 when no place is meant
   */
  public CeqlException(String message, int position) {
    super(message, null, false, false);
    this.position = position;
  }

  /** Where in the query, from 1; 0 when no place is meant. */
  public int position() {
    return position;
  }
}
