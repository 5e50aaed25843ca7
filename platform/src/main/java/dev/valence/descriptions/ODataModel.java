package dev.valence.descriptions;

import java.util.List;
import java.util.Map;

/**
 * What the metadata of an OData service says.
 *
 * @param version of the protocol: 2, 3 or 4
 * @param namespace the schema's
 * @param sets the lists of entities, and single entities
 * @param calls what can be called besides
 * @param structures complex types by their qualified names
 */
record ODataModel(
    int version,
    String namespace,
    List<EntitySet> sets,
    List<Call> calls,
    Map<String, Structure> structures) {

  /**
   * A list of entities, or one entity.
   *
   * @param single whether it is one, at the path itself
   */
  record EntitySet(String name, boolean single, Structure type) {}

  /**
   * A type with properties.
   *
   * @param keys the names of the properties that identify an entity, in their order
   */
  record Structure(String name, List<String> keys, List<Property> properties) {

    Property property(String wanted) {
      return properties.stream()
          .filter(property -> property.name().equals(wanted))
          .findFirst()
          .orElseGet(() -> new Property(wanted, "Edm.String", false));
    }
  }

  /**
   * A property or a parameter.
   *
   * @param type its qualified name, such as {@code Edm.String}
   * @param many whether it is a collection
   */
  record Property(String name, String type, boolean many) {}

  /**
   * A function or an action.
   *
   * @param method the HTTP method
   * @param inBody whether its parameters are members of the body
   */
  record Call(String name, String method, List<Property> parameters, boolean inBody) {}
}
