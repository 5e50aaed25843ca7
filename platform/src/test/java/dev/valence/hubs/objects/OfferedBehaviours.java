package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an element of the hub has at all. */
interface OfferedBehaviours extends ObjectsUnderTest {

  @Test
  default void pingTellsThatTheAccountCanBeReached() {
    JsonNode pong = hub().json("/ping");

    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(pong.path("endpoint").asText()).isNotEmpty();
    assertThat(Instant.parse(pong.path("dateTime").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  default void whatTheElementHasNotIsNotFound() {
    assertThat(hub().failure("GET", "/nosuchthings").status()).isEqualTo(404);
    assertThat(hub().failure("GET", "/" + object() + "/1/2/3/4").status()).isEqualTo(404);
  }

  @Test
  default void anotherMethodIsNotAllowed() {
    assertThat(hub().failure("PATCH", "/" + object()).status()).isEqualTo(405);
    assertThat(hub().failure("PUT", "/" + object() + "/1").status()).isEqualTo(405);
  }
}
