package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import java.util.Set;

/** A vendor's implementation of the documents hub. */
public non-sealed interface DocumentsConnector extends Connector {

  /** What the connector can do. */
  Set<DocumentsOperation> operations();

  /** What the vendor has beyond that. */
  default Set<DocumentsFeature> features() {
    return Set.of();
  }

  /** Opens the account of one instance for one call; the vendor is not called yet. */
  DocumentsHub open(Connection connection);
}
