package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.Sender;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One run of a script.
 *
 * @param organizationId for whom it runs: organizations share nothing, and each has a bounded share
 * @param variables what the script sees by name; only what it mentions is asked for
 * @param sender what its own HTTP calls are sent by. That there is no answer, an {@code
 *     EgressException}, is an error that the script can handle; whatever else it throws ends the
 *     run and is thrown to its caller
 */
public record ScriptCall(
    long organizationId, Map<String, Supplier<JsonNode>> variables, Sender sender) {

  public ScriptCall {
    variables = Map.copyOf(variables);
  }
}
