package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an app sees of an account that can be reached. */
public interface PingBehaviours extends HubUnderTest {

  @Test
  default void pingTellsThatTheAccountCanBeReached() {
    JsonNode pong = hub().json("/ping");

    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(pong.path("endpoint").asText()).isNotEmpty();
    assertThat(Instant.parse(pong.path("dateTime").asText())).isBeforeOrEqualTo(Instant.now());
  }
}
