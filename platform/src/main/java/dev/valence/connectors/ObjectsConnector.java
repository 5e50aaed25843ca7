package dev.valence.connectors;

import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import java.util.Set;

/**
 * A vendor's implementation of the hubs of objects. It may serve several elements: which objects
 * one has, and what the vendor calls them, is in its definition.
 */
public non-sealed interface ObjectsConnector extends Connector {

  /** What the connector can do. */
  Set<ObjectsOperation> operations();

  /** Opens the account of one instance for one call; the vendor is not called yet. */
  ObjectsHub open(Connection connection);
}
