package dev.valence.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of a script.
 *
 * @param result what it gave to its first {@code done}, or returned; empty for neither
 * @param console what it printed
 */
public record ScriptOutcome(ObjectNode result, List<String> console) {

  public ScriptOutcome {
    console = List.copyOf(console);
  }
}
