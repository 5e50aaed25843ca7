package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.egress.Sender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs scripts as the engine does. */
final class TestScripts {

  static final long ORGANIZATION = 1;
  static final long ANOTHER_ORGANIZATION = 2;

  static final Sender NO_CALLS =
      request -> {
        throw new IllegalStateException("No call was expected.");
      };

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestScripts() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Script script(String body) {
    return new Script("the hook", body, false);
  }

  /** A call with variables, given as the members of a JSON object. */
  static ScriptCall call(long organization, String variables, Sender sender) {
    Map<String, Supplier<JsonNode>> suppliers = new HashMap<>();
    json(variables)
        .properties()
        .forEach(variable -> suppliers.put(variable.getKey(), variable::getValue));
    return new ScriptCall(organization, suppliers, sender);
  }

  static ScriptCall call(long organization) {
    return call(organization, "{}", NO_CALLS);
  }

  /** What a script gives to done, as JSON. */
  static String result(Scripts scripts, String body, String variables) {
    return scripts.run(script(body), call(ORGANIZATION, variables, NO_CALLS)).result().toString();
  }

  static String result(Scripts scripts, String body) {
    return result(scripts, body, "{}");
  }
}
