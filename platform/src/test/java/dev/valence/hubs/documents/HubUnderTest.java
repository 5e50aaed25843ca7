package dev.valence.hubs.documents;

import dev.valence.connectors.DocumentsConnector;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The account of a test, and what a behaviour has to know of the connector. Behaviours are tests in
 * interfaces, which say by {@link Needs} what they are about; what a connector does not have it is
 * not asked for.
 */
@ExtendWith(ContractRun.class)
public interface HubUnderTest {

  /** A caller of an account that was empty when the test began. */
  HubCaller hub();

  /** What is tested. */
  DocumentsConnector connector();

  /** The size in bytes from which the connector sends a file in another way than small ones. */
  int largeFileSize();

  /** Whether the vendor does not take a name, so that it need not survive. */
  default boolean forbids(String name) {
    return false;
  }

  /** Puts a file into the account at the vendor, which is faster for many. */
  void seed(String path, byte[] content);

  /** Stores a file. */
  default void store(String path, byte[] content) {
    hub().upload(path, content);
  }
}
