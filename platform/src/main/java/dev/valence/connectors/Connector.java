package dev.valence.connectors;

/**
 * A vendor's implementation of a hub's contract. It is a bean, holds no state and is found by its
 * name.
 */
public sealed interface Connector permits DocumentsConnector {

  /** The name by which an element's definition asks for it. */
  String name();
}
