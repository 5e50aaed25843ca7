package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An instance that is stored nowhere. */
record TestInstance(
    Element element,
    Map<String, String> values,
    Credential credential,
    boolean traced,
    List<JsonNode> traces)
    implements ConnectedInstance {

  static TestInstance of(Element element, String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new TestInstance(element, values, new TestVendor.Tokens(), false, new ArrayList<>());
  }

  TestInstance with(Credential other) {
    return new TestInstance(element, values, other, traced, traces);
  }

  TestInstance tracing() {
    return new TestInstance(element, values, credential, true, traces);
  }

  /** What was recorded of the last call. */
  JsonNode trace() {
    return traces.getLast();
  }

  @Override
  public void record(JsonNode calls) {
    traces.add(calls);
  }

  @Override
  public long instanceId() {
    return 1;
  }

  @Override
  public long organizationId() {
    return 1;
  }

  @Override
  public Set<String> configurationKeys() {
    return values.keySet();
  }

  @Override
  public void keep(Map<String, String> kept) {
    kept.forEach((key, value) -> {
      if (value.isEmpty()) {
        values.remove(key);
      } else {
        values.put(key, value);
      }
    });
  }

  @Override
  public Optional<String> configuration(String key) {
    return Configuration.of(element, own -> Optional.ofNullable(values.get(own))).find(key);
  }
}
