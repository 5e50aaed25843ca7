package dev.valence.hubs.documents;

/** What a path or an id may lead to. */
public enum ItemKind {
  FILE,
  FOLDER;

  /**
   * Sees that an item is of the kind that is meant.
   *
   * @param folder whether it is a folder
   * @throws dev.valence.model.ApiException 400 when it is of the other kind
   */
  public void require(FileReference item, boolean folder) {
    if (this == FILE && folder) {
      throw DocumentsErrors.notAFile(item, null);
    }
    if (this == FOLDER && !folder) {
      throw DocumentsErrors.notAFolder(item, null);
    }
  }
}
