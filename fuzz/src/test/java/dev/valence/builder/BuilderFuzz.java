package dev.valence.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.Definitions;
import dev.valence.model.ApiException;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import java.io.ByteArrayInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Definitions as organizations send them. */
public class BuilderFuzz {

  private static final Definitions DEFINITIONS = new Definitions();
  private static final DefinitionCheck CHECK =
      new DefinitionCheck(DEFINITIONS, new Scripts(ScriptLimits.standard()));

  static Stream<Arguments> definitions() {
    return Stream.of(
        arguments(
            false,
            """
            {"key": "own", "name": "Own", "hub": "crm", "hosts": ["api.example.com"],
             "authentication": {"type": "basic"},
             "configuration": [{"key": "base.url", "defaultValue": "https://api.example.com"}],
             "resources": [{"method": "GET", "path": "/hubs/crm/a/{id}", "vendorPath": "/a/{id}",
              "rootKey": "a|b.c", "parameters": [{"name": "id", "type": "path"}]}]}
            """),
        arguments(true, "key: own\nname: Own\nhub: crm\nmodels: [{name: M, fields: []}]\n"),
        arguments(true, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        arguments(true, "? [a, b]\n: !!binary aGk=\n--- {}\n"),
        arguments(false, "[".repeat(300)));
  }

  @MethodSource("definitions")
  @FuzzTest
  public void aDefinitionIsReadAndItsFaultsNamed(boolean yaml, @NotNull String text) {
    ObjectNode definition;
    try {
      definition =
          DefinitionReader.object(
              new ByteArrayInputStream(text.getBytes(UTF_8)),
              yaml ? "application/yaml" : "application/json");
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isIn(400, 413);
      assertThat(refusal.message()).isNotBlank().hasSizeLessThan(1_000);
      return;
    }
    definition.remove("hooks"); // a script's compiler is not ours, and far larger than the rest
    assertThat(DEFINITIONS.prepare(definition)).allSatisfy(fault -> assertThat(fault).isNotNull());
    assertThat(CHECK.faults(definition, JsonNodeFactory.instance.objectNode()))
        .hasSizeLessThanOrEqualTo(101);
  }
}
