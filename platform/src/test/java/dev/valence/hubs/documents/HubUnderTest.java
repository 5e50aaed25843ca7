package dev.valence.hubs.documents;

import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.ContractSubject;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The account of a test, and what a behaviour has to know of the connector. Behaviours are tests in
 * interfaces, which say by {@link Needs} what they are about; what a connector does not have it is
 * not asked for.
 */
public interface HubUnderTest extends ContractSubject {

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

  @Override
  default String hubKey() {
    return "documents";
  }

  @Override
  default String subject() {
    return connector().name();
  }

  @Override
  default Map<String, Map<String, String>> offers() {
    Map<String, Map<String, String>> offers = new LinkedHashMap<>();
    Map<String, String> operations = new TreeMap<>();
    connector().operations().forEach(operation -> operations.put(operation.name(), "yes"));
    offers.put("operations", operations);
    Map<String, String> features = new TreeMap<>();
    connector().features().forEach(feature -> features.put(feature.name(), "yes"));
    offers.put("features", features);
    return offers;
  }

  @Override
  default Set<String> missing(Method behaviour) {
    Set<String> missing = new HashSet<>();
    Stream.of(
            behaviour.getAnnotation(Needs.class),
            behaviour.getDeclaringClass().getAnnotation(Needs.class))
        .filter(needs -> needs != null)
        .forEach(needs -> {
          Stream.of(needs.value())
              .filter(operation -> !connector().operations().contains(operation))
              .forEach(operation -> missing.add(operation.name()));
          Stream.of(needs.features())
              .filter(feature -> !connector().features().contains(feature))
              .forEach(feature -> missing.add(feature.name()));
        });
    return missing;
  }
}
