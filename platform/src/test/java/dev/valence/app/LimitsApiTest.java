package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Calls that a provider's limit puts off, over HTTP. */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
class LimitsApiTest extends TestElementsTest {

  private Answer me(JsonNode instance) {
    return api.get("/hubs/general/me", api.element(instance));
  }

  @Test
  void whoComesTooOftenIsToldWhenToComeAgainAndTheVendorIsNotCalled() {
    JsonNode instance = succeeded(create(named("testlimited"))).json();
    succeeded(me(instance));
    succeeded(me(instance));

    Answer putOff = failed(me(instance), 429);

    assertThat(Integer.parseInt(putOff.header("Retry-After"))).isBetween(40, 60);
    assertThat(putOff.message()).isEqualTo("Test Limited takes no more calls for now.");
    assertThat(putOff.json().path("requestId").asText()).isNotEmpty();
    assertThat(vendor.asked("/me")).hasSize(2);
    succeeded(me(succeeded(create(named("testlimited"))).json()));
  }

  @Test
  void aLimitIsShownInTheCatalogue() {
    JsonNode limits =
        succeeded(api.get("/elements/testlimited", api.organization())).json().path("limits");

    assertThat(limits).hasToString("[{\"per\":\"account\",\"calls\":2,\"seconds\":60}]");
  }
}
