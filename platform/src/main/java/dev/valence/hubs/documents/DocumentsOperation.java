package dev.valence.hubs.documents;

/** What the documents hub can do, each by one method of {@link DocumentsHub}. */
public enum DocumentsOperation {
  PING,
  ME,
  STORAGE,
  LIST,
  UPLOAD,
  DOWNLOAD,
  METADATA,
  DELETE
}
