package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsHub;

/** A vendor's implementation of the documents hub. */
public non-sealed interface DocumentsConnector extends Connector {

  /** Opens the account of one instance for one call; the vendor is not called yet. */
  DocumentsHub open(Connection connection);
}
