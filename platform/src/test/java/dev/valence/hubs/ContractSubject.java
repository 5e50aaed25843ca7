package dev.valence.hubs;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Something that a hub's suite of behaviours is run on. Behaviours are tests in interfaces called
 * {@code …Behaviours}, which a test class implements; {@link ContractRun} runs those that the
 * subject has all for, and {@link CompatibilityMatrixIT} makes a page's tables of what became of
 * them.
 */
@ExtendWith(ContractRun.class)
public interface ContractSubject {

  /** The key of the hub. */
  String hubKey();

  /** The name of the subject, unique within the hub. */
  String subject();

  /**
   * What it says of itself, by the names of tables: the rows, each with what stands in its cell.
   */
  Map<String, Map<String, String>> offers();

  /** What a behaviour needs and the subject does not have; empty when it can be run. */
  Set<String> missing(Method behaviour);
}
