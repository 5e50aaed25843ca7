package dev.valence.hubs.documents;

/**
 * The account of a test. A suite of behaviours goes with the operations that it needs, so that a
 * connector is tested for all that it has.
 */
public interface HubUnderTest {

  /** A caller of an account that was empty when the test began. */
  HubCaller hub();

  /** Stores a file, by the hub unless the connector cannot do that. */
  default void store(String path, byte[] content) {
    hub().upload(path, content);
  }
}
