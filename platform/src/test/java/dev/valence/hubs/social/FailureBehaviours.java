package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees of failures. */
interface FailureBehaviours extends SocialHub {

  @Test
  default void theProvidersWordsAreKept() {
    ApiException failure = hub().failure("GET", "/media/17900000000000001");

    assertThat(failure.providerMessage().orElse("")).containsAnyOf("error", "error_message");
  }

  @Test
  default void aLimitOfCallsIsToldAsOne() {
    account().pass(Duration.ofDays(1));
    account().variants(Map.of("businessCallsPerDay", "1", "legacyCallsPerHour", "1"));
    hub().json("/users/self");

    ApiException failure = hub().failure("GET", "/users/self");

    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.message()).isNotEmpty();
  }
}
