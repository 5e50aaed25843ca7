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
 * @param sender what its own HTTP calls are sent by
 */
public record ScriptCall(
    long organizationId, Map<String, Supplier<JsonNode>> variables, Sender sender) {

  public ScriptCall {
    variables = Map.copyOf(variables);
  }
}
