package dev.valence.connectors.dropbox;

import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Set;

/**
 * Connects Dropbox accounts to the documents hub.
 *
 * <p>Of the configuration it reads {@code base.url} and {@code dropbox.content.url}, both with the
 * version, such as {@code https://api.dropboxapi.com/2}.
 */
@ApplicationScoped
public class DropboxConnector implements DocumentsConnector {

  private static final int MIBIBYTE = 1024 * 1024;

  private final UploadSizes sizes;

  @Inject
  DropboxConnector() {
    this(MIBIBYTE, 64 * MIBIBYTE);
  }

  /**
   * @param largestInMemory the largest file in bytes that is read before it is sent
   * @param largestPiece how many bytes of a larger file go into one request; Dropbox takes 150 MiB
   */
  public DropboxConnector(int largestInMemory, int largestPiece) {
    this.sizes = new UploadSizes(largestInMemory, largestPiece);
  }

  @Override
  public String name() {
    return "dropbox";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return EnumSet.of(
        DocumentsOperation.PING,
        DocumentsOperation.ME,
        DocumentsOperation.STORAGE,
        DocumentsOperation.LIST,
        DocumentsOperation.UPLOAD,
        DocumentsOperation.DOWNLOAD,
        DocumentsOperation.METADATA,
        DocumentsOperation.DELETE,
        DocumentsOperation.DELETE_FOLDER);
  }

  @Override
  public DocumentsHub open(Connection connection) {
    return new DropboxDocuments(
        new DropboxClient(
            connection.sender(),
            connection.require("base.url"),
            connection.require("dropbox.content.url")),
        sizes);
  }
}
