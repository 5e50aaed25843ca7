package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Hook;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;

/** Hears what becomes of a declared call, step by step, for those who want to be told. */
interface Trail {

  /** For those who do not. */
  Trail NONE = new Trail() {};

  /** A resource begins to run. */
  default void begins(Resource resource) {}

  /** A parameter had no value. */
  default void skipped(Parameter parameter, boolean ofResource) {}

  /**
   * A parameter's value went where it says.
   *
   * @param ofResource whether it is the resource's, not the element's
   * @param secret whether the value is a secret, or has one in it
   */
  default void assigned(Parameter parameter, boolean ofResource, JsonNode value, boolean secret) {}

  /**
   * A hook has run.
   *
   * @param ofResource whether it is the resource's, not the element's
   * @param given what it gave to {@code done}
   */
  default void ran(Hook hook, boolean ofResource, JsonNode given) {}
}
