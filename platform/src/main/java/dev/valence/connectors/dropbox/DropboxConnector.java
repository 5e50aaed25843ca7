package dev.valence.connectors.dropbox;

import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.DocumentsFeature;
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

  /** A block of Dropbox's hash, of which it wants pieces to be. */
  private static final int PIECE = 4 * 1024 * 1024;

  private final int pieceSize;

  @Inject
  DropboxConnector() {
    this(PIECE);
  }

  /**
   * @param pieceSize how many bytes of an upload go into one request, and are in memory; Dropbox
   *     takes 150 MiB
   */
  public DropboxConnector(int pieceSize) {
    this.pieceSize = pieceSize;
  }

  @Override
  public String name() {
    return "dropbox";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return EnumSet.complementOf(
        EnumSet.of(
            DocumentsOperation.PERMISSIONS,
            DocumentsOperation.ADD_PERMISSION,
            DocumentsOperation.DELETE_PERMISSION,
            DocumentsOperation.COMMENTS,
            DocumentsOperation.COMMENT,
            DocumentsOperation.ADD_COMMENT,
            DocumentsOperation.DELETE_COMMENT));
  }

  @Override
  public Set<DocumentsFeature> features() {
    return EnumSet.of(
        DocumentsFeature.TAGS,
        DocumentsFeature.EXPORT,
        DocumentsFeature.LINK_EXPIRY,
        DocumentsFeature.LINK_PASSWORD,
        DocumentsFeature.LINK_FOR_TEAM);
  }

  @Override
  public DocumentsHub open(Connection connection) {
    return new DropboxDocuments(
        new DropboxClient(
            connection.sender(),
            connection.require("base.url"),
            connection.require("dropbox.content.url")),
        pieceSize);
  }
}
