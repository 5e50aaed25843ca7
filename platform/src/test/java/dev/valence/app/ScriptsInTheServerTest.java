package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.script.Script;
import dev.valence.script.ScriptCall;
import dev.valence.script.Scripts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The engine for scripts is found by the server's class loader, with its libraries. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class ScriptsInTheServerTest {

  @Inject Scripts scripts;

  @Test
  void aScriptRunsAndFindsItsLibraries() {
    Script script =
        new Script(
            "the hook",
            "const _ = require('lodash'), moment = require('moment');"
                + " done({x: _.floor(1.5), y: moment.utc(0).year(),"
                + " z: require('crypto-js/md5')('a').toString().length});",
            false);
    ScriptCall call =
        new ScriptCall(
            1,
            Map.of(),
            request -> {
              throw new IllegalStateException("No call was expected.");
            });
    assertThat(scripts.run(script, call).result().toString())
        .isEqualTo("{\"x\":1,\"y\":1970,\"z\":32}");
  }
}
