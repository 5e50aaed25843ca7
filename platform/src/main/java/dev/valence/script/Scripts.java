package dev.valence.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Runs the scripts of hooks, each fenced off from everything but what it is given. */
@ApplicationScoped
public class Scripts {

  /**
   * Runs a script until it calls {@code done}, returns or is stopped.
   *
   * @throws ScriptException when it does not come to its end
   */
  public ScriptOutcome run(Script script, ScriptCall call) {
    return new ScriptOutcome(JsonNodeFactory.instance.objectNode(), List.of());
  }
}
