package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an app sees of the account itself. */
interface AccountBehaviours extends SocialHub {

  @Test
  default void pingTellsThatTheAccountCanBeReached() {
    JsonNode pong = hub().json("/ping");

    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(pong.path("endpoint").asText()).isEqualTo(element().key());
    assertThat(Instant.parse(pong.path("dateTime").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  default void theConnectedAccountIsSelf() {
    JsonNode self = hub().json("/users/self");

    assertThat(self.path("id").asText()).isEqualTo(account().user().id());
    assertThat(self.path("username").asText()).isEqualTo("alex");
    assertThat(hub().json("/users/" + self.path("id").asText())).isEqualTo(self);
  }

  @Test
  default void anUnknownAccountIsNotFound() {
    assertThat(hub().failure("GET", "/users/17").status()).isEqualTo(404);
  }

  @Test
  default void fieldsAreChosen() {
    JsonNode self = hub().json("/users/self", "fields", "id,username");

    assertThat(self.properties())
        .extracting(field -> field.getKey())
        .containsExactlyInAnyOrder("id", "username");
  }

  @Test
  default void whatNoneOffersIsNotFound() {
    assertThat(hub().failure("GET", "/no/such/thing").status()).isEqualTo(404);
  }
}
